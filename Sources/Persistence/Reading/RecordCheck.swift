import Determinism
import GRDB
public import History
public import MarketModel
public import Primitives

/// An event of a stored run that holds.
public struct CheckedEvent {
    /// Its number in the run.
    public let sequence: Int64
    /// The tick it happened in.
    public let tick: Tick
    /// What it tells; `nil` for a type that this version does not know.
    public let event: Event?
}

/// What a whole check of a run's record came to.
public struct RecordReport: Hashable, Sendable {
    /// The number of events, all of which hold.
    public var eventCount: Int64 = 0
    /// The number of those whose type this version does not know.
    public var unknownCount: Int64 = 0
    /// The last of them; `nil` without any.
    public var head: RecordHead?
    /// The tick of the last of them.
    public var tick = Tick(0)
    /// Whether `RUN_STOPPED` has closed the run.
    public var isClosed = false
}

extension RunStore {
    /// Checks a run's record: the chain from its rows, every event by the auditor, and what the
    /// run's own row says of them.
    ///
    /// - Parameters:
    ///   - run: Which run; its row is read anew, together with the events.
    ///   - head: An event that the record has to hold, if one is known.
    ///   - show: Is shown every event that holds, in order.
    /// - Throws: ``StoreError/broken(_:)`` with the first thing that is wrong, and what `show`
    ///   throws.
    /// - Complexity: O(bytes of the events).
    public func checkRecord(
        of run: StoredRun, head: RecordHead? = nil, show: (CheckedEvent) throws -> Void = { _ in }
    ) throws -> RecordReport {
        var fault: (any Error)?
        let report: RecordReport = try read { database in
            // The row and the events of one moment: a writer may be at work.
            let now = try Self.fetch(run.run, from: database)
            var cursor = try EventCursor(now, from: 0, database, path: path)
            var walk = RecordWalk(now, head: head)
            do {
                while let row = try cursor.nextRow() { try show(try walk.check(row)) }
                return try walk.finish()
            } catch {
                fault = error
                return RecordReport()
            }
        }
        // What `show` throws is not the store's to describe.
        if let fault { throw fault }
        return report
    }
}

/// The state of a check between two rows.
private struct RecordWalk: ~Copyable {
    private let run: StoredRun
    private let head: RecordHead?
    private var verifier: RecordVerifier
    private var ticksDone: Int64 = 0

    init(_ run: StoredRun, head: RecordHead?) {
        self.run = run
        self.head = head
        verifier = RecordVerifier(runID: run.runID, head: head)
    }

    mutating func check(_ row: StoredRow) throws(StoreError) -> CheckedEvent {
        if let column = row.oddColumn {
            throw wrong(column, "another kind of value", "what no writer stores")
        }
        let event: Event?
        do {
            event = try verifier.check(
                binaryRow: RecordedRow(
                    sequence: row.sequence, tick: row.tick, type: row.type,
                    payload: row.payload, previous: row.previousHash, hash: row.hash))
        } catch {
            throw broken(error)
        }
        let agent = PayloadAgent.number(in: row.payload)
        if agent != row.agent {
            throw wrong("agent", Self.text(agent), Self.text(row.agent), at: row.sequence)
        }
        if case .tickEnded = event { ticksDone += 1 }
        if case .runCreated(let origin) = event { try checkOrigin(origin) }
        return CheckedEvent(sequence: row.sequence, tick: Tick(row.tick), event: event)
    }

    mutating func finish() throws(StoreError) -> RecordReport {
        if verifier.count > 0 || head != nil {
            do {
                try verifier.finish(mayLeaveTickOpen: run.openTick != nil)
            } catch {
                throw broken(error)
            }
        }
        try checkRunsRow()
        return RecordReport(
            eventCount: verifier.count, unknownCount: verifier.unknownCount,
            head: verifier.lastHead, tick: verifier.tick, isClosed: verifier.isClosed)
    }

    /// The row of the run has to say where the events end.
    private func checkRunsRow() throws(StoreError) {
        let count = verifier.count
        if run.eventCount != count {
            throw wrong("row", "\(run.eventCount) events", "\(count)")
        }
        let hash = verifier.lastHead?.hash ?? ""
        if run.headHash != hash { throw wrong("runs.head_hash", hash, run.headHash) }
        if run.ticksDone != ticksDone {
            throw wrong("runs.ticks_done", "\(ticksDone)", "\(run.ticksDone)")
        }
        let openTick = verifier.isTickOpen ? verifier.tick.index : nil
        if run.openTick != openTick {
            let found = run.openTick.map { "\($0)" } ?? "none"
            throw wrong("runs.open_tick", openTick.map { "\($0)" } ?? "none", found)
        }
        if run.status == .completed && !verifier.isClosed {
            throw wrong("runs.status", "RUN_STOPPED before 'completed'", "none")
        }
        let scenarioHash = Digest.hex(of: Array(run.origin.scenario.utf8))
        if run.scenarioHash != scenarioHash {
            throw wrong("runs.scenario_hash", scenarioHash, run.scenarioHash)
        }
    }

    /// The row of the run has to say what the run was made from.
    private func checkOrigin(_ origin: RunCreated) throws(StoreError) {
        let (name, ticks) = (origin.scenario["name"], origin.scenario["ticks"])
        // What tables a run has, and which auditor follows it, hang on this.
        let kind = origin.scenario["kind"]?.stringValue ?? "none"
        if kind != run.origin.kind { throw wrong("runs.kind", kind, run.origin.kind, at: 0) }
        if run.origin.seed != origin.seed {
            throw wrong("runs.seed", "\(origin.seed)", "\(run.origin.seed)", at: 0)
        }
        if name?.stringValue != run.origin.name {
            throw wrong("runs.name", name?.stringValue ?? "none", run.origin.name, at: 0)
        }
        if ticks?.integerValue != run.origin.ticks {
            let due = ticks?.integerValue.map { "\($0)" } ?? "none"
            throw wrong("runs.ticks", due, "\(run.origin.ticks)", at: 0)
        }
    }

    private func wrong(
        _ what: String, _ expected: String, _ found: String, at sequence: Int64? = nil
    ) -> StoreError {
        .broken(
            ChainFault(
                run: run.run, sequence: sequence ?? verifier.count, what: what,
                expected: expected, found: found))
    }

    private func broken(_ finding: RecordFinding) -> StoreError {
        wrong(
            "\(finding.cause)", finding.expected, finding.found, at: finding.sequence)
    }

    private static func text(_ agent: Int64?) -> String { agent.map { "\($0)" } ?? "none" }
}
