import Analytics
import Persistence

/// A run of a store while this process drives it.
final class KeptRun {
    let writer: RunWriter
    /// How much is kept of an economy besides its events.
    var telemetry = EconomyTelemetry.standard
    private let store: RunStore
    private var isClosed = false

    /// The run as it was when this process took it.
    var stored: StoredRun { writer.run }

    /// Adds a run to the store of that name and takes it.
    convenience init(
        _ plan: RunPlan, in path: String, durability: RunStore.Durability
    ) throws(StoreError) {
        let store = try RunStore(path, for: .writing)
        try self.init(try store.create(plan.newRun).run, of: store, durability: durability)
    }

    /// Takes a run of a store.
    ///
    /// - Throws: ``StoreError/alreadyWritten(run:pid:)`` while somebody else has it.
    init(
        _ number: Int64, of store: RunStore, durability: RunStore.Durability
    ) throws(StoreError) {
        self.store = store
        writer = try RunWriter(store, run: number, durability: durability)
    }

    /// Keeps a state to go on from, unless the record is further already.
    func keep(_ checkpoint: RunCheckpoint) throws {
        let snapshot = try checkpoint.snapshot()
        guard snapshot.eventCount >= stored.eventCount else { return }
        try writer.flush()
        try store.save(snapshot, of: stored)
    }

    /// Commits what is left and gives the run up: over for good, or paused.
    func close(isOver: Bool) throws(StoreError) { try close(as: isOver ? .completed : .paused) }

    /// Commits what is left, says where the run stands and gives it up.
    func close(as status: RunStatus) throws(StoreError) {
        if isClosed { return }
        isClosed = true
        try writer.finish(status)
    }

    /// Makes the tables that follow from the events of a run that is over.
    ///
    /// The events are read back and audited on the way: what is on the disk is checked.
    func makeTables() throws {
        // A run that has just ended has none to remove.
        let wanted = DerivedOptions(telemetry: telemetry)
        guard wanted.leavesTables(ofKind: stored.origin.kind) else { return }
        do {
            try store.rebuild(stored.run, wanted)
        } catch {
            throw CommandFailure(
                status: ExitStatus(error),
                message: "\(error); all events of run \(stored.run) are kept, its tables are not: "
                    + "'\(command("runs rebuild"))' makes them")
        }
    }

    /// How a command names it.
    func command(_ words: String) -> String {
        StoreOptions.command(words, stored.run, in: store.path)
    }

    /// Says where it is kept.
    func note(on record: inout RunRecord) {
        record.number = stored.run
        let place = "run \(stored.run) in \(store.path); '\(command("verify"))' checks it"
        record.notes.append(RunRecord.Note("kept", place))
    }

    /// What to say about a pause.
    func pauseLine(after ticks: Int64) -> String {
        "paused after \(Numeral.count(ticks)) tick\(ticks == 1 ? "" : "s"); "
            + "'\(command("runs start"))' continues it"
    }

    /// What a fault of the store leaves.
    func failure(_ fault: StoreError) -> CommandFailure {
        CommandFailure(
            status: ExitStatus(fault),
            message: "\(fault); what is committed stays, and '\(command("runs start"))' goes on")
    }
}
