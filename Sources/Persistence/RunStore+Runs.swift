import GRDB
import Glibc
import History

extension RunStore {
    /// The fewest digits that name a run by its `run_id`.
    public static let leastPrefixCount = 4

    static let now = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"

    /// Adds a run that has no events yet.
    ///
    /// - Returns: The run with its number.
    public func create(_ new: NewRun) throws(StoreError) -> StoredRun {
        try write { database in
            try database.execute(
                sql: """
                    INSERT INTO runs (run_id, scenario, scenario_hash, name, kind, seed, ticks,
                        engine_version, created_at, changed_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, \(Self.now), \(Self.now))
                    """,
                arguments: [
                    new.runID, new.scenario, Digest.hex(of: Array(new.scenario.utf8)), new.name,
                    new.kind, Int64(new.seed), new.ticks, new.engineVersion,
                ])
            return try Self.fetch(database.lastInsertedRowID, from: database)
        }
    }

    /// All runs by rising number.
    public func runs() throws(StoreError) -> [StoredRun] {
        try read { try Self.fetchAll("ORDER BY run", from: $0) }
    }

    /// A run by its number.
    public func run(_ number: Int64) throws(StoreError) -> StoredRun {
        try read { try Self.fetch(number, from: $0) }
    }

    /// The run of a name: its number (tried first), a prefix of its `run_id`, or `last`.
    ///
    /// Of several runs of the same scenario and seed the newest is meant.
    ///
    /// - Throws: ``StoreError/unknownRun(name:)`` or ``StoreError/ambiguousRun(name:runIDs:)``.
    public func find(_ name: String) throws(StoreError) -> StoredRun {
        try read { database in
            if name == "last" {
                let newest = try Self.fetchAll("ORDER BY run DESC LIMIT 1", from: database)
                guard let run = newest.first else { throw StoreError.unknownRun(name: name) }
                return run
            }
            if let number = Int64(name) {
                let found = try Self.fetchAll("WHERE run = ?", [number], from: database)
                if let run = found.first { return run }
            }
            return try Self.fetch(prefix: name, from: database)
        }
    }

    static func fetch(_ number: Int64, from database: Database) throws -> StoredRun {
        let found = try fetchAll("WHERE run = ?", [number], from: database)
        guard let run = found.first else { throw StoreError.unknownRun(name: "\(number)") }
        return run
    }

    private static func fetchAll(
        _ clause: String, _ arguments: StatementArguments = [], from database: Database
    ) throws -> [StoredRun] {
        let rows = try Row.fetchAll(
            database, sql: "SELECT * FROM runs " + clause, arguments: arguments)
        return try rows.map { try StoredRun(row: $0) }
    }

    private static func fetch(prefix: String, from database: Database) throws -> StoredRun {
        let digits = Array("0123456789abcdef".utf8)
        guard prefix.utf8.count >= leastPrefixCount, prefix.utf8.allSatisfy(digits.contains)
        else { throw StoreError.unknownRun(name: prefix) }
        // No digit is greater than `f`: a range, so that the index serves it.
        let found = try fetchAll(
            "WHERE run_id >= ? AND run_id < ? ORDER BY run DESC", [prefix, prefix + "g"],
            from: database)
        guard let newest = found.first else { throw StoreError.unknownRun(name: prefix) }
        let others = found.map(\.runID).filter { $0 != newest.runID }
        guard let other = others.first else { return newest }
        throw StoreError.ambiguousRun(name: prefix, runIDs: [newest.runID, other].sorted())
    }

    /// Says where a run stands that nobody writes.
    ///
    /// - Throws: ``StoreError/alreadyWritten(run:pid:)`` while somebody does.
    public func setStatus(_ status: RunStatus, of run: Int64) throws(StoreError) {
        let lock = try lock(run)
        try write { database in
            _ = try Self.fetch(run, from: database)
            try Self.set(status, writerPID: nil, of: run, in: database)
        }
        lock.release()
    }

    static func set(
        _ status: RunStatus, writerPID: Int32?, of run: Int64, in database: Database
    ) throws {
        try database.execute(
            sql: """
                UPDATE runs SET status = ?, writer_pid = ?, changed_at = \(Self.now)
                WHERE run = ?
                """,
            arguments: [status.rawValue, writerPID, run])
    }

    /// Removes a run and everything that belongs to it; its number is not used again.
    ///
    /// - Throws: ``StoreError/alreadyWritten(run:pid:)`` while somebody writes it.
    public func delete(_ run: Int64) throws(StoreError) {
        let lock = try lock(run)
        try write { database in
            let ids = try Self.fetch(run, from: database).eventIDs
            // First the run: the triggers guard the events of those that are listed.
            try database.execute(sql: "DELETE FROM runs WHERE run = ?", arguments: [run])
            for table in StoreSchema.tablesOfARun {
                try database.execute(sql: "DELETE FROM \(table) WHERE run = ?", arguments: [run])
            }
            try database.execute(
                sql: "DELETE FROM events WHERE id BETWEEN ? AND ?",
                arguments: [ids.lowerBound, ids.upperBound])
        }
        lock.release()
    }

    /// The process that writes a run now, as far as it has said which one it is.
    ///
    /// - Returns: `nil` when nobody writes it.
    public func writer(of run: Int64) throws(StoreError) -> Int32? {
        guard try RunLock.isHeld(file, run) else { return nil }
        return try self.run(run).writerPID
    }

    /// Whether somebody writes a run now.
    public func isWritten(_ run: Int64) throws(StoreError) -> Bool {
        try RunLock.isHeld(file, run)
    }

    /// The process that writes a run now, if it can be made sure of.
    ///
    /// What stands in the run's row may be left over from a writer that died, and its number
    /// may be somebody else's by now: so it has to have the file of the locks open.
    public func confirmedWriter(of run: Int64) throws(StoreError) -> Int32? {
        guard let writer = try writer(of: run), RunLock.isOpen(file, in: writer) else {
            return nil
        }
        return writer
    }

    /// Locks a run for writing; whoever holds it is named.
    ///
    /// A writer has the lock a moment before it has said who it is, and others hold it for a
    /// moment only: so it is asked for a while.
    func lock(_ run: Int64) throws(StoreError) -> RunLock {
        for _ in 0..<Self.lockAttempts {
            if let lock = try RunLock(file, run) { return lock }
            if let pid = try? confirmedWriter(of: run) {
                throw .alreadyWritten(run: run, pid: pid)
            }
            usleep(10_000)
        }
        throw .alreadyWritten(run: run, pid: nil)
    }

    /// A second of them.
    private static let lockAttempts = 100
}
