public import Primitives

/// What may be written as the value of a field.
public indirect enum FieldType: Sendable {
    /// A word or a text that keeps a rule.
    case text(TextRule)
    /// A whole number.
    case integer(ClosedRange<Int64>)
    /// A real number.
    case real(RealRange)
    /// An exact amount with at most eight decimals.
    case amount(ClosedRange<Amount>)
    /// A rate in basis points with at most four decimals.
    case rate(ClosedRange<BasisPoints>)
    /// `true` or `false`.
    case boolean
    /// One of some words.
    case choice([String])
    /// A name, or a list of at least one.
    case names
    /// Amounts by the names of assets.
    case amounts(ClosedRange<Amount>)
    /// The parameters of the bot that the entry names.
    case botParameters
    /// A mapping with known keys.
    case section(SectionDescription)
    /// A mapping whose known keys depend on one of its values.
    case variants(VariantsDescription)
    /// A list of values of one type, and how many there may be.
    case list(of: FieldType, atMost: Int)
    /// A list with one value for each description, in their order: `[x, y]`.
    case row([FieldDescription])
    /// A name, or a mapping with the name and its parameters.
    case named(NamedDescription)
    /// One of several types; no two of them take values of the same shape.
    case alternatives([FieldType])
}

/// What holds when a field is not written.
public enum FieldDefault: Sendable {
    /// The field must be written.
    case required
    /// Nothing; the sentence says what that means.
    case absent(String)
    /// This text or word.
    case text(String)
    /// This whole number.
    case integer(Int64)
    /// This real number.
    case real(Double)
    /// This amount.
    case amount(Amount)
    /// This rate.
    case rate(BasisPoints)
    /// This truth value.
    case boolean(Bool)
    /// An empty list or mapping.
    case empty
    /// A section all of whose fields have their defaults.
    case section
    /// A name all of whose parameters have their defaults.
    case name(String)
}

/// One field of a section: everything the reader, a listing or a schema needs to know of it.
public struct FieldDescription: Sendable {
    /// As in scenario files.
    public let key: String
    /// What may be written.
    public let type: FieldType
    /// What holds when nothing is written.
    public let defaultValue: FieldDefault
    /// The unit, if it has one: `ticks`, `cash`.
    public let unit: String?
    /// What it is, in one sentence.
    public let summary: String
    /// Older keys that mean the same.
    public let aliases: [String]

    /// Describes a field that must be written.
    public init(_ key: String, _ type: FieldType, unit: String? = nil, _ summary: String) {
        self.init(key, type, .required, unit: unit, summary)
    }

    /// Describes a field.
    public init(
        _ key: String, _ type: FieldType, _ defaultValue: FieldDefault,
        unit: String? = nil, aliases: [String] = [], _ summary: String
    ) {
        self.key = key
        self.aliases = aliases
        self.type = type
        self.defaultValue = defaultValue
        self.unit = unit
        self.summary = summary
    }
}

/// A mapping with known keys.
public struct SectionDescription: Sendable {
    /// What the section is called in messages and listings.
    public let name: String
    /// What it is for, in one sentence.
    public let summary: String
    /// Its fields in the order they are listed.
    public let fields: [FieldDescription]
    /// What its fields ask of each other.
    public let conditions: [SectionCondition]

    /// Describes a section.
    public init(
        _ name: String, _ summary: String, _ fields: [FieldDescription],
        conditions: [SectionCondition] = []
    ) {
        self.name = name
        self.summary = summary
        self.fields = fields
        self.conditions = conditions
    }

    /// The field with this key, or with this alias, if there is one.
    public subscript(key: String) -> FieldDescription? {
        fields.first { $0.key == key || $0.aliases.contains(key) }
    }
}

/// A mapping with a field that says which of several sections it is.
public struct VariantsDescription: Sendable {
    /// The key whose value chooses.
    public let key: String
    /// Which section it is when nothing is written; `nil` if it must be.
    public let defaultName: String?
    /// The sections by name; none of them has ``key`` among its fields.
    public let sections: [SectionDescription]

    /// The names of the sections.
    let names: [String]
    /// The keys of all sections, ``key`` included.
    let allKeys: [String]

    /// Describes variants.
    public init(by key: String, default name: String? = nil, _ sections: [SectionDescription]) {
        self.key = key
        self.defaultName = name
        self.sections = sections
        names = sections.map(\.name)
        var keys: [String] = []
        for field in sections.flatMap(\.fields) where !keys.contains(field.key) {
            keys.append(field.key)
        }
        allKeys = keys + [key]
    }
}
