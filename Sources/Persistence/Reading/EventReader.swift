import GRDB
public import History
import Primitives

/// A row of `events`, copied: it outlasts the reading.
public struct EventRow: Hashable, Sendable {
    /// Its number in the run.
    public let sequence: Int64
    /// The number of its tick.
    public let tick: Int64
    /// The name of its type.
    public let type: [UInt8]
    /// The canonical JSON of its payload.
    public let payload: [UInt8]
    /// The hash before it; empty for the first.
    public let previousHash: [UInt8]
    /// Its hash.
    public let hash: [UInt8]

    /// Puts the columns of a row together.
    public init(
        sequence: Int64, tick: Int64, type: [UInt8], payload: [UInt8], previousHash: [UInt8],
        hash: [UInt8]
    ) {
        self.sequence = sequence
        self.tick = tick
        self.type = type
        self.payload = payload
        self.previousHash = previousHash
        self.hash = hash
    }

    /// Whether both tell the same: tick, type and payload, whatever came before them.
    public func tellsTheSame(as other: EventRow) -> Bool {
        tick == other.tick && type == other.type && payload == other.payload
    }
}

/// Hands out the events of a run one by one, for whoever walks two records side by side.
public final class EventReader {
    /// The rows fetched at a time.
    private static let batchCount = 4_096

    private let store: RunStore
    private let run: StoredRun
    private var batch: [EventRow] = []
    private var place = 0
    private var nextSequence: Int64
    private var isAtEnd = false

    /// Prepares to read.
    ///
    /// - Parameter sequence: The number of the first event.
    public init(_ store: RunStore, _ run: StoredRun, from sequence: Int64 = 0) {
        self.store = store
        self.run = run
        nextSequence = sequence
    }

    /// The next event; `nil` after the last.
    public func next() throws(StoreError) -> EventRow? {
        if place == batch.count { try fetch() }
        guard place < batch.count else { return nil }
        defer { place += 1 }
        return batch[place]
    }

    private func fetch() throws(StoreError) {
        place = 0
        batch.removeAll(keepingCapacity: true)
        if isAtEnd { return }
        let (run, path, first) = (run, store.path, nextSequence)
        batch = try store.read { database in
            var rows: [EventRow] = []
            rows.reserveCapacity(Self.batchCount)
            var cursor = try EventCursor(run, from: first, database, path: path)
            while rows.count < Self.batchCount, let row = try cursor.nextRow() {
                rows.append(EventRow(row))
            }
            return rows
        }
        isAtEnd = batch.count < Self.batchCount
        nextSequence = (batch.last?.sequence ?? nextSequence) + 1
    }
}

extension EventRow {
    init(_ row: StoredRow) {
        self.init(
            sequence: row.sequence, tick: row.tick, type: Array(row.type),
            payload: Array(row.payload), previousHash: Array(row.previousHash),
            hash: Array(row.hash))
    }

    /// Copies an event that was just sealed.
    ///
    /// - Parameter previousHash: Of the event before; empty before the first.
    public init(_ event: SealedEvent, previousHash: [UInt8]) {
        self.init(
            sequence: event.sequence, tick: event.tick.index, type: Array(event.type),
            payload: Array(event.payload), previousHash: previousHash, hash: Array(event.hash))
    }
}

extension RunStore {
    /// The last stored event of a run; `nil` without any.
    public func lastEvent(of run: StoredRun) throws(StoreError) -> EventRow? {
        guard run.eventCount > 0 else { return nil }
        return try EventReader(self, run, from: run.eventCount - 1).next()
    }
}
