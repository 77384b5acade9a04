import Foundation
import GRDB
import History

/// A state to resume a run from, as it was when its first `eventCount` events were stored.
public struct StoredSnapshot: Hashable, Sendable {
    /// How many ticks had closed.
    public var ticksDone: Int64
    /// How many events had been stored; at least one.
    public var eventCount: Int64
    /// The hash of the last of them, in hexadecimal.
    public var headHash: String
    /// The version that wrote the state, and that alone reads it.
    public var version: String
    /// The state, in a form that is the caller's.
    public var state: [UInt8]

    /// Describes a snapshot.
    public init(
        ticksDone: Int64, eventCount: Int64, headHash: String, version: String, state: [UInt8]
    ) {
        self.ticksDone = ticksDone
        self.eventCount = eventCount
        self.headHash = headHash
        self.version = version
        self.state = state
    }

    /// The hash that is stored beside a snapshot of a run: of all there is, so that no part of
    /// it can be another's.
    func hash(ofRun runID: String) -> [UInt8]? {
        let head = "\(runID)\n\(version)\n\(ticksDone)\n\(eventCount)\n\(headHash)\n"
        return Digest.bytes(ofHex: Digest.hex(of: Array(head.utf8) + state))
    }
}

/// What a search for a snapshot came to.
public struct SnapshotSearch: Hashable, Sendable {
    /// The newest that is whole and fits the run; `nil` when there is none.
    public var found: StoredSnapshot?
    /// Why newer ones were passed over, a line each.
    public var warnings: [String]
}

extension RunStore {
    /// How many snapshots of a run are kept: the newest, and one in case that is damaged.
    public static let keptSnapshots = 2

    /// Keeps a state of a run, and forgets all but the newest ones.
    ///
    /// - Precondition: Its events are committed; see ``RunWriter/flush()``.
    public func save(_ snapshot: StoredSnapshot, of run: StoredRun) throws(StoreError) {
        guard let head = Digest.bytes(ofHex: snapshot.headHash),
            let hash = snapshot.hash(ofRun: run.runID)
        else { preconditionFailure("a head hash has 64 digits, got \(snapshot.headHash)") }
        try write { database in
            try database.execute(
                sql: """
                    INSERT OR REPLACE INTO snapshots
                        (run, tick, event_count, head_hash, version, state, state_hash)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    run.run, snapshot.ticksDone, snapshot.eventCount, Data(head),
                    snapshot.version, Data(snapshot.state), Data(hash),
                ])
            try database.execute(
                sql: """
                    DELETE FROM snapshots WHERE run = ? AND tick NOT IN
                        (SELECT tick FROM snapshots WHERE run = ? ORDER BY tick DESC LIMIT ?)
                    """,
                arguments: [run.run, run.run, Self.keptSnapshots])
        }
    }

    /// The newest snapshot of a run that is whole, of this version, and fits its events.
    ///
    /// - Parameters:
    ///   - run: As it is stored now.
    ///   - version: Whose states the caller can read.
    /// - Throws: Only what keeps the store from being read; a bad snapshot is a warning.
    public func newestSnapshot(
        of run: StoredRun, version: String
    ) throws(StoreError) -> SnapshotSearch {
        try read { database in
            var search = SnapshotSearch(found: nil, warnings: [])
            let rows = try Row.fetchCursor(
                database, sql: "SELECT * FROM snapshots WHERE run = ? ORDER BY tick DESC",
                arguments: [run.run])
            while let row = try rows.next() {
                guard let (snapshot, isWhole) = StoredSnapshot.read(row, runID: run.runID) else {
                    search.warnings.append("a snapshot of run \(run.run) cannot be read")
                    continue
                }
                let problem: String? =
                    if !isWhole {
                        "is damaged"
                    } else if snapshot.version != version {
                        "is of version \(snapshot.version), this is \(version)"
                    } else if try !Self.fits(snapshot, run, database) {
                        "does not fit the events"
                    } else {
                        nil
                    }
                guard let problem else {
                    search.found = snapshot
                    break
                }
                search.warnings.append(
                    "the snapshot of run \(run.run) after \(snapshot.ticksDone) ticks \(problem)")
            }
            return search
        }
    }

    /// Whether the event before the snapshot is there and has the hash that it names.
    private static func fits(
        _ snapshot: StoredSnapshot, _ run: StoredRun, _ database: Database
    ) throws -> Bool {
        guard snapshot.eventCount > 0, snapshot.eventCount <= run.eventCount else { return false }
        let hash = try Data.fetchOne(
            database, sql: "SELECT hash FROM events WHERE id = ?",
            arguments: [EventRowID.make(run.run, snapshot.eventCount - 1)])
        return hash.map { Array($0) } == Digest.bytes(ofHex: snapshot.headHash)
    }
}

extension StoredSnapshot {
    /// Reads a row, which may be damaged; `nil` when its columns are not of their kinds.
    fileprivate static func read(_ row: Row, runID: String) -> (StoredSnapshot, isWhole: Bool)? {
        guard let ticksDone: Int64 = row.value("tick"),
            let count: Int64 = row.value("event_count"), let head: Data = row.value("head_hash"),
            let version: String = row.value("version"), let state: Data = row.value("state"),
            let hash: Data = row.value("state_hash")
        else { return nil }
        let snapshot = StoredSnapshot(
            ticksDone: ticksDone, eventCount: count, headHash: Digest.hex(head),
            version: version, state: Array(state))
        return (snapshot, snapshot.hash(ofRun: runID) == Array(hash))
    }
}
