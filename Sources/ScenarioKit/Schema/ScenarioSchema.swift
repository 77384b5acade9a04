import Bots
public import Determinism
import MarketModel

/// Scenarios as a JSON Schema, for editors that complete and check while one types.
///
/// It is made from the same descriptions as the reader, and says what one field by itself can
/// be, and what a name in one asks of another (``SectionCondition``); what only several together
/// tell otherwise, such as weights that sum to 1, the reader alone knows.
///
/// - Source: JSON Schema draft 7, which editors of YAML understand best.
public enum ScenarioSchema {
    /// The schema of one kind, or of all of them.
    public static func document(of kind: ScenarioKind? = nil) -> JSONValue {
        let kinds = kind.map { [$0] } ?? ScenarioKind.allCases
        let sections = kinds.flatMap { described($0) }
        let definitions = sections.map { JSONMember($0.name, section($0.section)) }
        let heading: [JSONMember] = [
            JSONMember("$schema", "http://json-schema.org/draft-07/schema#"),
            JSONMember("title", "A Catallaxy scenario"),
            JSONMember("type", "object"),
            JSONMember("definitions", .object(definitions)),
        ]
        return .object(heading + choice(among: kinds))
    }

    private static func described(
        _ kind: ScenarioKind
    ) -> [(name: String, section: SectionDescription)] {
        switch kind {
        case .exchange: [("exchange", ExchangeSections.exchange)]
        case .economy:
            [("economy", EconomySections.drawn), ("listed_economy", EconomySections.listed)]
        case .laboratory: [("laboratory", LaboratorySections.laboratory)]
        }
    }

    /// Which definition holds: by kind, an economy's by the form of its agents.
    private static func choice(among kinds: [ScenarioKind]) -> [JSONMember] {
        var members = [
            JSONMember(
                "properties",
                ["kind": ["enum": .array(kinds.map { .string($0.rawValue) })]])
        ]
        let economy = kinds.contains(.economy)
        var rest = economy ? economyChoice : [reference("laboratory")]
        if kinds == [.exchange] { rest = [reference("exchange")] }
        for kind in kinds where kind != .economy && kinds.count > 1 {
            let condition: JSONValue = [
                "required": ["kind"], "properties": ["kind": ["const": .string(kind.rawValue)]],
            ]
            rest = [
                JSONMember("if", condition),
                JSONMember("then", .object([reference(kind.rawValue)])),
                JSONMember("else", .object(rest)),
            ]
        }
        members += [JSONMember("allOf", [.object(rest)])]
        return members
    }

    private static var economyChoice: [JSONMember] {
        [
            JSONMember(
                "if", ["required": ["agents"], "properties": ["agents": ["type": "array"]]]),
            JSONMember("then", .object([reference("listed_economy")])),
            JSONMember("else", .object([reference("economy")])),
        ]
    }

    private static func reference(_ name: String) -> JSONMember {
        JSONMember("$ref", .string("#/definitions/" + name))
    }

    // MARK: - Sections

    /// A mapping with known keys.
    ///
    /// - Parameter chooser: A key with the one value that chooses this section, and whether it
    ///   must be written.
    static func section(
        _ section: SectionDescription, chooser: (key: String, value: String, must: Bool)? = nil
    ) -> JSONValue {
        var properties: [JSONMember] = []
        var required: [JSONValue] = []
        if let chooser {
            properties.append(JSONMember(chooser.key, ["const": .string(chooser.value)]))
            if chooser.must { required.append(.string(chooser.key)) }
        }
        for field in section.fields {
            let schema = property(field, in: section)
            for key in [field.key] + field.aliases { properties.append(JSONMember(key, schema)) }
            if case .required = field.defaultValue { required.append(.string(field.key)) }
        }
        var members = [
            JSONMember("type", "object"), JSONMember("description", .string(section.summary)),
            JSONMember("properties", .object(properties)),
            JSONMember("additionalProperties", false),
        ]
        if !required.isEmpty { members.append(JSONMember("required", .array(required))) }
        var conditions = section.conditions.map(\.schema)
        if section.fields.contains(where: { $0.isOfBots }) {
            conditions += BotCatalog.all.map(parameters(of:))
        }
        if !conditions.isEmpty { members.append(JSONMember("allOf", .array(conditions))) }
        return .object(members)
    }

    private static func property(
        _ field: FieldDescription, in section: SectionDescription
    ) -> JSONValue {
        let namesBot = field.key == "bot" && section.fields.contains { $0.isOfBots }
        let type = namesBot ? FieldType.choice(BotCatalog.all.map(\.name)) : field.type
        var members = type.schema.objectValue ?? []
        let words = (field.unit.map { "[\($0)] " } ?? "") + field.summary
        members.removeAll { $0.key == "description" }
        members.append(JSONMember("description", .string(words)))
        if let value = field.defaultValue.schema {
            members.append(JSONMember("default", value))
        }
        return .object(members)
    }

    /// What holds for the parameters if the entry names this bot.
    private static func parameters(of bot: BotDescription) -> JSONValue {
        let section = Self.section(ExchangeSections.parameters(of: bot))
        return [
            "if": ["properties": ["bot": ["const": .string(bot.name)]]],
            "then": ["properties": ["parameters": section]],
        ]
    }
}

extension FieldDescription {
    /// Whether it holds the parameters of the bot that the entry names.
    fileprivate var isOfBots: Bool {
        if case .botParameters = type { true } else { false }
    }
}
