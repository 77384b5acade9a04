import Bots
import MarketModel
import Primitives

/// A page for people that lists every field of a kind of scenario.
///
/// It is made from the descriptions the reader works by, so that it cannot say anything else.
public enum ScenarioReference {
    /// The page in Markdown, for the documentation catalogue.
    public static func text(of kind: ScenarioKind) -> String {
        var page = ReferencePage()
        page.add(
            "# \(title(of: kind))\n\n\(summary(of: kind))\n\n## Overview\n\n\(words(on: kind))\n")
        switch kind {
        case .exchange:
            page.add(ExchangeSections.exchange, "The top level", path: "")
            for bot in BotCatalog.all {
                page.add(
                    ExchangeSections.parameters(of: bot), "Parameters of `\(bot.name)`",
                    path: "agents[].parameters")
            }
        case .economy:
            page.add(EconomySections.drawn, "The top level, agents drawn", path: "")
            page.add(EconomySections.listed, "The top level, agents listed", path: "")
        case .laboratory:
            page.add(LaboratorySections.laboratory, "The top level", path: "")
        }
        return page.text
    }

    private static func title(of kind: ScenarioKind) -> String {
        switch kind {
        case .exchange: "Scenarios of an exchange"
        case .economy: "Scenarios of an economy"
        case .laboratory: "Scenarios of a laboratory"
        }
    }

    private static func summary(of kind: ScenarioKind) -> String {
        switch kind {
        case .exchange: "Accounts with cash and assets in a continuous double auction."
        case .economy: "Agents with utilities on a grid, who forage, walk and trade."
        case .laboratory: "Buyers with values and sellers with costs, in trading periods."
        }
    }

    private static func words(on kind: ScenarioKind) -> String {
        let common = """
            `catallaxy scenario show FILE` prints a scenario with every default filled in; \
            `catallaxy scenario validate FILE` says everything that is wrong with it.
            """
        switch kind {
        case .exchange:
            return """
                Amounts are exact: at most eight decimals, no exponent; rates have at most four. \
                \(common)
                """
        case .economy:
            return """
                Endowments are listed and everything else drawn, or every agent and resource is \
                listed; the rules are the same. A file without `kind` that has `N` and \
                `utilities` or `agents` is an economy. \(common)
                """
        case .laboratory:
            return """
                A tick is a period: values, costs and stocks are renewed at its start. \(common)
                """
        }
    }
}

/// A page that grows section by section, each explained once.
private struct ReferencePage {
    private(set) var text = ""
    private var explained: Set<String> = []

    mutating func add(_ paragraph: String) { text += paragraph }

    /// Adds a section and what its fields hold.
    mutating func add(_ section: SectionDescription, _ title: String, path: String) {
        let keys = section.fields.map(\.key).joined(separator: " ")
        guard !section.fields.isEmpty, explained.insert(section.name + " " + keys).inserted
        else { return }
        text += "\n### \(title)\n\n\(section.summary)\n\n"
        text += "| Field | Allowed | Unit | Default | Meaning |\n|---|---|---|---|---|\n"
        for field in section.fields { text += row(field) }
        for field in section.fields {
            add(field.type, path: path.isEmpty ? field.key : path + "." + field.key)
        }
    }

    private mutating func add(_ type: FieldType, path: String) {
        switch type {
        case .section(let section): add(section, "`\(path)`", path: path)
        case .list(let item, _): add(item, path: path + "[]")
        case .variants(let variants):
            for section in variants.sections {
                let title = "`\(path)` with `\(variants.key): \(section.name)`"
                add(section, title, path: path)
            }
        case .named(let named): add(named, path: path)
        case .alternatives(let types): for type in types { add(type, path: path) }
        case .row(let fields):
            add(
                SectionDescription(path, "A list with these items, in order.", fields),
                "`\(path)`", path: path)
        case .text, .integer, .real, .amount, .rate, .boolean, .choice, .names, .amounts,
            .botParameters:
            break
        }
    }

    private mutating func add(_ named: NamedDescription, path: String) {
        let names = named.names.joined(separator: " ")
        guard explained.insert(named.what + " " + names).inserted else { return }
        text += "\n### `\(path)`\n\nA name, or `{name: NAME, params: {…}}`.\n\n"
        text += "| Name | Meaning |\n|---|---|\n"
        for section in named.sections {
            let older = named.aliases.filter { $0.name == section.name }.map { "`\($0.alias)`" }
            let also = older.isEmpty ? "" : " (also " + older.joined(separator: ", ") + ")"
            text += "| `\(section.name)`\(also) | \(section.summary) |\n"
        }
        for section in named.sections {
            add(section, "`\(path)` with `name: \(section.name)`", path: path + ".params")
        }
    }

    private func row(_ field: FieldDescription) -> String {
        let older = field.aliases.isEmpty ? "" : " (also `\(field.aliases[0])`)"
        let cells = [
            "`\(field.key)`\(older)", field.type.summary, field.unit ?? "",
            field.defaultValue.words, field.summary,
        ]
        return "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
    }
}

extension FieldDefault {
    /// The default as a page shows it.
    fileprivate var words: String {
        switch self {
        case .required: "required"
        case .absent(let meaning): meaning
        case .text(let text), .name(let text): "`\(text)`"
        case .integer(let value): "`\(value)`"
        case .real(let value): "`\(YAMLText.real(value))`"
        case .amount(let value): "`\(value.shortestDescription)`"
        case .rate(let value): "`\(value)`"
        case .boolean(let value): "`\(value)`"
        case .empty: "none"
        case .section: "its fields' defaults"
        }
    }
}
