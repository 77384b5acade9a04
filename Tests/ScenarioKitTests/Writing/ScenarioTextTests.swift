import Foundation
import ScenarioKit
import Testing

@Suite("Scenarios written out")
struct ScenarioTextTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Every fixture, every shipped scenario, and the published economies where they are.
    static let texts: [(name: String, text: String)] = {
        var texts = [
            ("example", Fixtures.example), ("full", Fixtures.full),
            ("small", EconomyFixtures.small), ("drawn", EconomyFixtures.drawn),
            ("listed", EconomyFixtures.listed), ("smith", LaboratoryFixtures.example),
            ("laboratory", LaboratoryFixtures.full),
        ]
        let published = root.deletingLastPathComponent()
            .appending(path: "shared/conformance/economy/cases")
        for folder in [root.appending(path: "Scenarios"), published] {
            let files = FileManager.default.enumerator(atPath: folder.path)
            for case let file as String in files ?? FileManager.DirectoryEnumerator()
            where file.hasSuffix(".yaml") {
                let text = try? String(contentsOf: folder.appending(path: file), encoding: .utf8)
                texts.append((file, text ?? ""))
            }
        }
        return texts.map { (name: $0.0, text: $0.1) }
    }()

    @Test("what is shown reads back to the same scenario, and is shown the same again")
    func roundTrip() throws {
        #expect(Self.texts.count > 12)
        for (name, text) in Self.texts {
            let first = Fixtures.readAny(text)
            let shown = try #require(first.completedText, "\(name): \(Fixtures.lines(first))")
            let second = Fixtures.readAny(shown)
            #expect(second.scenario == first.scenario, "\(name): \(Fixtures.lines(second))")
            #expect(second.seed == first.seed && second.description == first.description)
            #expect(second.diagnostics.map(\.message) == first.diagnostics.map(\.message))
            #expect(second.completedText == shown, "\(name)")
        }
    }

    @Test("every field with a default is written out, with its unit")
    func complete() throws {
        let shown = try #require(Fixtures.readAny(EconomyFixtures.small).completedText)
        for field in EconomySections.parameters.fields {
            #expect(shown.contains("\n  \(field.key):"), "\(field.key)")
            if let unit = field.unit { #expect(shown.contains("[\(unit)]")) }
        }
        #expect(shown.contains("\nticks: 100  # [ticks] "))
        #expect(shown.contains("\nsearch_protocol: distance_discounted"))
        #expect(shown.contains("\n# mode_schedule: both in every tick"))
        #expect(shown.contains("  # lambda_money: that of params"))
    }

    @Test("a text that YAML could take for something else is in quotes")
    func quotes() throws {
        let texts = [
            "no", "1e3", "~", "a: b", "# none", "- x", "'", "\\", "two\nlines\n", "日本語 🎈", "",
            "0x10", "null", "Yes.", "a #b", "&a", "*a", "!x", "%", "@", "`", "{", "[",
        ]
        for text in texts {
            let file = "description: " + quoted(text) + "\n" + EconomyFixtures.small
            let first = Fixtures.readAny(file)
            let shown = try #require(first.completedText, "\(Fixtures.lines(first))")
            #expect(first.description == text)
            #expect(Fixtures.readAny(shown).description == text, "\(shown)")
        }
    }

    private func quoted(_ text: String) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"" + escaped.replacing("\n", with: "\\n") + "\""
    }

    @Test("what has errors is not shown")
    func wrong() {
        #expect(Fixtures.readAny("kind: economy\nN: 0\n").completedText == nil)
    }
}
