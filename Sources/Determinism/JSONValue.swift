/// A JSON text as a value, with the members of an object in the order they were given.
///
/// Strings and keys are compared byte for byte, not by Swift's canonical equivalence: `"é"`
/// written in one scalar and in two are different texts, and have different hashes.
public enum JSONValue: Sendable {
    case null
    case bool(Bool)
    /// A number without fraction or exponent. Beyond ±2⁵³ other readers may round it.
    case integer(Int64)
    /// Any other number; finite.
    case number(Double)
    case string(String)
    case array([JSONValue])
    /// No two members have the same key.
    case object([JSONMember])
}

/// One key of an object, and what it stands for.
public struct JSONMember: Sendable {
    /// The name, unique in its object.
    public var key: String
    /// What the name stands for.
    public var value: JSONValue

    /// Creates a member.
    public init(_ key: String, _ value: JSONValue) {
        self.key = key
        self.value = value
    }
}

extension JSONValue {
    /// What the key stands for; `nil` if this is no object or has no such key.
    ///
    /// - Complexity: O(members).
    public subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key.isIdentical(to: key) }?.value
    }

    /// The text of a string; `nil` if this is something else.
    public var stringValue: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The truth of a boolean; `nil` if this is something else.
    public var boolValue: Bool? {
        guard case .bool(let truth) = self else { return nil }
        return truth
    }

    /// The value of an integer; `nil` if this is something else, `1.0` included.
    public var integerValue: Int64? {
        guard case .integer(let integer) = self else { return nil }
        return integer
    }

    /// The elements of an array; `nil` if this is something else.
    public var arrayValue: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The members of an object, in order; `nil` if this is something else.
    public var objectValue: [JSONMember]? {
        guard case .object(let members) = self else { return nil }
        return members
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// Creates a string.
    public init(stringLiteral text: String) { self = .string(text) }

    /// Creates a whole number.
    public init(integerLiteral integer: Int64) { self = .integer(integer) }

    /// Creates a truth value.
    public init(booleanLiteral truth: Bool) { self = .bool(truth) }

    /// Creates an array.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

    /// Creates an object, its members in the order written.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { JSONMember($0.0, $0.1) })
    }
}
