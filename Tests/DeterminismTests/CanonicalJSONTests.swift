import Determinism
import Testing

@Suite("CanonicalJSON")
struct CanonicalJSONTests {
    private func canonical(_ text: String) throws -> String {
        CanonicalJSON.text(try JSONParser.parse(text.utf8))
    }

    @Test("the examples of RFC 8785 come out as printed there")
    func rfcExamples() throws {
        for vector in [PublishedVectors.rfcExample, PublishedVectors.rfcSorting] {
            #expect(try canonical(vector.input) == vector.output, "\(vector.name)")
        }
    }

    @Test("the example of RFC 8785 has the bytes listed there")
    func rfcBytes() throws {
        let bytes = CanonicalJSON.encode(
            try JSONParser.parse(PublishedVectors.rfcExample.input.utf8))
        let listed = PublishedVectors.rfcExampleHex.split { $0 == " " || $0 == "\n" }
        #expect(bytes == listed.compactMap { UInt8($0, radix: 16) })
    }

    @Test("the published test files come out byte for byte")
    func publishedFiles() throws {
        for vector in PublishedVectors.files {
            let output = try canonical(vector.input)
            #expect(Array(output.utf8) == Array(vector.output.utf8), "\(vector.name)")
            #expect(try canonical(output) == output, "\(vector.name), a second time")
        }
    }

    @Test("of the control characters five have a letter, the others four hex digits")
    func controlCharacters() {
        let letters: [UInt8: String] = [
            0x08: "\\b", 0x09: "\\t", 0x0A: "\\n", 0x0C: "\\f", 0x0D: "\\r",
        ]
        let hex = Array("0123456789abcdef")
        for byte in 0..<0x20 as Range<UInt8> {
            let text = String(Unicode.Scalar(byte))
            let plain = "\\u00" + String(hex[Int(byte >> 4)]) + String(hex[Int(byte & 15)])
            let expected = "\"" + (letters[byte] ?? plain) + "\""
            #expect(CanonicalJSON.text(.string(text)) == expected)
        }
    }

    @Test("nothing is escaped that need not be")
    func copiedCharacters() {
        let copied = "/</script>&'\u{7F}\u{80}\u{2028}\u{2029}\u{FEFF}\u{FFFF}\u{10FFFF}e\u{301}"
        #expect(CanonicalJSON.encode(.string(copied)) == Array("\"\(copied)\"".utf8))
        #expect(CanonicalJSON.text(.string("a\"b\\c")) == #""a\"b\\c""#)
        #expect(CanonicalJSON.text("") == #""""#)
    }

    @Test("a string is appended after what is there")
    func appends() {
        var bytes: [UInt8] = [1, 2]
        CanonicalJSON.appendString("a\n", to: &bytes)
        #expect(bytes == [1, 2] + Array(#""a\n""#.utf8))
    }

    @Test("keys are sorted by UTF-16 code units, so that surrogates precede U+E000 to U+FFFF")
    func surrogateOrder() {
        let inOrder = [
            "", "\n", "1", "10", "A", "a", "a\u{0}", "aa", "e\u{301}", "\u{7F}", "\u{80}",
            "\u{E9}", "\u{7FF}", "\u{800}", "\u{20AC}", "\u{D7FF}", "\u{10000}", "\u{1F600}",
            "\u{1F600}a", "\u{10FFFF}", "\u{E000}", "\u{FB33}", "\u{FEFF}", "\u{FFFF}",
        ]
        let value = JSONValue.object(inOrder.reversed().map { JSONMember($0, 0) })
        let sorted = JSONValue.object(inOrder.map { JSONMember($0, 0) })
        #expect(CanonicalJSON.encode(value) == CanonicalJSON.encode(sorted))
        let expected = inOrder.map { CanonicalJSON.text(.string($0)) + ":0" }
        #expect(CanonicalJSON.text(value) == "{" + expected.joined(separator: ",") + "}")
    }

    @Test("any keys are sorted as their UTF-16 is", arguments: 0..<20 as Range<UInt32>)
    func randomOrder(seed: UInt32) {
        var source = JSONSource(seed: seed)
        for _ in 0..<50 {
            let keys = source.keys(count: 12)
            let sorted = keys.sorted { $0.utf16.lexicographicallyPrecedes($1.utf16) }
            let text = CanonicalJSON.encode(.object(keys.map { JSONMember($0, .null) }))
            let expected = sorted.map { CanonicalJSON.text(.string($0)) + ":null" }
            #expect(
                text == Array(("{" + expected.joined(separator: ",") + "}").utf8), "seed \(seed)")
        }
    }

    @Test("members are sorted at every depth, elements nowhere")
    func depth() {
        let value: JSONValue = ["b": [["z": 1, "y": [3, 1, 2]], .null], "a": ["d": 1, "c": 2]]
        #expect(
            CanonicalJSON.text(value) == #"{"a":{"c":2,"d":1},"b":[{"y":[3,1,2],"z":1},null]}"#)
    }

    @Test("what is written reads back the same", arguments: 0..<40 as Range<UInt32>)
    func roundTrip(seed: UInt32) throws {
        var source = JSONSource(seed: seed)
        for _ in 0..<50 {
            let value = source.value(depth: 5)
            let bytes = CanonicalJSON.encode(value)
            let again = CanonicalJSON.encode(try JSONParser.parse(bytes))
            #expect(bytes == again, "seed \(seed): \(CanonicalJSON.text(value))")
        }
    }

    @Test("two members of one key are a bug")
    func duplicateKeys() async {
        await #expect(processExitsWith: .failure) {
            _ = CanonicalJSON.encode(["a": 1, "b": 2, "a": 3])
        }
    }
}
