import Bots
import MarketModel
import ScenarioKit
import Testing

/// Faults made from the descriptions themselves: each field of each section of the full
/// fixture, one to a line, is removed, misspelt and given another type.
@Suite("Generated faults")
struct GeneratedFaultTests {
    /// A field of the fixture: its line (from 0), its column (from 1) and its path.
    struct Place: Sendable {
        var line: Int
        var column: Int
        var key: String
        var path: String
        var description: FieldDescription?
    }

    @Test("a misspelt key is named where it stands, with the right one")
    func misspelt() {
        for place in Self.places {
            // A letter twice is one edit away from nothing but the key itself.
            let wrong = place.key + String(place.key.suffix(1))
            let lines = Self.lines(place) { $0.replacing(place.key + ":", with: wrong + ":") }
            let path = place.path.dropLast(place.key.count) + wrong
            let start = "\(place.line + 1):\(place.column): error: \(path): "
            let hit = lines.first { $0.hasPrefix(start) }
            #expect(hit?.contains("mean '\(place.key)'?") == true, "\(start)\n\(lines)")
            #expect(lines.count == 1, "\(lines)")
        }
    }

    @Test("a value of another type is named where it stands")
    func retyped() {
        for place in Self.places {
            for wrong in ["[[1]]", "{{a: 1}: 1}", "~", ""] {
                let lines = Self.lines(place, withoutInside: true) { line in
                    let head = line.prefix { $0 != ":" }
                    return head + ": " + wrong
                }
                let start = "\(place.line + 1):"
                let hit = lines.first { $0.hasPrefix(start) && $0.contains(place.path) }
                #expect(hit?.contains("error: ") == true, "\(place.path) as \(wrong)\n\(lines)")
            }
        }
    }

    @Test("a field that must be written is missed, and no other")
    func removed() {
        for place in Self.places {
            let lines = Self.lines(place, withoutInside: true) { line in
                // An item keeps its dash, so that the list stays as long.
                line.contains("- ") ? String(line.prefix(place.column - 1)) + "# gone" : "# gone"
            }
            let missing = lines.filter { $0.contains("error: \(place.path): missing") }
            var isRequired = place.key == "kind" && place.path.hasPrefix("events")
            if case .required? = place.description?.defaultValue { isRequired = true }
            #expect(missing.count == (isRequired ? 1 : 0), "\(place.path)\n\(lines)")
        }
    }

    @Test("the fixture has every field there is")
    func complete() {
        let paths = Set(Self.places.map { Self.withoutIndices($0.path) })
        func expectAll(_ section: SectionDescription, under path: String) {
            for field in section.fields {
                let inside = path.isEmpty ? field.key : path + "." + field.key
                #expect(paths.contains(inside), "\(inside)")
                if case .section(let inner) = field.type { expectAll(inner, under: inside) }
            }
        }
        expectAll(ExchangeSections.exchange, under: "")
        expectAll(ExchangeSections.instrument, under: "instruments")
        for section in ExchangeSections.agent.sections { expectAll(section, under: "agents") }
        for section in ExchangeSections.event.sections { expectAll(section, under: "events") }
        #expect(Self.places.count > 80)
    }

    // MARK: - The fixture as lines

    private static let source = Fixtures.full.split(
        separator: "\n", omittingEmptySubsequences: false
    ).map { String($0) }

    /// What is noted about the fixture with one line changed.
    ///
    /// - Parameter withoutInside: Whether the lines below that belong to it go too.
    private static func lines(
        _ place: Place, withoutInside: Bool = false, _ change: (String) -> String
    ) -> [String] {
        var changed = source
        changed[place.line] = change(source[place.line])
        var next = place.line + 1
        while withoutInside, next < source.count, isInside(source[next], place) {
            changed[next] = ""
            next += 1
        }
        return Fixtures.lines(Fixtures.read(changed.joined(separator: "\n")))
    }

    private static func isInside(_ line: String, _ place: Place) -> Bool {
        !line.isEmpty && line.prefix { $0 == " " }.count >= place.column
    }

    /// Every line of the fixture that has a key, with its path.
    static let places: [Place] = {
        var places: [Place] = []
        var open: [(column: Int, path: String)] = []
        var items: [String: Int] = [:]
        for (number, line) in source.enumerated() where line.contains(":") {
            let column = line.prefix { $0 == " " || $0 == "-" }.count + 1
            let key = String(line.dropFirst(column - 1).prefix { $0 != ":" })
            open.removeAll { $0.column >= column - (line.contains("- ") ? 2 : 0) }
            var parent = open.last?.path ?? ""
            if line.contains("- ") {
                items[parent, default: -1] += 1
                parent += "[\(items[parent, default: 0])]"
                open.append((column - 2, parent))
            }
            let path = parent.isEmpty ? key : parent + "." + key
            open.append((column, path))
            // Assets are no fields.
            if key == "ASSET" { continue }
            places.append(
                Place(
                    line: number, column: column, key: key, path: path,
                    description: description(of: path, key)))
        }
        return places
    }()

    private static func withoutIndices(_ path: String) -> String {
        path.replacing(/\[[0-9]\]/, with: "")
    }

    private static func description(of path: String, _ key: String) -> FieldDescription? {
        let sections = ExchangeSections.self
        var candidates: [SectionDescription] = [sections.exchange]
        if path.hasPrefix("instruments[") { candidates = [sections.instrument, sections.fees] }
        if path.hasPrefix("incentives.") {
            candidates = [sections.incentives, sections.decay, sections.bankruptcy]
        }
        if path.hasPrefix("agents[0]") {
            let maker = BotCatalog.all.filter { $0.name == "market_maker" }
            candidates = [sections.agent.sections[0]] + maker.map(sections.parameters(of:))
        }
        if path.hasPrefix("agents[1]") { candidates = [sections.agent.sections[1]] }
        if let event = sections.event.sections.indices.first(where: {
            path.hasPrefix("events[\($0)]")
        }) {
            candidates = [sections.event.sections[event]]
        }
        return candidates.lazy.compactMap { $0[key] }.first
    }
}
