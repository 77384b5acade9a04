import NIOCore
import NIOPosix
import Primitives
import Synchronization
import Testing

@testable import MarketServer

@Suite("What gathers for a stream")
struct StreamHandleTests {
    private final class Seen: Sendable {
        let messages = Atomic<Int>(0)
        let tooMuch = Atomic<Int>(0)
        let gate = Mutex(())
    }

    private let message = StreamMessage(
        channel: .ticks, sequence: 1, tick: 0, data: Array("{}".utf8))

    @Test("a loop that comes to nothing is left behind with 1,024 messages, not with all")
    func starved() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let seen = Seen()
        let handle = StreamHandle(on: group.next()) { delivery in
            switch delivery {
            case .messages(let messages): seen.messages.add(messages.count, ordering: .relaxed)
            case .tooMuch: seen.tooMuch.add(1, ordering: .relaxed)
            case .joined, .archived, .end: Issue.record("unasked: \(delivery)")
            }
        }
        seen.gate.withLock { _ in
            group.next().execute { seen.gate.withLock { _ in } }
            for _ in 0..<10_000 { handle.deliver(.messages([message, message])) }
        }
        try await group.shutdownGracefully()
        #expect(seen.messages.load(ordering: .relaxed) == 1_024)
        #expect(seen.tooMuch.load(ordering: .relaxed) == 1)
        #expect(handle.isClosed)
    }

    @Test("a loop that keeps up may be told any number")
    func keepingUp() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let seen = Seen()
        let handle = StreamHandle(on: group.next()) { delivery in
            if case .messages = delivery { seen.messages.add(1, ordering: .relaxed) }
        }
        for _ in 0..<3_000 {
            handle.deliver(.messages([message]))
            try await group.next().submit {}.get()
        }
        try await group.shutdownGracefully()
        #expect(seen.messages.load(ordering: .relaxed) == 3_000 && !handle.isClosed)
    }
}
