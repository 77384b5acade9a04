import Determinism
import GRDBSQLite

/// The statements that write what a served run has besides its events, on SQLite's own handle.
///
/// Used by the writer's thread alone, so it is Sendable.
final class ServedInserts: @unchecked Sendable {
    private let run: Int64
    private let appender: EventAppender
    private var input: OpaquePointer?
    private var answer: OpaquePointer?
    private var key: OpaquePointer?
    private var lookup: OpaquePointer?

    init(_ appender: EventAppender, _ run: Int64) throws(StoreError) {
        self.run = run
        self.appender = appender
        try appender.onConnection { handle throws(StoreError) in
            input = try appender.prepare(
                "INSERT INTO inputs (run, receive_seq, tick, agent, action) VALUES (?, ?, ?, ?, ?)",
                handle)
            answer = try appender.prepare(
                """
                INSERT INTO idempotency (id, agent, key, fingerprint, status, body)
                VALUES (?, ?, ?, ?, ?, ?)
                """, handle)
            key = try appender.prepare(
                """
                INSERT OR REPLACE INTO api_keys
                    (run, key_id, agent, secret_hash, expires_at, revoked_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """, handle)
            lookup = try appender.prepare(
                "SELECT agent, key, fingerprint, status, body FROM idempotency WHERE id = ?",
                handle)
        }
    }

    deinit { finalize() }

    /// Gives the statements up; the connection can be closed then.
    func finalize() {
        for statement in [input, answer, key, lookup] { sqlite3_finalize(statement) }
        (input, answer, key, lookup) = (nil, nil, nil, nil)
    }

    func insert(_ row: StoredInput, _ handle: OpaquePointer) throws(StoreError) {
        sqlite3_bind_int64(input, 1, run)
        sqlite3_bind_int64(input, 2, row.receiveSequence)
        sqlite3_bind_int64(input, 3, row.tick)
        Self.bind(row.agent, 4, input)
        Self.bind(text: CanonicalJSON.encode(row.action), 5, input)
        try appender.step(input, handle)
    }

    func insert(
        _ row: StoredAnswer, number: Int64, _ handle: OpaquePointer
    ) throws(StoreError) {
        sqlite3_bind_int64(answer, 1, EventRowID.make(run, number))
        sqlite3_bind_int64(answer, 2, row.agent)
        Self.bind(text: Array(row.key.utf8), 3, answer)
        Self.bind(row.fingerprint, 4, answer)
        sqlite3_bind_int64(answer, 5, row.status)
        Self.bind(row.body, 6, answer)
        try appender.step(answer, handle)
    }

    func insert(_ row: StoredKey, _ handle: OpaquePointer) throws(StoreError) {
        sqlite3_bind_int64(key, 1, run)
        Self.bind(text: Array(row.id.utf8), 2, key)
        Self.bind(row.agent, 3, key)
        Self.bind(row.secretHash, 4, key)
        Self.bind(row.expiresAt, 5, key)
        Self.bind(row.revokedAt, 6, key)
        try appender.step(key, handle)
    }

    /// The answer of that number, if there is one.
    func answer(_ number: Int64) throws(StoreError) -> StoredAnswer? {
        var found: StoredAnswer?
        try appender.onConnection { handle throws(StoreError) in
            sqlite3_bind_int64(lookup, 1, EventRowID.make(run, number))
            defer { sqlite3_reset(lookup) }
            switch sqlite3_step(lookup) {
            case SQLITE_ROW:
                found = StoredAnswer(
                    agent: sqlite3_column_int64(lookup, 0),
                    key: String(decoding: bytes(1), as: UTF8.self), fingerprint: bytes(2),
                    status: sqlite3_column_int64(lookup, 3), body: bytes(4))
            case SQLITE_DONE: break
            default: throw appender.fault(of: handle)
            }
        }
        return found
    }

    private func bytes(_ column: Int32) -> [UInt8] {
        let start = sqlite3_column_blob(lookup, column)
        let count = Int(sqlite3_column_bytes(lookup, column))
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// The destructor -1 lets SQLite keep a copy.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    private static func bind(_ number: Int64?, _ place: Int32, _ statement: OpaquePointer?) {
        if let number {
            sqlite3_bind_int64(statement, place, number)
        } else {
            sqlite3_bind_null(statement, place)
        }
    }

    private static func bind(_ bytes: [UInt8], _ place: Int32, _ statement: OpaquePointer?) {
        // An empty array has no address, and a blob without one would be null.
        if bytes.isEmpty {
            sqlite3_bind_zeroblob(statement, place, 0)
        } else {
            sqlite3_bind_blob(statement, place, bytes, Int32(bytes.count), copied)
        }
    }

    private static func bind(
        text bytes: [UInt8], _ place: Int32, _ statement: OpaquePointer?
    ) {
        bytes.withUnsafeBytes { buffer in
            _ = sqlite3_bind_text(
                statement, place, buffer.baseAddress?.assumingMemoryBound(to: CChar.self),
                Int32(bytes.count), copied)
        }
    }
}
