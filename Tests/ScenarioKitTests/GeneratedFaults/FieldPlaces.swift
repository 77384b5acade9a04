import Bots
import MarketModel
import ScenarioKit

/// A field of a fixture: its line (from 0), its column (from 1) and its path.
struct FieldPlace: Sendable {
    var line: Int
    var column: Int
    var key: String
    var path: String
    /// What stands behind the key on its line.
    var value: String
    /// What may stand there; `nil` where only other fields say it.
    var description: FieldDescription?
}

/// A fixture of a scenario with every field on a line of its own, found again by its paths.
struct FieldPlaces: Sendable {
    let source: [String]
    private(set) var places: [FieldPlace] = []

    init(_ text: String, _ top: SectionDescription) {
        source = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        find()
        for index in places.indices {
            places[index].description = description(of: places[index].path, in: top)
        }
        // What has no description is no field but a name, such as an asset's.
        places.removeAll { $0.description == nil }
    }

    private mutating func find() {
        var open: [(column: Int, path: String)] = []
        var items: [String: Int] = [:]
        for (number, line) in source.enumerated() where line.contains(":") {
            let column = line.prefix { $0 == " " || $0 == "-" }.count + 1
            let key = String(line.dropFirst(column - 1).prefix { $0 != ":" })
            let value = line.dropFirst(column + key.count).drop { $0 == " " }
            open.removeAll { $0.column >= column - (line.contains("- ") ? 2 : 0) }
            var parent = open.last?.path ?? ""
            if line.contains("- ") {
                items[parent, default: -1] += 1
                parent += "[\(items[parent, default: 0])]"
                open.append((column - 2, parent))
            }
            let path = parent.isEmpty ? key : parent + "." + key
            open.append((column, path))
            places.append(
                FieldPlace(
                    line: number, column: column, key: key, path: path, value: String(value),
                    description: nil))
        }
    }

    // MARK: - The description of a path

    private func description(of path: String, in top: SectionDescription) -> FieldDescription? {
        var section: SectionDescription? = top
        var inside = ""
        var field: FieldDescription?
        for part in path.split(separator: ".") {
            let key = String(part.prefix { $0 != "[" })
            field = section?[key]
            inside += (inside.isEmpty ? "" : ".") + part
            section = field.flatMap { self.section(of: $0.type, at: inside) }
        }
        return field
    }

    /// The section that a value of this type is at this path of the fixture.
    private func section(of type: FieldType, at path: String) -> SectionDescription? {
        switch type {
        case .section(let section): return section
        case .list(let item, _): return section(of: item, at: path)
        case .variants(let variants): return variant(of: variants, at: path)
        case .named(let named): return mapping(of: named, at: path)
        case .alternatives(let types):
            return types.lazy.compactMap { section(of: $0, at: path) }.first
        case .botParameters:
            let parent = path.split(separator: ".").dropLast().joined(separator: ".")
            let bot = value(at: parent + ".bot")
            return BotCatalog.all.first { $0.name == bot }.map(ExchangeSections.parameters(of:))
        case .text, .integer, .real, .amount, .rate, .boolean, .choice, .names, .amounts, .row:
            return nil
        }
    }

    private func variant(
        of variants: VariantsDescription, at path: String
    ) -> SectionDescription? {
        let chosen = value(at: path + "." + variants.key) ?? variants.defaultName
        guard let section = variants.sections.first(where: { $0.name == chosen }) else {
            return nil
        }
        let words = FieldType.choice(variants.sections.map(\.name))
        let chooser =
            variants.defaultName.map { FieldDescription(variants.key, words, .text($0), "") }
            ?? FieldDescription(variants.key, words, "")
        return SectionDescription(section.name, "", section.fields + [chooser])
    }

    private func mapping(of named: NamedDescription, at path: String) -> SectionDescription? {
        let chosen = value(at: path + "." + NamedDescription.nameKey)
        guard let section = named.sections.first(where: { $0.name == chosen }) else { return nil }
        let words = FieldType.choice(named.names)
        return SectionDescription(
            section.name, "",
            [
                FieldDescription(NamedDescription.nameKey, words, ""),
                FieldDescription(
                    NamedDescription.parametersKey, .section(section), .section, ""),
            ])
    }

    private func value(at path: String) -> String? { places.first { $0.path == path }?.value }
}

extension FieldPlaces {
    /// The fixture with one line changed.
    ///
    /// - Parameter withoutInside: Whether the lines below that belong to it go too.
    func changing(
        _ place: FieldPlace, withoutInside: Bool = false, _ change: (String) -> String
    ) -> String {
        var changed = source
        changed[place.line] = change(source[place.line])
        var next = place.line + 1
        while withoutInside, next < source.count, isInside(source[next], place) {
            changed[next] = ""
            next += 1
        }
        return changed.joined(separator: "\n")
    }

    private func isInside(_ line: String, _ place: FieldPlace) -> Bool {
        !line.isEmpty && line.prefix { $0 == " " }.count >= place.column
    }
}
