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
    /// The server ends.
    case end
}

/// A stream, as the thread of the run knows it.
final class StreamHandle: Sendable {
    let loop: any EventLoop
    private let isGone = Atomic<Bool>(false)
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
    func deliver(_ delivery: StreamDelivery) {
        if isClosed { return }
        loop.execute { self.take(delivery) }
    }
}
