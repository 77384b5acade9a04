import GRDB
import GRDBSQLite
import History

/// Walks the rows of a run's events in the order of their ids, on SQLite's own handle.
struct EventCursor: ~Copyable {
    private let handle: OpaquePointer
    private let path: String
    private let statement: OpaquePointer?
    private var rebuilder: EventRebuilder

    init(
        _ run: StoredRun, from sequence: Int64, _ database: Database, path: String
    ) throws(StoreError) {
        guard let handle = database.sqliteConnection else {
            throw .fault(path: path, reason: "the connection is closed")
        }
        let sql = """
            SELECT id, tick, type, agent, payload, prev_hash, hash FROM events
            WHERE id BETWEEN ? AND ? ORDER BY id
            """
        var prepared: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &prepared, nil) == SQLITE_OK else {
            throw Self.fault(of: handle, path)
        }
        sqlite3_bind_int64(prepared, 1, EventRowID.make(run.run, sequence))
        sqlite3_bind_int64(prepared, 2, run.eventIDs.upperBound)
        self.handle = handle
        self.path = path
        statement = prepared
        rebuilder = EventRebuilder(runID: run.runID)
    }

    private static func fault(of handle: OpaquePointer, _ path: String) -> StoreError {
        StoreError(
            code: sqlite3_extended_errcode(handle),
            message: String(cString: sqlite3_errmsg(handle)), path: path)
    }

    deinit { sqlite3_finalize(statement) }

    /// The next row as it stands; `nil` after the last. Its views are valid until the next call.
    mutating func nextRow() throws(StoreError) -> StoredRow? {
        let code = sqlite3_step(statement)
        if code == SQLITE_DONE { return nil }
        guard code == SQLITE_ROW else { throw Self.fault(of: handle, path) }
        // Kinds before values: reading a value as another kind converts it in place.
        let odd = oddColumn
        let isAgentless = sqlite3_column_type(statement, 3) == SQLITE_NULL
        return StoredRow(
            sequence: EventRowID.sequence(sqlite3_column_int64(statement, 0)),
            tick: sqlite3_column_int64(statement, 1), type: bytes(2),
            agent: isAgentless ? nil : sqlite3_column_int64(statement, 3), payload: bytes(4),
            previousHash: bytes(5), hash: bytes(6), oddColumn: odd)
    }

    /// The next row with what it gives back; see ``nextRow()``.
    mutating func next() throws(StoreError) -> StoredEvent? {
        guard let row = try nextRow() else { return nil }
        let computed = rebuilder.rebuild(
            sequence: row.sequence, tick: row.tick, type: row.type, payload: row.payload,
            previousHash: row.previousHash)
        return StoredEvent(
            sequence: row.sequence, tick: row.tick, type: row.type, agent: row.agent,
            payload: row.payload, previousHash: row.previousHash, hash: row.hash,
            bytes: rebuilder.bytes, computedHash: computed, oddColumn: row.oddColumn)
    }

    private func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(statement, column)
        return UnsafeRawBufferPointer(
            start: start, count: Int(sqlite3_column_bytes(statement, column)))
    }

    private static let kinds: [(column: Int32, name: String, kind: Int32)] = [
        (1, "tick", SQLITE_INTEGER), (2, "type", SQLITE_TEXT), (4, "payload", SQLITE_TEXT),
        (5, "prev_hash", SQLITE_BLOB), (6, "hash", SQLITE_BLOB),
    ]

    private var oddColumn: String? {
        for (column, name, kind) in Self.kinds
        where sqlite3_column_type(statement, column) != kind { return name }
        let agent = sqlite3_column_type(statement, 3)
        return agent == SQLITE_INTEGER || agent == SQLITE_NULL ? nil : "agent"
    }
}

extension RunStore {
    /// Shows the stored events of a run in order, as they stood when this began.
    ///
    /// - Parameters:
    ///   - run: Whose events.
    ///   - sequence: The number of the first to show.
    ///   - body: Returns whether it wants the next one.
    /// - Throws: What the store or `body` throws.
    public func forEachEvent(
        of run: StoredRun, from sequence: Int64 = 0, _ body: (StoredEvent) throws -> Bool
    ) throws {
        var fault: (any Error)?
        try read { database in
            var cursor = try EventCursor(run, from: sequence, database, path: path)
            do {
                while let event = try cursor.next() {
                    guard try body(event) else { break }
                }
            } catch {
                fault = error
            }
        }
        // What `body` throws is not the store's to describe.
        if let fault { throw fault }
    }
}
