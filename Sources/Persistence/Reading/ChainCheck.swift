import GRDB
import Glibc
import History

/// The first row of a run that is not what it has to be.
public struct ChainFault: Hashable, Sendable, CustomStringConvertible {
    /// The run's number.
    public let run: Int64
    /// The number of the event that is wrong or missing.
    public let sequence: Int64
    /// What is wrong: a column, `row` where there is none or another, `head`.
    public let what: String
    /// What had to be there; for `hash` the one that the row's own bytes have.
    public let expected: String
    /// What is there.
    public let found: String

    /// Says what is wrong where.
    public init(run: Int64, sequence: Int64, what: String, expected: String, found: String) {
        self.run = run
        self.sequence = sequence
        self.what = what
        self.expected = expected
        self.found = found
    }

    /// The place and both sides.
    public var description: String {
        "run \(run), event \(sequence): \(what): expected \(expected), found \(found)"
    }
}

/// What a check of a run's chain came to.
public struct ChainReport: Hashable, Sendable {
    /// How many rows are right, up to the first that is not.
    public var eventCount: Int64
    /// The hash of the last right row; empty without any.
    public var headHash: String
    /// The first bad row, if there is one.
    public var fault: ChainFault?

    /// Describes what a check came to.
    public init(eventCount: Int64, headHash: String, fault: ChainFault? = nil) {
        self.eventCount = eventCount
        self.headHash = headHash
        self.fault = fault
    }
}

extension RunStore {
    /// Recomputes the chain of a run from its rows.
    ///
    /// It finds every change of a row, and rows missing, moved or added, and compares the end
    /// with the run's own row. What no chain can show is a tail cut off together with that row,
    /// or a record that was hashed anew.
    ///
    /// - Complexity: O(bytes of the events), most of it SHA-256.
    public func checkChain(of run: StoredRun) throws(StoreError) -> ChainReport {
        try read { database in
            // The row and the events of one moment: a writer may be at work.
            let now = try Self.fetch(run.run, from: database)
            var cursor = try EventCursor(now, from: 0, database, path: path)
            var walk = ChainWalk(run: now.run)
            while let event = try cursor.next(), walk.check(event) {}
            if walk.fault == nil { walk.checkEnd(now) }
            return ChainReport(
                eventCount: walk.count, headHash: Digest.hex(walk.head), fault: walk.fault)
        }
    }
}

extension RunStore {
    /// The size of the store, what is still in its log included, in bytes.
    public func byteCount() throws(StoreError) -> Int64 {
        try read { database in
            let pages = try Int64.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            return try pages * (Int64.fetchOne(database, sql: "PRAGMA page_size") ?? 0)
        }
    }

    /// What SQLite itself finds wrong with the file, a line each; empty for a sound one.
    ///
    /// - Complexity: O(pages of the file).
    public func checkFile() throws(StoreError) -> [String] {
        let lines = try read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
        return lines == ["ok"] ? [] : lines
    }
}

extension UnsafeRawBufferPointer {
    /// Whether both hold the same bytes.
    func hasSameBytes(as other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count else { return false }
        guard let left = baseAddress, let right = other.baseAddress else { return count == 0 }
        return memcmp(left, right, count) == 0
    }
}

/// The state of a check between two rows.
private struct ChainWalk {
    let run: Int64
    private(set) var count: Int64 = 0
    /// The hash of the row before; empty at the start.
    private(set) var head: [UInt8] = []
    private(set) var fault: ChainFault?

    init(run: Int64) {
        self.run = run
        head.reserveCapacity(SealedEvent.hashByteCount)
    }

    /// - Returns: Whether the row is right.
    mutating func check(_ event: StoredEvent) -> Bool {
        if event.sequence != count {
            note("row", "event \(count)", "event \(event.sequence)")
        } else if let column = event.oddColumn {
            note(column, "another kind of value", "what no writer stores")
        } else if !head.withUnsafeBytes({ event.previousHash.hasSameBytes(as: $0) }) {
            note("prev_hash", Self.text(head), Self.text(event.previousHash))
        } else if !event.computedHash.hasSameBytes(as: event.hash) {
            note("hash", Digest.hex(event.computedHash), Digest.hex(event.hash))
        } else {
            let agent = PayloadAgent.number(in: event.payload)
            if agent != event.agent {
                note("agent", Self.text(agent), Self.text(event.agent))
            }
        }
        guard fault == nil else { return false }
        head.replaceSubrange(head.startIndex..., with: event.hash)
        count += 1
        return true
    }

    /// The run's row has to agree with where the events end.
    mutating func checkEnd(_ run: StoredRun) {
        let hash = Digest.hex(head)
        if run.eventCount != count {
            note("row", "\(run.eventCount) events", "\(count)")
        } else if run.headHash != hash {
            note("head", hash, run.headHash)
        }
    }

    private mutating func note(_ what: String, _ expected: String, _ found: String) {
        fault = ChainFault(
            run: run, sequence: count, what: what, expected: expected, found: found)
    }

    private static func text(_ hash: some Collection<UInt8>) -> String {
        hash.isEmpty ? "GENESIS" : Digest.hex(hash)
    }

    private static func text(_ agent: Int64?) -> String { agent.map { "\($0)" } ?? "none" }
}
