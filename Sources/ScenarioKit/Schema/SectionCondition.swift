import Determinism

/// What a name in one field asks of a field of another section beside it.
///
/// The reader checks it in words of its own; this is what an editor can be told.
public struct SectionCondition: Sendable {
    /// The field with the name, as in ``NamedDescription``.
    let field: String
    /// The names that ask.
    let names: [String]
    /// The section that is asked.
    let section: String
    /// The field of it that must be written.
    let key: String
    /// What may be written there.
    let words: [String]
}

extension SectionCondition {
    /// The condition as a JSON Schema: where the name is written, the word is too.
    var schema: JSONValue {
        let name: JSONValue = ["enum": .array(names.map { .string($0) })]
        let mapping: JSONValue = [
            "type": "object", "required": [.string(NamedDescription.nameKey)],
            "properties": .object([JSONMember(NamedDescription.nameKey, name)]),
        ]
        let word: JSONValue = ["enum": .array(words.map { .string($0) })]
        return [
            "if": Self.holding(field, ["anyOf": [name, mapping]]),
            "then": Self.holding(section, Self.holding(key, word)),
        ]
    }

    /// A mapping in which a key is written and holds what it must.
    private static func holding(_ key: String, _ schema: JSONValue) -> JSONValue {
        ["required": [.string(key)], "properties": .object([JSONMember(key, schema)])]
    }
}
