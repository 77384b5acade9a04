import Primitives
import Runner
import Synchronization

/// What is known of the engine on every thread: for health, metrics and quick refusals.
final class EngineFigures: Sendable {
    let tick = Atomic<Int64>(0)
    let events = Atomic<Int64>(0)
    let trades = Atomic<Int64>(0)
    let commits = Atomic<Int64>(0)
    let answered = Atomic<Int64>(0)
    let commitNanoseconds = Atomic<UInt64>(0)
    let actionsAccepted = Atomic<Int64>(0)
    let actionsRejected = Atomic<Int64>(0)
    let replays = Atomic<Int64>(0)
    private let state = Atomic<Int>(0)

    /// Whether the run can be asked.
    var isReady: Bool { state.load(ordering: .relaxed) == 1 }
    /// Whether the store has failed.
    var hasFailed: Bool { state.load(ordering: .relaxed) == 2 }

    func noteGroup(_ count: Int, nanoseconds: UInt64) {
        commits.add(1, ordering: .relaxed)
        answered.add(Int64(count), ordering: .relaxed)
        commitNanoseconds.add(nanoseconds, ordering: .relaxed)
    }

    func note(_ live: LiveRun) {
        tick.store(live.tick.index, ordering: .relaxed)
        events.store(live.committedEvents, ordering: .relaxed)
        trades.store(live.run.tradeCount, ordering: .relaxed)
        actionsAccepted.add(live.counters.accepted, ordering: .relaxed)
        actionsRejected.add(live.counters.rejected, ordering: .relaxed)
        replays.add(live.counters.replays, ordering: .relaxed)
        live.counters = LiveRun.Counters()
        state.store(1, ordering: .relaxed)
    }

    func noteFault() { state.store(2, ordering: .relaxed) }
}
