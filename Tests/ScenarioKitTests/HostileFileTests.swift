import Foundation
import ScenarioKit
import Testing

@Suite("Files that mean harm")
struct HostileFileTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        var says: String

        var testDescription: String { name }

        init(_ name: String, _ text: String, says: String) {
            self.name = name
            self.text = text
            self.says = says
        }
    }

    static let alias = "anchors and aliases are not allowed"
    static let deep = "nested deeper than 64"
    static let collectionKeys = "look like keys"

    static let cases: [Case] = [
        Case("bomb", bomb(levels: 9), says: "2:8: error: found the alias '*a'; " + alias),
        Case("bomb as a key", bomb(levels: 7) + "? *h\n: 1\n", says: alias),
        Case("bomb as a flow key", bomb(levels: 7) + "z: {*h : 1}\n", says: alias),
        Case("alias to itself", "a: &a [*a]\n", says: "1:8: error: found the alias"),
        Case("root that holds itself", "&a {b: *a}\n", says: "1:8: error: found the alias"),
        Case("anchor without alias", "name: &a b\n", says: "1:7: error: name: found an anchor"),
        Case("anchor of a key", "&a name: b\n", says: "1:1: error: name: found an anchor"),
        Case("alias without anchor", "name: *a\n", says: "1:7: error: found undefined alias"),
        Case("merge of an alias", "a: &a {b: 1}\nc:\n  <<: *a\n", says: "3:7: error: "),
        Case("merge", "<<: {b: 1}\n", says: "1:1: error: <<: found a merge key '<<'"),
        Case("many anchors", words("&a", 200_000), says: "too many words that look like"),
        Case("many aliases", words("*a", 200_000), says: "too many words that look like"),
        Case("nested lists", "a: " + rows("[", 50_000), says: deep),
        Case(
            "nested and closed lists", "a: " + rows("[", 50_000) + rows("]", 50_000), says: deep),
        Case("nested mappings", rows("{a: ", 30_000), says: deep),
        Case("nested blocks", rows("- ", 50_000), says: deep),
        Case("nested keys", rows("? ", 100_000), says: collectionKeys),
        Case("nested flow keys", rows("{", 999) + "a" + rows(": 1}", 999), says: "1:1"),
        Case("900 levels", "a: " + rows("[", 900) + rows("]", 900), says: "1:67: error: a[0]"),
        Case("indented", indented(3_000), says: deep),
        Case(
            "large mapping as a key", "? {" + rows("a,", 50_000) + "}\n" + rows("? ", 200),
            says: collectionKeys),
        Case("binary", "name: !!binary aGVsbG8=\n", says: "1:7: error: name: found the tag"),
        Case("object", "x: !!python/object:os.system x\n", says: "1:4: error: x: found the tag"),
        Case("own tag", "x: !foo [a]\n", says: "1:4: error: x: found the tag '!foo'"),
        Case("tagged number", "ticks: !!int 5\n", says: "ticks: found the tag"),
        Case("set", "agents: !!set {a, b}\n", says: "1:9: error: agents: found the tag"),
        Case("bare tag", "ticks: ! 5\n", says: "1:8: error: ticks: found the tag"),
        Case("NUL", "a: b\n\0c: d\n", says: "2:1: error: found the control character U+0"),
        Case("escape", "a: \u{1B}[2J\n", says: "1:4: error: found the control character U+1B"),
        Case("escaped escape", "name: \"\\e[2J\"\n", says: "found the text '\\u{1B}[2J'"),
        Case("key with an escape", "\"\\e[2J\": 1\n", says: "unknown key '\\u{1B}[2J'"),
        Case("escaped NUL", "description: \"\\0\"\n", says: "description: found the text '\\u{0}'"),
        Case("turned text", "name: \u{202E}evil\n", says: "name: found '\\u{202E}evil'"),
        Case("line separator", "a: b\u{2028}c: d\n", says: "1:5: error: found the control"),
        Case("half a pair", "name: \"\\ud800\"\n", says: "1:10: error: found text that is not"),
        Case("two documents", "a: 1\n---\nb: 2\n", says: "2:1: error: found a second document"),
        Case("tab", "a:\n\tb: 1\n", says: "2:1: error: found a tab"),
        Case("open list", "a: [1\nb: 2\n", says: "error: found text that is not YAML"),
        Case("open quote", "a: \"b\n", says: "error: found text that is not YAML"),
        Case("at sign", "a: @b\n", says: "1:4: error: found a character that cannot begin"),
        Case("empty", "", says: "test.yaml: error: found nothing in the file"),
        Case("comment", "# only this\n", says: "test.yaml: error: found nothing in the file"),
        Case("marker", "---\n", says: "error: found nothing, expected a mapping"),
        Case("list", "- a\n", says: "1:1: error: found a list, expected a mapping"),
        Case("word", "hello\n", says: "1:1: error: found 'hello', expected a mapping"),
        Case("number", "5\n", says: "1:1: error: found '5', expected a mapping"),
        Case("collection as a key", "[a]: 1\n", says: "1:1: error: found a list or mapping as"),
        Case("entries", rows("a,", 70_001), says: "found more than 60000 entries"),
        Case("too long", rows("x", 8 << 20) + "x", says: "error: found more than 8 MiB"),
        Case("long word", rows("x", 1 << 20) + ": 1\n", says: "error: "),
    ]

    @Test("it is refused at once, with the place and the reason", arguments: cases)
    func refused(_ hostile: Case) {
        let clock = ContinuousClock()
        var reading: ScenarioReading<AnyScenario>?
        let time = clock.measure { reading = Fixtures.readAny(hostile.text) }
        #expect(reading?.scenario == nil)
        let lines = reading?.diagnostics.map(\.description) ?? []
        #expect(
            lines.contains { $0.contains(hostile.says) },
            "no line says '\(hostile.says)': \(lines.prefix(3))")
        #expect(lines.allSatisfy { line in line.unicodeScalars.allSatisfy { $0.value >= 32 } })
        // A second on an idle machine; tests share theirs.
        #expect(time < .seconds(20), "took \(time)")
    }

    @Test("bytes that are no UTF-8 are refused where they stand")
    func badBytes() {
        let cases: [([UInt8], String)] = [
            (Array("a: b\nc: ".utf8) + [0xFF], "t:2:4: error: found bytes that are not UTF-8"),
            ([0x61, 0xC0, 0xAF], "t:1:2: error: found bytes that are not UTF-8 text"),
            ([0xED, 0xA0, 0x80], "t:1:1: error: found bytes that are not UTF-8 text"),
            ([0xFF, 0xFE, 0x61, 0], "t: error: found UTF-16"),
            ([0xFE, 0xFF, 0, 0x61], "t: error: found UTF-16"),
            ([0x61, 0, 0x3A, 0, 0x20, 0], "t: error: found UTF-16"),
        ]
        for (bytes, says) in cases {
            let reading = ScenarioReader.readExchange(bytes: bytes, file: "t")
            #expect(reading.diagnostics.count == 1)
            #expect(reading.diagnostics.first?.description.hasPrefix(says) == true)
        }
    }

    @Test("what is no readable file is one line")
    func files() throws {
        let directory = FileManager.default.temporaryDirectory
            .appending(path: "scenariokit-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let pipe = directory.appending(path: "pipe").path
        #expect(mkfifo(pipe, 0o600) == 0)
        let long = directory.appending(path: "long").path
        try Data(repeating: 0x20, count: (8 << 20) + 1).write(to: URL(filePath: long))
        let cases = [
            (directory.path, "found a directory, expected a file"),
            (pipe, "found a pipe or device, expected a file"),
            ("/dev/zero", "found a pipe or device, expected a file"),
            (directory.path + "/none", "cannot be opened: No such file or directory"),
            (long, "found more than 8 MiB"), ("", "cannot be read: not a file name"),
        ]
        for (path, says) in cases {
            let reading = ScenarioReader.readExchange(path: path)
            #expect(reading.diagnostics.count == 1)
            #expect(reading.diagnostics.first?.description.contains(says) == true)
        }
        let good = directory.appending(path: "good.yaml").path
        try Data(Fixtures.example.utf8).write(to: URL(filePath: good))
        #expect(ScenarioReader.readExchange(path: good).scenario != nil)
    }

    private static func rows(_ piece: String, _ count: Int) -> String {
        String(repeating: piece, count: count)
    }

    private static func words(_ stem: String, _ count: Int) -> String {
        (0..<count).map { "\(stem)\($0)" }.joined(separator: " ")
    }

    private static func indented(_ count: Int) -> String {
        (0..<count).map { rows(" ", $0) + "a:" }.joined(separator: "\n")
    }

    private static func bomb(levels: Int) -> String {
        let names = (0...levels).compactMap { Unicode.Scalar(UInt32(97 + $0)).map { String($0) } }
        var text = "a: &a [x, x, x, x, x, x, x, x, x]\n"
        for (name, before) in zip(names.dropFirst(), names) {
            let copies = Array(repeating: "*" + before, count: 9).joined(separator: ", ")
            text += "\(name): &\(name) [\(copies)]\n"
        }
        return text
    }
}
