import Determinism
import MarketModel
import Primitives

/// Reads the fields of an object, each once, and refuses what is left over.
struct PayloadReader {
    private let members: [JSONMember]
    private var isRead: [Bool]
    /// The keys that lead to the object, each followed by a dot.
    private let path: String

    /// - Throws: If the value is no object.
    init(_ value: JSONValue, at path: String = "") throws(PayloadError) {
        guard let members = value.objectValue else {
            throw PayloadError(
                .malformed, String(path.dropLast()), expected: "an object",
                found: Excerpt.of(value))
        }
        self.members = members
        isRead = Array(repeating: false, count: members.count)
        self.path = path
    }

    /// Says that nothing is left that has not been read.
    func finish() throws(PayloadError) {
        guard let index = isRead.firstIndex(of: false) else { return }
        throw PayloadError(
            .unexpected, path + Excerpt.of(members[index].key), expected: "no such field",
            found: Excerpt.of(members[index].value))
    }

    /// Whether a field is there.
    func has(_ key: String) -> Bool { members.contains { $0.key == key } }

    /// The value of a field that may be absent.
    mutating func optional(_ key: String) -> JSONValue? {
        guard let index = members.firstIndex(where: { $0.key == key }) else { return nil }
        isRead[index] = true
        return members[index].value
    }

    mutating func value(_ key: String) throws(PayloadError) -> JSONValue {
        if let value = optional(key) { return value }
        throw PayloadError(.missing, path + key, expected: "a value", found: "none")
    }

    func wrong(
        _ key: String, _ expected: String, _ value: JSONValue,
        _ reason: PayloadError.Reason = .mistyped
    ) -> PayloadError {
        PayloadError(reason, path + key, expected: expected, found: Excerpt.of(value))
    }
}

// The kinds of values.
extension PayloadReader {
    mutating func integer(_ key: String) throws(PayloadError) -> Int64 {
        try integer(of: value(key), key)
    }

    mutating func optionalInteger(_ key: String) throws(PayloadError) -> Int64? {
        guard let value = optional(key) else { return nil }
        return try integer(of: value, key)
    }

    /// An integer; beyond 2⁵³ one that the record rounded, the least or greatest included.
    private func integer(of value: JSONValue, _ key: String) throws(PayloadError) -> Int64 {
        switch value {
        case .integer(let integer): return integer
        case .number(let number) where number.magnitude == 0x1p63:
            return Int64(clamping: Int128(number))
        case .null, .bool, .number, .string, .array, .object:
            throw wrong(key, "an integer", value)
        }
    }

    mutating func text(_ key: String) throws(PayloadError) -> String {
        let value = try value(key)
        guard let text = value.stringValue else { throw wrong(key, "a text", value) }
        return text
    }

    mutating func optionalText(_ key: String) throws(PayloadError) -> String? {
        guard let value = optional(key) else { return nil }
        guard let text = value.stringValue else { throw wrong(key, "a text", value) }
        return text
    }

    mutating func bool(_ key: String) throws(PayloadError) -> Bool {
        let value = try value(key)
        guard let truth = value.boolValue else { throw wrong(key, "true or false", value) }
        return truth
    }

    mutating func amount(_ key: String) throws(PayloadError) -> Amount {
        try Self.amount(of: value(key), at: path + key)
    }

    static func amount(of value: JSONValue, at place: String) throws(PayloadError) -> Amount {
        // Read to see what it is, then written to see that it is spelt as it has to be.
        if let text = value.stringValue, let amount = try? Amount(parsing: text),
            amount.description == text
        {
            return amount
        }
        throw PayloadError(
            .mistyped, place, expected: "an amount with eight decimals",
            found: Excerpt.of(value))
    }

    mutating func optionalAmount(_ key: String) throws(PayloadError) -> Amount? {
        guard let value = optional(key) else { return nil }
        return try Self.amount(of: value, at: path + key)
    }

    mutating func rate(_ key: String) throws(PayloadError) -> BasisPoints {
        let value = try value(key)
        guard let text = value.stringValue, let amount = try? Amount(parsing: text),
            let rate = BasisPoints(amount), rate.description == text
        else { throw wrong(key, "a rate in basis points", value) }
        return rate
    }

    mutating func real(_ key: String) throws(PayloadError) -> Double {
        let value = try value(key)
        guard let text = value.stringValue, let real = Double(text), real.isFinite,
            CanonicalJSON.shortestText(real) == text
        else { throw wrong(key, "a real number", value) }
        return real
    }

    /// A real number that may be infinite, or none.
    mutating func anyReal(_ key: String) throws(PayloadError) -> Double {
        let value = try value(key)
        guard let text = value.stringValue, let real = RecordedReal.number(text) else {
            throw wrong(key, "a real number", value)
        }
        return real
    }

    mutating func position(_ key: String) throws(PayloadError) -> Position {
        let value = try value(key)
        guard let pair = value.arrayValue, pair.count == 2,
            let x = pair[0].integerValue.flatMap({ Int32(exactly: $0) }),
            let y = pair[1].integerValue.flatMap({ Int32(exactly: $0) }), x >= 0, y >= 0
        else { throw wrong(key, "a cell [x, y]", value) }
        return Position(x: x, y: y)
    }

    mutating func optionalPosition(_ key: String) throws(PayloadError) -> Position? {
        has(key) ? try position(key) : nil
    }

    /// A count of things: an integer that is not negative.
    mutating func count(_ key: String) throws(PayloadError) -> Int64 {
        let count = try integer(key)
        guard count >= 0 else { throw wrong(key, "0 or more", .integer(count)) }
        return count
    }

    /// One of the words that have a meaning here.
    mutating func choice<Choice: RawRepresentable<String>>(
        _ key: String
    ) throws(PayloadError) -> Choice {
        let text = try text(key)
        // Byte for byte: Swift's strings are equal by meaning, and a Kelvin sign would be a K.
        if let choice = Choice(rawValue: text), choice.rawValue.utf8.elementsEqual(text.utf8) {
            return choice
        }
        throw wrong(key, "a known word", .string(text), .unknown)
    }

    /// One of the words that have a meaning here.
    mutating func choice<Choice: CaseIterable>(
        _ key: String, _ name: (Choice) -> StaticString
    ) throws(PayloadError) -> Choice {
        let text = try text(key)
        for choice in Choice.allCases
        where name(choice).description.utf8.elementsEqual(text.utf8) {
            return choice
        }
        throw wrong(key, "a known word", .string(text), .unknown)
    }

    mutating func names(_ key: String) throws(PayloadError) -> NameSelection {
        let value = try value(key)
        if let only = value.stringValue { return .one(only) }
        guard let entries = value.arrayValue else {
            throw wrong(key, "a name or a list of names", value)
        }
        var names: [String] = []
        for entry in entries {
            guard let name = entry.stringValue else { throw wrong(key, "names", entry) }
            names.append(name)
        }
        return .list(names)
    }
}
