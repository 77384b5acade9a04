import Foundation
import ScenarioKit
import Testing

/// What is made from the descriptions and kept in the repository says what they say.
@Suite("Published schema and pages")
struct PublishedTextTests {
    private static let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1"

    private func expectCurrent(_ text: String, at path: String) throws {
        let file = ScenarioTextTests.root.appending(path: path)
        if Self.isRecording {
            try text.write(to: file, atomically: true, encoding: .utf8)
            return
        }
        let kept = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        let wanted = text.split(separator: "\n"), found = kept.split(separator: "\n")
        let changes = wanted.difference(from: found).prefix(10).map { "\($0)" }
        #expect(changes == [], "\(path) is not current; 'make goldens' writes it anew")
    }

    @Test("the schema is current")
    func schema() throws {
        let text = IndentedJSON.text(ScenarioSchema.document())
        try expectCurrent(text, at: "Scenarios/catallaxy.schema.json")
    }

    @Test("the pages are current", arguments: ScenarioKind.allCases)
    func pages(_ kind: ScenarioKind) throws {
        let name = kind.rawValue.prefix(1).uppercased() + kind.rawValue.dropFirst()
        let folder = "Sources/Catallaxy/Catallaxy.docc/Reference/"
        let text = ScenarioReference.text(of: kind)
        #expect(text.count > 1_000)
        try expectCurrent(text, at: folder + "\(name)-scenarios.md")
    }

    @Test("an editor finds the schema from every shipped scenario, in its first line")
    func headers() throws {
        let folder = ScenarioTextTests.root.appending(path: "Scenarios")
        let files = FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? []
        let names = files.compactMap { $0 as? String }.filter { $0.hasSuffix(".yaml") }
        #expect(names.count >= 6)
        for name in names {
            let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
            let first = text.split(separator: "\n").first ?? ""
            #expect(
                first == "# yaml-language-server: $schema=../catallaxy.schema.json", "\(name)")
        }
    }
}
