import GRDB

/// Reading from a file that may be damaged, what it says of its tables included: where a plain
/// subscript would trap, there is no value.
extension Row {
    /// A column's value; `nil` where there is no such column, or a value of another kind.
    func value<Value: DatabaseValueConvertible>(_ column: String) -> Value? {
        guard hasColumn(column) else { return nil }
        let stored: DatabaseValue = self[column]
        return Value.fromDatabaseValue(stored)
    }

    /// A column's value, `nil` for a null.
    ///
    /// - Throws: `SQLITE_CORRUPT` for a value of another kind, or without such a column.
    func optionalField<Value: DatabaseValueConvertible>(
        _ column: String, of table: String
    ) throws -> Value? {
        if hasColumn(column), (self[column] as DatabaseValue).isNull { return nil }
        return try field(column, of: table)
    }

    /// A column's value.
    ///
    /// - Throws: `SQLITE_CORRUPT` where there is none of this kind.
    func field<Value: DatabaseValueConvertible>(
        _ column: String, of table: String
    ) throws -> Value {
        guard let value: Value = value(column) else { throw Self.damage(column, of: table) }
        return value
    }

    /// What to say of a column that cannot be right.
    static func damage(_ column: String, of table: String) -> DatabaseError {
        DatabaseError(resultCode: .SQLITE_CORRUPT, message: "\(table).\(column) has a bad value")
    }
}
