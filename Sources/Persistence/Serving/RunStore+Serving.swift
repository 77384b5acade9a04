import Foundation
import GRDB

extension RunStore {
    /// The numbers of the next input and of the next answer of a run.
    func nextNumbers(of run: Int64) throws(StoreError) -> (input: Int64, answer: Int64) {
        let ids = EventRowID.range(of: run)
        return try read { database in
            let input = try Int64.fetchOne(
                database, sql: "SELECT max(receive_seq) FROM inputs WHERE run = ?",
                arguments: [run])
            let answer = try Int64.fetchOne(
                database, sql: "SELECT max(id) FROM idempotency WHERE id BETWEEN ? AND ?",
                arguments: [ids.lowerBound, ids.upperBound])
            return ((input ?? -1) + 1, answer.map { EventRowID.sequence($0) + 1 } ?? 0)
        }
    }

    /// Shows which requests of a run have an answer, in the order of their numbers.
    public func forEachAnswer(
        of run: Int64, _ show: (_ number: Int64, _ agent: Int64, _ key: String) -> Void
    ) throws(StoreError) {
        let ids = EventRowID.range(of: run)
        try read { database in
            let rows = try Row.fetchCursor(
                database,
                sql: "SELECT id, agent, key FROM idempotency WHERE id BETWEEN ? AND ? ORDER BY id",
                arguments: [ids.lowerBound, ids.upperBound])
            while let row = try rows.next() {
                show(
                    EventRowID.sequence(try row.field("id", of: "idempotency")),
                    try row.field("agent", of: "idempotency"),
                    try row.field("key", of: "idempotency"))
            }
        }
    }

    /// The keys of a run by their ids.
    public func keys(of run: Int64) throws(StoreError) -> [StoredKey] {
        try read { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM api_keys WHERE run = ? ORDER BY key_id",
                arguments: [run]
            ).map { row in
                let hash: Data = try row.field("secret_hash", of: "api_keys")
                return StoredKey(
                    id: try row.field("key_id", of: "api_keys"),
                    agent: try row.optionalField("agent", of: "api_keys"),
                    secretHash: Array(hash),
                    expiresAt: try row.optionalField("expires_at", of: "api_keys"),
                    revokedAt: try row.optionalField("revoked_at", of: "api_keys"))
            }
        }
    }

    /// Copies what is in the log into the database, as far as no reader is in the way.
    ///
    /// - Returns: How many pages the log holds, and how many of them are copied.
    public func checkpoint() throws(StoreError) -> (inLog: Int, copied: Int) {
        do {
            return try queue.writeWithoutTransaction { database in
                let result = try database.checkpoint(.passive)
                return (result.walFrameCount, result.checkpointedFrameCount)
            }
        } catch {
            throw StoreError(error, path: path)
        }
    }
}
