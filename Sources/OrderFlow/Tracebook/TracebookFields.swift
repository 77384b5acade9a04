import Determinism

/// The members of a message, read by type: what is absent or null is `nil`.
struct TracebookFields {
    private let object: JSONValue

    /// - Throws: ``TracebookError`` if the value is no object; `name` says which it is.
    init(_ value: JSONValue?, name: String) throws(TracebookError) {
        guard let value, value.objectValue != nil else {
            throw TracebookError("\(name) must be an object")
        }
        object = value
    }

    subscript(key: String) -> JSONValue? {
        switch object[key] {
        case nil, .null: nil
        case let value: value
        }
    }

    /// A whole number of 64 bits.
    func integer(_ key: String) throws(TracebookError) -> Int64? {
        guard let value = self[key] else { return nil }
        guard let integer = value.integerValue else {
            throw TracebookError("\(key) must be an integer of 64 bits")
        }
        return integer
    }

    /// Any number.
    func number(_ key: String) throws(TracebookError) -> Double? {
        switch self[key] {
        case nil: return nil
        case .integer(let integer): return Double(integer)
        case .number(let number): return number
        case .null, .bool, .string, .array, .object:
            throw TracebookError("\(key) must be a number")
        }
    }

    /// A text.
    func text(_ key: String) throws(TracebookError) -> String? {
        guard let value = self[key] else { return nil }
        guard let text = value.stringValue else { throw TracebookError("\(key) must be a string") }
        return text
    }
}
