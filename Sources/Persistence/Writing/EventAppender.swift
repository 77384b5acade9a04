import GRDB
import GRDBSQLite
import Glibc
import History

/// Appends chunks of events to a run, each in one transaction, on SQLite's own handle.
///
/// Used by the writer thread alone once it runs, so it is Sendable.
final class EventAppender: @unchecked Sendable {
    private let run: Int64
    private let path: String
    private let queue: DatabaseQueue
    private var begin: OpaquePointer?
    private var insert: OpaquePointer?
    private var advance: OpaquePointer?
    private var commit: OpaquePointer?
    private var hasFailed = false

    init(_ queue: DatabaseQueue, _ run: Int64, path: String) throws(StoreError) {
        self.queue = queue
        self.run = run
        self.path = path
        try onConnection { handle throws(StoreError) in
            begin = try prepare("BEGIN IMMEDIATE", handle)
            insert = try prepare(
                """
                INSERT INTO events (id, tick, type, agent, payload, prev_hash, hash)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """, handle)
            advance = try prepare(
                """
                UPDATE runs SET event_count = ?, head_hash = ?, ticks_done = ?, open_tick = ?
                WHERE run = ? AND event_count = ?
                """, handle)
            commit = try prepare("COMMIT", handle)
        }
    }

    deinit { finalize() }

    /// Writes a chunk and commits it.
    ///
    /// - Parameter more: Writes what belongs into the same transaction.
    /// - Throws: What failed; nothing of the chunk is then in the store, and nothing may be
    ///   written through this connection again.
    func write(
        _ chunk: EventChunk, _ more: (OpaquePointer) throws(StoreError) -> Void = { _ in }
    ) throws(StoreError) {
        precondition(!hasFailed, "a failed writer is not used again")
        do throws(StoreError) {
            try onConnection { handle throws(StoreError) in
                do throws(StoreError) {
                    try step(begin, handle)
                    try insertRows(of: chunk, handle)
                    try advanceRun(past: chunk, handle)
                    try more(handle)
                    try step(commit, handle)
                } catch {
                    sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
                    throw error
                }
            }
        } catch {
            hasFailed = true
            abandon()
            throw error
        }
    }

    /// Closes the connection, and with it the log when nobody else has the store open.
    func close() throws(StoreError) {
        guard !hasFailed else { return }
        finalize()
        do { try queue.close() } catch { throw StoreError(error, path: path) }
    }

    private func insertRows(of chunk: EventChunk, _ handle: OpaquePointer) throws(StoreError) {
        var id = EventRowID.make(run, chunk.firstSequence)
        let base = UnsafeRawPointer(chunk.bytes)
        var previous = base
        var previousCount = Int32(chunk.previousHashCount)
        let hashCount = Int32(SealedEvent.hashByteCount)
        for row in chunk.rows {
            let hash = base + row.offset
            let type = hash + SealedEvent.hashByteCount
            let payload = type + Int(row.typeCount)
            sqlite3_bind_int64(insert, 1, id)
            sqlite3_bind_int64(insert, 2, row.tick)
            // No destructor: the chunk outlives the step.
            sqlite3_bind_text(
                insert, 3, type.assumingMemoryBound(to: CChar.self), row.typeCount, nil)
            if let agent = row.agent {
                sqlite3_bind_int64(insert, 4, agent)
            } else {
                sqlite3_bind_null(insert, 4)
            }
            sqlite3_bind_text(
                insert, 5, payload.assumingMemoryBound(to: CChar.self), row.payloadCount, nil)
            sqlite3_bind_blob(insert, 6, previous, previousCount, nil)
            sqlite3_bind_blob(insert, 7, hash, hashCount, nil)
            try step(insert, handle)
            previous = hash
            previousCount = hashCount
            id += 1
        }
    }

    /// The run's row moves on with the events, or not at all.
    private func advanceRun(past chunk: EventChunk, _ handle: OpaquePointer) throws(StoreError) {
        let head = Digest.hex(chunk.lastHash)
        sqlite3_bind_int64(advance, 1, chunk.firstSequence + Int64(chunk.rows.count))
        // The destructor -1 lets SQLite keep a copy.
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        sqlite3_bind_text(advance, 2, head, -1, copied)
        sqlite3_bind_int64(advance, 3, chunk.ticksDone)
        if let openTick = chunk.openTick {
            sqlite3_bind_int64(advance, 4, openTick)
        } else {
            sqlite3_bind_null(advance, 4)
        }
        sqlite3_bind_int64(advance, 5, run)
        sqlite3_bind_int64(advance, 6, chunk.firstSequence)
        try step(advance, handle)
        guard sqlite3_changes(handle) == 1 else {
            throw .fault(path: path, reason: "somebody else has changed run \(run)")
        }
    }

    func step(_ statement: OpaquePointer?, _ handle: OpaquePointer) throws(StoreError) {
        let code = sqlite3_step(statement)
        let isDone = code == SQLITE_DONE
        // The code of a failed statement is that of its step; resetting only repeats it.
        let fault = isDone ? nil : fault(of: handle)
        sqlite3_reset(statement)
        if let fault { throw fault }
    }

    func prepare(
        _ sql: String, _ handle: OpaquePointer
    ) throws(StoreError) -> OpaquePointer? {
        var statement: OpaquePointer?
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        guard sqlite3_prepare_v3(handle, sql, -1, flags, &statement, nil) == SQLITE_OK else {
            throw fault(of: handle)
        }
        return statement
    }

    func fault(of handle: OpaquePointer) -> StoreError {
        let code = sqlite3_extended_errcode(handle)
        return StoreError(code: code, message: String(cString: sqlite3_errmsg(handle)), path: path)
    }

    func onConnection(
        _ body: (OpaquePointer) throws(StoreError) -> Void
    ) throws(StoreError) {
        do {
            try queue.writeWithoutTransaction { database in
                guard let handle = database.sqliteConnection else {
                    throw StoreError.fault(path: path, reason: "the connection is closed")
                }
                try body(handle)
            }
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Leaves the connection open for good: closing it would copy into the database what a
    /// failed sync has left in the log.
    private func abandon() {
        finalize()
        _ = Unmanaged.passRetained(queue)
    }

    private func finalize() {
        for statement in [begin, insert, advance, commit] { sqlite3_finalize(statement) }
        (begin, insert, advance, commit) = (nil, nil, nil, nil)
    }
}
