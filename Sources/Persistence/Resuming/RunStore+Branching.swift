import Foundation
import GRDB
import History

extension RunStore {
    /// Adds a run that shares the events of another one before a tick, with inputs that tell
    /// where it goes another way.
    ///
    /// Done in one transaction: there is a whole branch, or none.
    ///
    /// - Parameters:
    ///   - run: Whose events are shared; it may be being written meanwhile.
    ///   - tick: The first tick whose events are not shared; at most the ticks it has done.
    ///   - inputs: What is new; received after all inputs that are shared.
    ///   - engineVersion: The version of the program.
    /// - Returns: The branch, to be continued; its `run_id` is that of the other run.
    /// - Throws: ``StoreError/tooShort(run:ticksDone:)`` when the run has not got so far.
    /// - Complexity: O(events of the run before the tick).
    public func addBranch(
        of run: Int64, at tick: Int64, inputs: [StoredInput], engineVersion: String
    ) throws(StoreError) -> StoredRun {
        let shared = try self.inputs(of: self.run(run)).filter { $0.tick < tick }
        return try write { database in
            let parent = try Self.fetch(run, from: database)
            guard tick >= 0, tick <= parent.ticksDone else {
                throw StoreError.tooShort(run: run, ticksDone: parent.ticksDone)
            }
            try database.execute(
                sql: """
                    INSERT INTO runs (run_id, scenario, scenario_hash, name, kind, seed, ticks,
                        engine_version, created_at, changed_at)
                    SELECT run_id, scenario, scenario_hash, name, kind, seed, ticks, ?,
                        \(Self.now), \(Self.now) FROM runs WHERE run = ?
                    """, arguments: [engineVersion, run])
            let branch = database.lastInsertedRowID
            let count = try Self.copyEvents(of: run, to: branch, before: tick, in: database)
            try Self.insert(
                renumbered(shared + inputs), of: branch, into: database)
            let head = try Data.fetchOne(
                database, sql: "SELECT hash FROM events WHERE id = ?",
                arguments: [EventRowID.make(branch, count - 1)])
            try database.execute(
                sql: """
                    UPDATE runs SET status = ?, ticks_done = ?, event_count = ?, head_hash = ?
                    WHERE run = ?
                    """,
                arguments: [
                    (count == 0 ? RunStatus.created : .paused).rawValue, tick, count,
                    head.map { Digest.hex($0) } ?? "", branch,
                ])
            return try Self.fetch(branch, from: database)
        }
    }

    private func renumbered(_ inputs: [StoredInput]) -> [StoredInput] {
        inputs.enumerated().map { place, input in
            var input = input
            input.receiveSequence = Int64(place)
            return input
        }
    }

    /// - Returns: How many events there are to share.
    private static func copyEvents(
        of run: Int64, to branch: Int64, before tick: Int64, in database: Database
    ) throws -> Int64 {
        let (from, to) = (EventRowID.range(of: run), EventRowID.range(of: branch))
        // Ticks never fall along the ids, so that the shared events are the first ones. Those
        // of the genesis carry tick 0, and are shared with all of tick 0 or not at all.
        let end = try Int64.fetchOne(
            database,
            sql: "SELECT min(id) FROM events WHERE id BETWEEN ? AND ? AND tick >= ?",
            arguments: [from.lowerBound, from.upperBound, tick])
        let last = end.map { $0 - 1 } ?? from.upperBound
        try database.execute(
            sql: """
                INSERT INTO events (id, tick, type, agent, payload, prev_hash, hash)
                SELECT id - ? + ?, tick, type, agent, payload, prev_hash, hash FROM events
                WHERE id BETWEEN ? AND ? AND type != 'RUN_STOPPED' ORDER BY id
                """, arguments: [from.lowerBound, to.lowerBound, from.lowerBound, last])
        return Int64(database.changesCount)
    }
}
