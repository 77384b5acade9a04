import Determinism
import MarketModel
import Primitives

/// Collects what is wrong with the fields of a body, by their paths.
struct FieldErrors {
    /// No more are told of one request.
    private static let most = 100

    private(set) var list: [FieldError] = []

    mutating func add(_ path: String, _ message: String) {
        if list.count < Self.most { list.append(FieldError(path: path, message: message)) }
    }
}

/// The fields of one object of a body; unknown ones are wrong.
struct FieldReader {
    private let members: [JSONMember]
    private let path: String

    /// - Parameter path: Where the object is: `actions[0]`; empty for the body itself.
    init?(
        _ value: JSONValue, at path: String, known: [String], _ errors: inout FieldErrors
    ) {
        guard case .object(let members) = value else {
            errors.add(path.isEmpty ? "body" : path, "expected an object")
            return nil
        }
        self.members = members
        self.path = path
        for member in members where !known.contains(member.key) {
            errors.add(
                place(Self.shortened(member.key)),
                "unknown; there are \(known.joined(separator: ", "))")
        }
    }

    /// What a field is called in errors.
    func place(_ key: String) -> String { path.isEmpty ? key : path + "." + key }

    private static func shortened(_ key: String) -> String {
        key.utf8.count <= 64 ? key : String(key.prefix(48)) + "…"
    }

    func value(_ key: String) -> JSONValue? { members.first { $0.key == key }?.value }

    func string(_ key: String, _ errors: inout FieldErrors, isNeeded: Bool = true) -> String? {
        guard let value = value(key) else {
            if isNeeded { errors.add(place(key), "missing") }
            return nil
        }
        if case .string(let text) = value { return text }
        errors.add(place(key), "expected a string")
        return nil
    }

    func amount(_ key: String, _ errors: inout FieldErrors, isNeeded: Bool = true) -> Amount? {
        guard let value = value(key) else {
            if isNeeded { errors.add(place(key), "missing") }
            return nil
        }
        guard case .string(let text) = value else {
            errors.add(place(key), "expected a decimal in a string, such as \"100.5\"")
            return nil
        }
        if let amount = try? Amount(parsing: text) { return amount }
        errors.add(place(key), "expected digits with at most 8 decimals, such as \"100.5\"")
        return nil
    }

    /// A whole number from zero on that a record can hold exactly.
    func number(_ key: String, _ errors: inout FieldErrors, isNeeded: Bool = true) -> Int64? {
        guard let value = value(key) else {
            if isNeeded { errors.add(place(key), "missing") }
            return nil
        }
        if case .integer(let number) = value, number >= 0, number <= Self.greatestNumber {
            return number
        }
        errors.add(place(key), "expected a whole number, 0 to \(Self.greatestNumber)")
        return nil
    }

    /// 2⁵³ − 1: what every reader of JSON reads exactly.
    static let greatestNumber: Int64 = 9_007_199_254_740_991
}
