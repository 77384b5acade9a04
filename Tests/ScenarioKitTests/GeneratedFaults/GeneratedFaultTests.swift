import ScenarioKit
import Testing

/// Faults made from the descriptions themselves: each field of each section of a full
/// fixture, one to a line, is removed, misspelt, given another type, and put out of range.
@Suite("Generated faults")
struct GeneratedFaultTests {
    /// A full fixture of a kind of scenario.
    struct Kind: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var fixture: FieldPlaces
        var top: SectionDescription

        init(_ name: String, _ text: String, _ top: SectionDescription) {
            testDescription = name
            fixture = FieldPlaces(text, top)
            self.top = top
        }
    }

    static let kinds = [
        Kind("exchange", Fixtures.full, ExchangeSections.exchange),
        Kind("drawn economy", EconomyFixtures.drawn, EconomySections.drawn),
        Kind("listed economy", EconomyFixtures.listed, EconomySections.listed),
        Kind("laboratory", LaboratoryFixtures.full, LaboratorySections.laboratory),
    ]

    @Test("a misspelt key is named where it stands, with the right one", arguments: kinds)
    func misspelt(_ kind: Kind) {
        for place in kind.fixture.places {
            // A letter twice is one edit away from nothing but the key itself.
            let wrong = place.key + String(place.key.suffix(1))
            let lines = lines(kind, place) {
                $0.replacing(place.key + ":", with: wrong + ":")
            }
            let path = place.path.dropLast(place.key.count) + wrong
            let start = "\(place.line + 1):\(place.column): error: \(path): "
            let hit = lines.first { $0.hasPrefix(start) }
            // Of a single letter too little is left to guess by.
            if place.key.count == 1 {
                #expect(hit?.contains("unknown key") == true, "\(start)\n\(lines)")
                #expect(lines.count <= 3, "\(lines)")
            } else {
                #expect(hit?.contains("mean '\(place.key)'?") == true, "\(start)\n\(lines)")
                #expect(errors(lines).count == 1, "\(lines)")
            }
        }
    }

    @Test("a value of another type is named where it stands", arguments: kinds)
    func retyped(_ kind: Kind) {
        for place in kind.fixture.places {
            for wrong in ["[[1]]", "{{a: 1}: 1}", "~", ""] {
                expectError(kind, place, wrong)
            }
        }
    }

    @Test("a value out of range is named where it stands", arguments: kinds)
    func outOfRange(_ kind: Kind) {
        var count = 0
        for place in kind.fixture.places {
            for wrong in place.description.map({ Self.outside($0.type) }) ?? [] {
                expectError(kind, place, wrong)
                count += 1
            }
        }
        #expect(count > kind.fixture.places.count / 2)
    }

    @Test("a field that must be written is missed, and no other", arguments: kinds)
    func removed(_ kind: Kind) {
        for place in kind.fixture.places {
            let lines = lines(kind, place, withoutInside: true) { line in
                // An item keeps its dash, so that the list stays as long.
                line.contains("- ") ? String(line.prefix(place.column - 1)) + "# gone" : "# gone"
            }
            let missing = lines.filter { line in
                line.contains("error: \(place.path): missing")
                    // A mapping without its only field is nothing.
                    || place.path == "utilities.mix" && line.contains("utilities: found nothing")
            }
            var isRequired = false
            if case .required? = place.description?.defaultValue { isRequired = true }
            #expect(missing.count == (isRequired ? 1 : 0), "\(place.path)\n\(lines)")
        }
    }

    @Test("the fixture has every field there is", arguments: kinds)
    func complete(_ kind: Kind) {
        let paths = Set(
            kind.fixture.places.map { $0.path.replacing(/\[[0-9]+\]/, with: "") })
        expectAll(kind.top, under: "", in: paths)
        #expect(kind.fixture.places.count > 30)
    }

    @Test("there are more than a thousand of them")
    func many() {
        let places = Self.kinds.flatMap(\.fixture.places)
        let ranges = places.flatMap { place in place.description.map { Self.outside($0.type) } ?? []
        }
        #expect(places.count * 6 + ranges.count > 1_500)
    }

    // MARK: - What is wrong

    /// Values of the right type that a field does not take.
    private static func outside(_ type: FieldType) -> [String] {
        switch type {
        case .integer(let range): ["\(range.lowerBound - 1)", "\(range.upperBound + 1)", "1.5"]
        case .real(let range):
            (range.hasLowerBound ? ["\(range.lowerBound - 1)"] : [])
                + (range.hasUpperBound ? ["\(range.upperBound + 1)"] : [])
                + range.excluded.map { "\($0)" } + [".nan", "-.inf", "1e999"]
        case .amount: ["0.123456789", "1e3", "99999999999999999999"]
        case .rate: ["10001", "0.00001"]
        case .boolean: ["yes", "True", "1"]
        case .choice: ["nothing_like_it", "5"]
        case .text(let rule): rule == .prose || rule == .reference ? [] : ["../up", "a b"]
        case .alternatives(let types): types.prefix(1).flatMap(outside)
        case .row(let fields): ["[" + fields.map { _ in "-1" }.joined(separator: ", ") + "]", "[]"]
        case .names, .amounts, .botParameters, .section, .variants, .list, .named: []
        }
    }

    private func expectError(_ kind: Kind, _ place: FieldPlace, _ wrong: String) {
        let lines = lines(kind, place, withoutInside: true) { line in
            line.prefix { $0 != ":" } + ": " + wrong
        }
        let start = "\(place.line + 1):"
        let hit = lines.first { $0.hasPrefix(start) && $0.contains(place.path) }
        #expect(hit?.contains("error: ") == true, "\(place.path) as \(wrong)\n\(lines)")
    }

    private func lines(
        _ kind: Kind, _ place: FieldPlace, withoutInside: Bool = false,
        _ change: (String) -> String
    ) -> [String] {
        let text = kind.fixture.changing(place, withoutInside: withoutInside, change)
        let reading = Fixtures.readAny(text)
        #expect(reading.scenario == nil || !reading.hasErrors)
        return Fixtures.lines(reading)
    }

    private func errors(_ lines: [String]) -> [String] {
        lines.filter { $0.contains(": error: ") }
    }

    private func expectAll(
        _ section: SectionDescription, under path: String, in paths: Set<String>
    ) {
        for field in section.fields {
            let inside = path.isEmpty ? field.key : path + "." + field.key
            #expect(paths.contains(inside), "\(inside)")
            expectAll(field.type, under: inside, in: paths)
        }
    }

    private func expectAll(_ type: FieldType, under path: String, in paths: Set<String>) {
        switch type {
        case .section(let section): expectAll(section, under: path, in: paths)
        case .list(let item, _): expectAll(item, under: path, in: paths)
        case .variants(let variants):
            // A utility's parameters have the same keys in the form with listed agents.
            for section in variants.sections where !path.hasPrefix("agents.utility") {
                expectAll(section, under: path, in: paths)
            }
        case .text, .integer, .real, .amount, .rate, .boolean, .choice, .names, .amounts,
            .botParameters, .row, .named, .alternatives:
            break
        }
    }
}
