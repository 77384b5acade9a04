import Dispatch
import GRDB
import Synchronization

/// Fills the derived tables of a run, so many rows a transaction, on a thread of its own.
struct TableFiller: DerivedSink {
    /// Other runs' writers wait no longer than for these.
    private static let batchCount = 10_000

    private let worker: TableWorker
    private var rows: [TableRow] = []

    init(_ store: RunStore, _ run: Int64) {
        worker = TableWorker(store, run)
        rows.reserveCapacity(Self.batchCount)
    }

    mutating func add(_ row: [DerivedValue], to table: DerivedTable) throws {
        rows.append(TableRow(table: table, values: row))
        guard rows.count == Self.batchCount else { return }
        try worker.submit(rows)
        rows.removeAll(keepingCapacity: true)
    }

    /// Waits until all rows are committed, and notes how many events they cover.
    func finish(covering count: Int64) throws(StoreError) {
        try worker.submit(rows)
        try worker.finish(covering: count)
    }
}

/// A row and where it goes.
struct TableRow: Sendable {
    var table: DerivedTable
    var values: [DerivedValue]
}

/// Writes batches in the order in which they come, while the next are made.
private final class TableWorker: Sendable {
    /// The batches that may wait; whoever makes more has to wait as well.
    private static let waitingCount = 2

    private let store: RunStore
    private let run: Int64
    private let queue = DispatchQueue(label: "catallaxy-tables")
    private let room = DispatchSemaphore(value: TableWorker.waitingCount)
    private let fault = Mutex<StoreError?>(nil)
    private let hasBegun = Mutex(false)

    init(_ store: RunStore, _ run: Int64) {
        self.store = store
        self.run = run
    }

    func submit(_ rows: [TableRow]) throws(StoreError) {
        try check()
        room.wait()
        queue.async { [self] in
            // After a failed write nothing is tried again.
            if fault.withLock({ $0 }) == nil {
                do throws(StoreError) { try write(rows) } catch {
                    fault.withLock { $0 = error }
                }
            }
            room.signal()
        }
    }

    func finish(covering count: Int64) throws(StoreError) {
        queue.sync {}
        try check()
        let run = run
        try store.write { try RunStore.setDerived(count, of: run, in: $0) }
    }

    private func check() throws(StoreError) {
        if let fault = fault.withLock({ $0 }) { throw fault }
    }

    private func write(_ rows: [TableRow]) throws(StoreError) {
        let isFirst = hasBegun.withLock { begun in
            defer { begun = true }
            return !begun
        }
        let (run, path) = (run, store.path)
        try store.write { database in
            if isFirst { try RunStore.clearDerived(of: run, in: database) }
            for table in DerivedTable.allCases where rows.contains(where: { $0.table == table }) {
                let insert = try TableInsert(table, database, path: path)
                for row in rows where row.table == table { try insert.add(row.values, run) }
            }
        }
    }
}

extension RunStore {
    fileprivate static func setDerived(
        _ count: Int64, of run: Int64, in database: Database
    ) throws {
        try database.execute(
            sql: "UPDATE runs SET derived_count = ? WHERE run = ?", arguments: [count, run])
    }

    fileprivate static func clearDerived(of run: Int64, in database: Database) throws {
        try setDerived(0, of: run, in: database)
        for table in StoreSchema.derivedTables {
            try database.execute(sql: "DELETE FROM \(table) WHERE run = ?", arguments: [run])
        }
    }
}
