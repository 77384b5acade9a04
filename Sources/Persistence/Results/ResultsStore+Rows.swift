public import Analytics
import GRDB
import Primitives

extension ResultsStore {
    /// Adds the results of runs, in one transaction; those of a run that failed before are
    /// replaced.
    public func add(_ results: [RunResult]) throws(StoreError) {
        if results.isEmpty { return }
        try write { database in
            let inserts = try ResultTable.allCases.map { table in
                let places = table.columns.map { _ in "?" }.joined(separator: ", ")
                let columns = table.columns.joined(separator: ", ")
                return try database.cachedStatement(
                    sql: "INSERT OR REPLACE INTO \(table.rawValue) (\(columns)) VALUES (\(places))")
            }
            for result in results {
                for (table, insert) in zip(ResultTable.allCases, inserts) {
                    for row in result[table] {
                        try insert.execute(
                            arguments: StatementArguments(row.map(\.databaseValue)))
                    }
                }
            }
        }
    }

    /// How many runs there are, and how many of them failed.
    public func counts() throws(StoreError) -> (runs: Int, failed: Int) {
        try read { database in
            let row = try Row.fetchOne(
                database,
                sql: """
                    SELECT count(*), count(*) FILTER (WHERE status = 'failed') FROM runs
                    """)
            let runs: Int? = row.flatMap { Int.fromDatabaseValue($0[0]) }
            let failed: Int? = row.flatMap { Int.fromDatabaseValue($0[1]) }
            return (runs ?? 0, failed ?? 0)
        }
    }

    /// The names of the runs that got to their end.
    ///
    /// - Complexity: O(runs), 8 bytes for each.
    public func finishedRunIDs() throws(StoreError) -> Set<UInt64> {
        try read { database in
            var found: Set<UInt64> = []
            let rows = try String.fetchCursor(
                database, sql: "SELECT run_id FROM runs WHERE status = 'completed'")
            while let name = try rows.next() {
                guard let id = UInt64(name, radix: 16) else {
                    throw Row.damage("run_id", of: "runs")
                }
                found.insert(id)
            }
            return found
        }
    }

    /// The errors of runs that failed, the first of them in the order of the plan.
    public func failures(atMost limit: Int) throws(StoreError) -> [(number: Int, error: String)] {
        try read { database in
            try Row.fetchAll(
                database,
                sql: """
                    SELECT number, error FROM runs WHERE status = 'failed'
                    ORDER BY number LIMIT ?
                    """, arguments: [limit]
            ).map { row in
                let number: Int64 = try row.field("number", of: "runs")
                return (Int(number), try row.field("error", of: "runs"))
            }
        }
    }

    /// Hands on every run in the order of the plan.
    ///
    /// - Throws: ``StoreError``, and what `body` throws.
    /// - Complexity: O(rows); one run is in memory at a time.
    public func forEachResult(_ body: (RunResult) throws -> Void) throws {
        let reader = ResultsReader(self)
        try reader.forEach(body)
    }
}

extension ResultValue {
    var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let integer): integer.databaseValue
        case .real(let number): number.databaseValue
        case .text(let text): text.databaseValue
        }
    }

    /// - Throws: `SQLITE_CORRUPT` for what no writer stores: a blob, a number that is not
    ///   finite, and where an amount belongs anything else.
    init(_ value: DatabaseValue, in column: String, of table: ResultTable) throws {
        switch value.storage {
        case .null: self = .null
        case .int64(let integer): self = .integer(integer)
        case .double(let number) where number.isFinite: self = .real(number)
        case .string(let text): self = .text(text)
        case .double, .blob: throw Row.damage(column, of: table.rawValue)
        }
        guard self != .null, table.amounts.contains(column) else { return }
        guard let string, (try? Amount(parsing: string)) != nil else {
            throw Row.damage(column, of: table.rawValue)
        }
    }
}
