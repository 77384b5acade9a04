import Bots
import MarketModel
import Primitives

/// Writes a scenario as a file: every field with its value, comments saying units.
struct ScenarioText {
    private var lines: [String] = []
    /// Sections whose fields have been explained: an entry like the one before needs no words.
    private var explained: Set<String> = []

    /// The text of a document, which reads back to the same scenario.
    static func text(of document: ScenarioDocument) -> String {
        var writer = ScenarioText()
        writer.write(document.values, as: document.section, indent: 0)
        return writer.lines.joined(separator: "\n") + "\n"
    }

    private mutating func write(
        _ values: SectionValues, as section: SectionDescription, chooser: String? = nil,
        indent: Int
    ) {
        let keys = section.fields.map(\.key).joined(separator: " ")
        let explains = explained.insert(section.name + " " + keys).inserted
        if let chooser { line("\(chooser): \(values.variant)", nil, indent) }
        for field in section.fields {
            let comment = explains ? Self.comment(on: field) : nil
            if let value = resolved(values[field.key], of: field, in: values) {
                write(value, as: field.type, key: field.key, comment, indent)
            } else if case .absent(let meaning) = field.defaultValue, explains {
                line("# \(field.key): \(meaning)", comment, indent)
            }
        }
    }

    private mutating func write(
        _ value: FieldValue, as type: FieldType, key: String, _ comment: String?, _ indent: Int
    ) {
        if let text = Self.inline(value, as: type) {
            line("\(key): \(text)", comment, indent)
            return
        }
        line("\(key):", comment, indent)
        writeBlock(value, as: type, indent: indent + 2)
    }

    private mutating func writeBlock(_ value: FieldValue, as type: FieldType, indent: Int) {
        switch (value, type) {
        case (.section(let values), .section(let section)):
            write(values, as: section, indent: indent)
        case (.section(let values), .variants(let variants)):
            guard let section = variants.section(named: values.variant) else { return }
            write(values, as: section, chooser: variants.key, indent: indent)
        case (.section(let values), .named(let named)):
            guard let section = named.section(named: values.variant) else { return }
            line("\(NamedDescription.nameKey): \(values.variant)", nil, indent)
            line("\(NamedDescription.parametersKey):", nil, indent)
            write(values, as: section, indent: indent + 2)
        case (.section(let values), .botParameters):
            guard let bot = BotCatalog.description(named: values.variant) else { return }
            write(values, as: ExchangeSections.parameters(of: bot), indent: indent)
        case (.list(let items), .list(let item, _)):
            for case let value? in items { writeItem(value, as: item, indent: indent) }
        case (.amounts(let amounts), _):
            for (asset, amount) in amounts {
                let name = YAMLText.scalar(asset.value)
                line("\(name): \(amount.value.shortestDescription)", nil, indent)
            }
        case (_, .alternatives(let types)):
            guard let type = types.first(where: { Self.isOf($0, value) }) else { return }
            writeBlock(value, as: type, indent: indent)
        default:
            preconditionFailure("\(type.summary) has no block")
        }
    }

    /// Writes an entry of a list: the dash takes the place of its first line's indentation.
    private mutating func writeItem(_ value: FieldValue, as type: FieldType, indent: Int) {
        if let text = Self.inline(value, as: type) {
            line("- \(text)", nil, indent)
            return
        }
        let first = lines.count
        writeBlock(value, as: type, indent: indent + 2)
        guard first < lines.count else { return }
        let rest = lines[first].dropFirst(indent + 2)
        lines[first] = String(repeating: " ", count: indent) + "- " + rest
    }

    private mutating func line(_ text: String, _ comment: String?, _ indent: Int) {
        let spaces = String(repeating: " ", count: indent)
        let remark = comment.map { "  # " + $0 } ?? ""
        // What does not fit beside the value stands above it, except where a dash will stand.
        if let comment, indent + text.count + remark.count > 100 {
            lines.append(spaces + "# " + comment)
            lines.append(spaces + text)
        } else {
            lines.append(spaces + text + remark)
        }
    }

    static func comment(on field: FieldDescription) -> String {
        (field.unit.map { "[\($0)] " } ?? "") + field.summary
    }

    /// The value, parameters of a bot read as the entry's bot has them.
    private func resolved(
        _ value: FieldValue?, of field: FieldDescription, in values: SectionValues
    ) -> FieldValue? {
        guard case .unread(let node)? = value else { return value }
        guard let bot = values.text("bot").flatMap({ BotCatalog.description(named: $0) }) else {
            return nil
        }
        var reader = SectionReader(log: DiagnosticLog(file: ""))
        let parameters = reader.section(
            node, as: ExchangeSections.parameters(of: bot).renamed(bot.name),
            path: values.path(of: field.key), isVariant: true)
        return parameters.map { .section($0) }
    }
}

extension VariantsDescription {
    /// The section of a name.
    func section(named name: String) -> SectionDescription? { sections.first { $0.name == name } }
}

extension SectionDescription {
    /// The same section under another name.
    func renamed(_ name: String) -> SectionDescription {
        SectionDescription(name, summary, fields)
    }
}
