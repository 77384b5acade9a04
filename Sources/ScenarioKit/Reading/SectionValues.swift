import MarketModel
import Primitives

/// The value of a field, of the type its description asks for.
enum FieldValue: Sendable {
    case text(String)
    case integer(Int64)
    case real(Double)
    case amount(Amount)
    case rate(BasisPoints)
    case boolean(Bool)
    case names([Located<String>], isList: Bool)
    case amounts([(asset: Located<String>, amount: Located<Amount>)])
    case section(SectionValues)
    /// Items that were wrong are `nil`, so that indices count right.
    case list([FieldValue?])
    /// What can be read only with knowledge of other fields.
    case unread(YAMLNode)
}

/// A value with its place in the file.
struct Located<Value: Sendable>: Sendable {
    var value: Value
    var position: SourcePosition
}

/// A section as read: values by key, defaults filled in, and nothing where an error was noted.
struct SectionValues: Sendable {
    /// Where the section stands in the document.
    let path: String
    /// Where the section stands in the file.
    let position: SourcePosition
    /// Which of several variants it is; empty if there is only one.
    let variant: String
    private var values: [String: FieldValue] = [:]
    private var positions: [String: SourcePosition] = [:]

    init(path: String, position: SourcePosition, variant: String = "") {
        self.path = path
        self.position = position
        self.variant = variant
    }

    /// Notes that a key was written, and where its value stands.
    mutating func note(_ key: String, at position: SourcePosition) { positions[key] = position }

    /// Notes the value of a key.
    mutating func set(_ key: String, _ value: FieldValue) { values[key] = value }

    /// The value of a key, if it is right.
    subscript(key: String) -> FieldValue? { values[key] }

    /// Whether the key was written.
    func isWritten(_ key: String) -> Bool { positions[key] != nil }

    /// Where the key's value stands, or the section if it was not written.
    func position(of key: String) -> SourcePosition { positions[key] ?? position }

    /// The path of a key.
    func path(of key: String) -> String { DocumentPath.joined(path, key) }

    func text(_ key: String) -> String? {
        guard case .text(let value)? = values[key] else { return nil }
        return value
    }

    func integer(_ key: String) -> Int64? {
        guard case .integer(let value)? = values[key] else { return nil }
        return value
    }

    func real(_ key: String) -> Double? {
        guard case .real(let value)? = values[key] else { return nil }
        return value
    }

    func amount(_ key: String) -> Amount? {
        guard case .amount(let value)? = values[key] else { return nil }
        return value
    }

    func rate(_ key: String) -> BasisPoints? {
        guard case .rate(let value)? = values[key] else { return nil }
        return value
    }

    /// The value of a bot's parameter.
    func parameter(_ key: String) -> ParameterValue? {
        if let value = real(key) { return .real(value) }
        if let value = integer(key) { return .integer(value) }
        return amount(key).map { .amount($0) }
    }

    func boolean(_ key: String) -> Bool? {
        guard case .boolean(let value)? = values[key] else { return nil }
        return value
    }

    func choice<Choice: RawRepresentable<String>>(_ key: String, as type: Choice.Type) -> Choice? {
        text(key).flatMap { Choice(rawValue: $0) }
    }

    func section(_ key: String) -> SectionValues? {
        guard case .section(let value)? = values[key] else { return nil }
        return value
    }

    /// The sections of a list; `nil` where one was wrong as a whole, and no list at all if
    /// the field was.
    func sections(_ key: String) -> [SectionValues?]? {
        guard case .list(let items)? = values[key] else { return nil }
        return items.map { item in
            guard case .section(let section)? = item else { return nil }
            return section
        }
    }
}
