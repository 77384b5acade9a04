import GRDB
import GRDBSQLite

/// A prepared insert into one of the tables, on SQLite's own handle.
struct TableInsert: ~Copyable {
    private let handle: OpaquePointer
    private let path: String
    private let statement: OpaquePointer?

    init(_ table: DerivedTable, _ database: Database, path: String) throws {
        guard let handle = database.sqliteConnection else {
            throw StoreError.fault(path: path, reason: "the connection is closed")
        }
        let columns = ["run"] + table.columns
        let places = columns.map { _ in "?" }.joined(separator: ", ")
        let names = columns.joined(separator: ", ")
        let sql = "INSERT INTO \(table.rawValue) (\(names)) VALUES (\(places))"
        var prepared: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &prepared, nil) == SQLITE_OK else {
            throw Self.fault(of: handle, path)
        }
        self.handle = handle
        self.path = path
        statement = prepared
    }

    deinit { sqlite3_finalize(statement) }

    func add(_ values: [DerivedValue], _ run: Int64) throws(StoreError) {
        sqlite3_bind_int64(statement, 1, run)
        // The destructor -1 lets SQLite keep a copy of a text.
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        var column: Int32 = 2
        for value in values {
            switch value {
            case .none: sqlite3_bind_null(statement, column)
            case .integer(let number): sqlite3_bind_int64(statement, column, number)
            case .real(let number): sqlite3_bind_double(statement, column, number)
            case .text(let text):
                var text = text
                text.withUTF8 { bytes in
                    bytes.withMemoryRebound(to: CChar.self) { characters in
                        _ = sqlite3_bind_text(
                            statement, column, characters.baseAddress,
                            Int32(characters.count), copied)
                    }
                }
            }
            column += 1
        }
        let code = sqlite3_step(statement)
        let failure = code == SQLITE_DONE ? nil : Self.fault(of: handle, path)
        sqlite3_reset(statement)
        if let failure { throw failure }
    }

    private static func fault(of handle: OpaquePointer, _ path: String) -> StoreError {
        StoreError(
            code: sqlite3_extended_errcode(handle),
            message: String(cString: sqlite3_errmsg(handle)), path: path)
    }
}
