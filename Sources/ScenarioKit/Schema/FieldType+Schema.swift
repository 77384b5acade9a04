import Determinism
import Primitives

extension FieldType {
    /// What may be written, as a JSON Schema.
    var schema: JSONValue {
        switch self {
        case .text(let rule): rule.schema
        case .integer(let range):
            [
                "type": "integer", "minimum": .integer(range.lowerBound),
                "maximum": .integer(range.upperBound),
            ]
        case .real(let range): range.schema
        case .amount(let range):
            Self.exact(range.lowerBound.units, range.upperBound.units, 1e8, decimals: 8)
        case .rate(let range):
            Self.exact(
                Int128(range.lowerBound.units), Int128(range.upperBound.units), 1e4, decimals: 4)
        case .boolean: ["type": "boolean"]
        case .choice(let words): ["enum": .array(words.map { .string($0) })]
        case .names:
            [
                "anyOf": [
                    Self.name, ["type": "array", "minItems": 1, "items": Self.name],
                ]
            ]
        case .amounts(let range):
            ["type": "object", "additionalProperties": FieldType.amount(range).schema]
        // What may be in it depends on the bot: the section that holds it says so.
        case .botParameters: ["type": "object"]
        case .section(let section): ScenarioSchema.section(section)
        case .variants(let variants): variants.schema
        case .list(let item, let limit):
            ["type": "array", "maxItems": .integer(Int64(limit)), "items": item.schema]
        case .row(let fields): Self.row(fields)
        case .named(let named): named.schema
        case .alternatives(let types): ["anyOf": .array(types.map(\.schema))]
        }
    }

    private static var name: JSONValue { ["type": "string", "minLength": 1] }

    /// A number, or the same in quotes: decimals are counted only there.
    private static func exact(
        _ lowest: Int128, _ highest: Int128, _ scale: Double, decimals: Int
    ) -> JSONValue {
        let pattern = "^-?[0-9]+(\\.[0-9]{1,\(decimals)})?$"
        return [
            "anyOf": [
                [
                    "type": "number", "minimum": .number(Double(lowest) / scale),
                    "maximum": .number(Double(highest) / scale),
                ],
                ["type": "string", "pattern": .string(pattern)],
            ]
        ]
    }

    private static func row(_ fields: [FieldDescription]) -> JSONValue {
        let items = fields.map { field -> JSONValue in
            let words = JSONMember("description", .string(field.key + ": " + field.summary))
            return .object((field.type.schema.objectValue ?? []) + [words])
        }
        let count = JSONValue.integer(Int64(fields.count))
        return [
            "type": "array", "minItems": count, "maxItems": count, "items": .array(items),
            "additionalItems": false,
        ]
    }
}

extension VariantsDescription {
    fileprivate var schema: JSONValue {
        let schemas = sections.map { section in
            ScenarioSchema.section(
                section, chooser: (key, section.name, must: section.name != defaultName))
        }
        return ["anyOf": .array(schemas)]
    }
}

extension NamedDescription {
    fileprivate var schema: JSONValue {
        let plain = sections.filter { !$0.needsFields }
            .flatMap { words(for: $0) }
        let mappings = sections.map { section -> JSONValue in
            let parameters = JSONMember(Self.parametersKey, ScenarioSchema.section(section))
            let name = JSONMember(Self.nameKey, ["enum": .array(words(for: section))])
            let needed: [JSONValue] =
                section.needsFields
                ? [.string(Self.nameKey), .string(Self.parametersKey)] : [.string(Self.nameKey)]
            return [
                "type": "object", "properties": .object([name, parameters]),
                "required": .array(needed), "additionalProperties": false,
            ]
        }
        return ["anyOf": .array([["enum": .array(plain)]] + mappings)]
    }

    /// The names that mean a section.
    private func words(for section: SectionDescription) -> [JSONValue] {
        let older = aliases.filter { $0.name == section.name }.map(\.alias)
        return ([section.name] + older).map { .string($0) }
    }
}

extension SectionDescription {
    /// Whether some field of it must be written.
    fileprivate var needsFields: Bool {
        fields.contains { field in
            if case .required = field.defaultValue { true } else { false }
        }
    }
}

extension TextRule {
    fileprivate var schema: JSONValue {
        switch self {
        case .scenarioName:
            ["type": "string", "maxLength": 64, "pattern": "^[a-z0-9][a-z0-9._-]*$"]
        case .agentName, .economyName:
            ["type": "string", "maxLength": 64, "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*$"]
        case .prose: ["type": "string", "maxLength": .integer(Int64(Self.longestProse))]
        case .symbol:
            [
                "type": "string",
                "pattern": .string(
                    "^[A-Za-z0-9][A-Za-z0-9._-]{0,31}/[A-Za-z0-9][A-Za-z0-9._-]{0,31}$"),
            ]
        case .reference: ["type": "string", "minLength": 1]
        }
    }
}

extension RealRange {
    fileprivate var schema: JSONValue {
        var members = [JSONMember("type", "number")]
        if hasLowerBound {
            let key = includesLowerBound ? "minimum" : "exclusiveMinimum"
            members.append(JSONMember(key, .number(lowerBound)))
        }
        if hasUpperBound {
            let key = includesUpperBound ? "maximum" : "exclusiveMaximum"
            members.append(JSONMember(key, .number(upperBound)))
        }
        if !excluded.isEmpty {
            let others = JSONValue.array(excluded.map { .number($0) })
            members.append(JSONMember("not", ["enum": others]))
        }
        return .object(members)
    }
}

extension FieldDefault {
    /// The default, where it is a value.
    var schema: JSONValue? {
        switch self {
        case .text(let text), .name(let text): .string(text)
        case .integer(let value): .integer(value)
        case .real(let value): .number(value)
        case .amount(let value): Double(value.shortestDescription).map { .number($0) }
        case .rate(let value): Double(value.description).map { .number($0) }
        case .boolean(let value): .bool(value)
        case .required, .absent, .empty, .section: nil
        }
    }
}
