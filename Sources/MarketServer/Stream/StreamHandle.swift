import NIOCore
import Synchronization

/// What the thread of the run sends to a stream.
enum StreamDelivery: Sendable {
    /// The stream follows from here on; where each channel's chain stands before what comes.
    case joined(previous: [StreamChannel: Int64])
    /// Messages in order.
    case messages([StreamMessage])
    /// What it wants lies further back than is at hand: events up to this number are in the
    /// archive.
    case archived(upTo: Int64)
    /// More has gathered than the stream's loop came to; nothing follows.
    case tooMuch
    /// The server ends.
    case end

    /// How many messages it brings.
    fileprivate var count: Int {
        switch self {
        case .messages(let messages): messages.count
        case .joined, .archived, .tooMuch, .end: 0
        }
    }
}

/// A stream, as the thread of the run knows it.
final class StreamHandle: Sendable {
    /// How many messages a stream may be behind.
    static let greatestBacklog = 1_024

    let loop: any EventLoop
    private let isGone = Atomic<Bool>(false)
    /// How many messages the loop has not come to yet.
    private let waiting = Atomic<Int>(0)
    private let take: @Sendable (StreamDelivery) -> Void

    init(on loop: any EventLoop, _ take: @escaping @Sendable (StreamDelivery) -> Void) {
        self.loop = loop
        self.take = take
    }

    /// Whether nobody listens any more.
    var isClosed: Bool { isGone.load(ordering: .relaxed) }

    /// Nobody listens any more.
    func close() { isGone.store(true, ordering: .relaxed) }

    /// Hands something to the stream, on its loop.
    ///
    /// A loop with too much to do would otherwise gather messages without end.
    func deliver(_ delivery: StreamDelivery) {
        if isClosed { return }
        let count = delivery.count
        guard waiting.add(count, ordering: .relaxed).oldValue < Self.greatestBacklog else {
            close()
            return loop.execute { self.take(.tooMuch) }
        }
        loop.execute {
            self.waiting.subtract(count, ordering: .relaxed)
            self.take(delivery)
        }
    }
}
