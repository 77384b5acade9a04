import History
import Runner

/// Runs a plan once more in memory, tick by tick beside the first, and compares every event.
///
/// Side by side rather than one after the other: no more than a tick is kept of either.
final class RunTwin {
    /// What the first run records itself on.
    let tape: EventTape
    private let ownTape = EventTape()
    private let run: any SteppedRun

    /// Prepares the second run; the first hands its events on to `recorder`.
    init(_ plan: RunPlan, handingOnTo recorder: (any EventRecorder)?) {
        tape = EventTape(handingOnTo: recorder)
        run = plan.makeRun(RunPlan.Followers(recorder: ownTape))
    }

    /// Seals the second genesis and compares.
    ///
    /// - Throws: ``RecordsDiffer``.
    func begin() throws {
        try run.begin()
        try compare()
    }

    /// Runs the tick that the first has just run.
    ///
    /// - Throws: ``RecordsDiffer``.
    func advance() throws {
        // The first did run it, so a second that is over already differs, and `compare` says so.
        if !run.isOver { try run.advance() }
        try compare()
    }

    private func compare() throws {
        if let difference = RecordsDiffer(tape.rows, ownTape.rows) { throw difference }
        tape.clear()
        ownTape.clear()
    }
}
