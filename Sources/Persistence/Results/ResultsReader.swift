import Analytics
import GRDB

/// Reads the tables of a results file side by side, run by run.
struct ResultsReader {
    private let store: ResultsStore

    init(_ store: ResultsStore) { self.store = store }

    /// Hands on every run in the order of the plan.
    func forEach(_ body: (RunResult) throws -> Void) throws {
        var fault: (any Error)?
        do {
            try store.queue.read { database in
                do {
                    try Self.forEach(in: database, body)
                } catch let error as DatabaseError {
                    throw error
                } catch {
                    // What the caller throws is no fault of the file.
                    fault = error
                }
            }
        } catch {
            throw StoreError(error, path: store.path)
        }
        if let fault { throw fault }
    }

    private static func forEach(
        in database: Database, _ body: (RunResult) throws -> Void
    ) throws {
        let tables = try ResultTable.allCases.map { try TableCursor(of: $0, in: database) }
        while let number = tables[0].nextNumber {
            let rows = try tables.map { try $0.rows(of: number) }
            try body(RunResult(rows: rows))
        }
        for table in tables where table.nextNumber != nil {
            throw Row.damage("number", of: table.name)
        }
    }
}

/// A table, read from its first row to its last.
private final class TableCursor {
    private let table: ResultTable
    private let cursor: RowCursor
    private var next: [ResultValue]?

    init(of table: ResultTable, in database: Database) throws {
        self.table = table
        let columns = table.columns.joined(separator: ", ")
        let keys = table.columns.prefix(table.keyCount).joined(separator: ", ")
        cursor = try Row.fetchCursor(
            database, sql: "SELECT \(columns) FROM \(table.rawValue) ORDER BY \(keys)")
        try advance()
    }

    var name: String { table.rawValue }

    /// The run that the next row belongs to; `nil` at the end.
    var nextNumber: Int64? { next?[0].whole }

    /// The rows of a run, which come next if there are any.
    func rows(of number: Int64) throws -> [[ResultValue]] {
        var rows: [[ResultValue]] = []
        while let row = next, row[0].whole == number {
            rows.append(row)
            try advance()
        }
        return rows
    }

    private func advance() throws {
        next = try cursor.next().map { row in
            try zip(row.databaseValues, table.columns).map { value, column in
                try ResultValue(value, in: column, of: table)
            }
        }
        if let next, next[0].whole == nil { throw Row.damage("number", of: name) }
    }
}
