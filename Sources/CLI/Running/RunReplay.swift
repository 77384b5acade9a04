import History
import MarketModel
import Persistence
import Primitives
import Runner

/// Executes a stored run again and compares every event and hash with the record.
struct RunReplay {
    /// What a comparison without a difference came to.
    struct Report {
        var events: Int64
        var ticks: Int64
    }

    private let store: RunStore
    private let stored: StoredRun
    private let plan: RunPlan

    /// Prepares to execute a run again.
    ///
    /// - Throws: ``StoreError/broken(_:)`` if its row does not give the run it names.
    init(_ store: RunStore, _ stored: StoredRun) throws {
        self.store = store
        self.stored = stored
        plan = try RunPlan(stored: stored, in: store)
    }

    /// Executes and compares.
    ///
    /// - Parameter limit: The number of ticks after which to stop short of the record's end.
    /// - Throws: ``RecordsDiffer`` with the record first, and what the store throws.
    func compare(upTo limit: Int64 = .max) throws -> Report {
        let comparison = ReplayComparison(EventReader(store, stored))
        guard stored.eventCount > 0 else {
            try comparison.finish()
            return Report(events: 0, ticks: 0)
        }
        let run = plan.makeRun(RunPlan.Followers(recorder: comparison))
        try run.begin()
        while !run.isOver && run.ticksDone < min(limit, stored.ticksDone) { try run.advance() }
        if limit >= stored.ticksDone {
            if try !run.isOver && store.wasStoppedOnRequest(stored) { try run.stop() }
            // A run that is served is stored within its ticks too.
            if stored.openTick != nil, !run.isOver, let exchange = run as? ExchangeRun {
                try exchange.openTick()
            }
            try comparison.finish()
        }
        return Report(events: run.eventCount, ticks: run.ticksDone)
    }
}

/// Holds what a run seals against the record.
private final class ReplayComparison: EventRecorder {
    private let reader: EventReader
    private var previousHash: [UInt8] = []

    init(_ reader: EventReader) { self.reader = reader }

    func record(_ event: SealedEvent) throws {
        let row = try reader.next()
        guard let row, row.sequence == event.sequence, row.tick == event.tick.index,
            row.hash.elementsEqual(event.hash), row.previousHash == previousHash,
            row.type.elementsEqual(event.type), row.payload.elementsEqual(event.payload)
        else {
            throw RecordsDiffer(
                first: row, second: EventRow(event, previousHash: previousHash))
        }
        previousHash = row.hash
    }

    func endTick(ticksDone: Int64) {}

    /// Says whether the record ends here too.
    func finish() throws {
        if let row = try reader.next() { throw RecordsDiffer(first: row, second: nil) }
    }
}

extension RunStore {
    /// Whether a run was ended for good by its operator, which no replay can know.
    ///
    /// It is the last event that tells; other inputs of the operator would stand in `inputs`.
    func wasStoppedOnRequest(_ run: StoredRun) throws(StoreError) -> Bool {
        guard let last = try lastEvent(of: run) else { return false }
        let reason = #"{"reason":"\#(RunStopReason.requested.rawValue)"}"#
        return last.type == Array("RUN_STOPPED".utf8) && last.payload == Array(reason.utf8)
    }
}
