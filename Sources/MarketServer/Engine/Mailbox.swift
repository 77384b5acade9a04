import Dispatch
import NIOCore
import Synchronization

/// Something to be done by the thread that owns the run, and what follows once it is durable.
struct EngineWork: Sendable {
    /// Where the answer goes on.
    let loop: any EventLoop
    /// Does it.
    let perform: @Sendable (LiveRun) -> HTTPAnswer
    /// Called on the loop, once all that was done before the answer is on the disk.
    let deliver: @Sendable (HTTPAnswer) -> Void
}

/// What waits for the thread that owns the run.
final class Mailbox: Sendable {
    private struct State {
        var work: [EngineWork] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let signal = DispatchSemaphore(value: 0)

    /// Adds work.
    ///
    /// - Returns: Whether it will be done; not after the mailbox has closed.
    func submit(_ work: EngineWork) -> Bool {
        let (isTaken, isFirst) = state.withLock { state in
            if state.isClosed { return (false, false) }
            state.work.append(work)
            return (true, state.work.count == 1)
        }
        if isFirst { signal.signal() }
        return isTaken
    }

    /// No more work comes; what waits is still done.
    func close() {
        state.withLock { $0.isClosed = true }
        signal.signal()
    }

    /// Waits for work, no longer than to a time.
    func wait(until time: DispatchTime) { _ = signal.wait(timeout: time) }

    /// Takes all that waits.
    func takeAll() -> (work: [EngineWork], isClosed: Bool) {
        state.withLock { state in
            var taken: [EngineWork] = []
            swap(&taken, &state.work)
            return (taken, state.isClosed)
        }
    }

    /// How much waits.
    var count: Int { state.withLock { $0.work.count } }
}
