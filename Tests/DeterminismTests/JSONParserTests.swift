import Determinism
import Testing

@Suite("JSONParser")
struct JSONParserTests {
    @Test("JSON texts are read as what they say")
    func accepted() throws {
        let table: [(String, JSONValue)] = [
            ("null", .null), ("true", true), ("false", false), ("0", 0), ("-0", 0), ("7", 7),
            ("-12", -12), (" \t\r\n1\n\r\t ", 1),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .number(9_223_372_036_854_775_808)),
            ("-9223372036854775809", .number(-9_223_372_036_854_775_808)),
            ("123456789012345678901234567890", .number(1.2345678901234568e29)),
            ("1.0", .number(1)), ("0.5", .number(0.5)), ("-0.0", .number(0)),
            ("1e3", .number(1_000)), ("1E+2", .number(100)), ("1e-2", .number(0.01)),
            ("0e9", .number(0)), ("0.1e1", .number(1)), ("10e00", .number(10)),
            ("1e308", .number(1e308)), ("1e-400", .number(0)),
            ("5e-324", .number(.leastNonzeroMagnitude)),
            ("2.4703282292062327e-324", .number(0)),
            ("2.4703282292062328e-324", .number(.leastNonzeroMagnitude)),
            ("1e-99999999999999999999", .number(0)), ("0e99999999999999999999", .number(0)),
            (#""""#, ""), (#""a b""#, "a b"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
            (#""\u0041\u00e9\u20AC\uD83D\ude00""#, "A\u{E9}\u{20AC}\u{1F600}"),
            (#""\u0000""#, "\u{0}"), (#""\uFFFF\uFEFF""#, "\u{FFFF}\u{FEFF}"),
            (#""\ud7ff\ue000""#, "\u{D7FF}\u{E000}"), (#""\uDBFF\uDFFF""#, "\u{10FFFF}"),
            (
                "\"\u{7F}\u{80}\u{2028}\u{1F600}\u{10FFFF}\"",
                "\u{7F}\u{80}\u{2028}\u{1F600}\u{10FFFF}"
            ),
            ("[]", []), ("[ ]", []), ("[1]", [1]), ("[ 1 , 2 ]", [1, 2]),
            ("[[],[[]]]", [[], [[]]]),
            ("{}", [:]), ("{ }", [:]), (#"{"a":1}"#, ["a": 1]),
            (#" { "b" : [ ] , "a" : { } } "#, ["b": [], "a": [:]]), (#"{"":0}"#, ["": 0]),
            (#"{"a":1,"A":2,"a ":3}"#, ["a": 1, "A": 2, "a ": 3]),
            (#"{"\u00e9":1,"e\u0301":2}"#, ["\u{E9}": 1, "e\u{301}": 2]),
        ]
        for (text, value) in table {
            #expect(try JSONParser.parse(text.utf8) == value, "\(text)")
        }
    }

    @Test("an integer is one only without fraction and exponent")
    func integers() throws {
        #expect(try JSONParser.parse("1".utf8).integerValue == 1)
        for text in ["1.0", "1e0", "10e-1", "9223372036854775808"] {
            #expect(try JSONParser.parse(text.utf8).integerValue == nil, "\(text)")
        }
    }

    @Test("the members of an object keep their order")
    func order() throws {
        let value = try JSONParser.parse(#"{"z":1,"a":2,"m":3}"#.utf8)
        #expect(value.objectValue?.map(\.key) == ["z", "a", "m"])
    }

    @Test("arrays and objects nest as deep as the limit, and no deeper")
    func depth() throws {
        #expect(throws: Never.self) { try JSONParser.parse(nested(32).utf8) }
        try expectRefusal(nested(33), .tooDeep(limit: 32), at: 32)
        try expectRefusal(#"{"a":[]}"#, .tooDeep(limit: 1), at: 5, maximumDepth: 1)
        try expectRefusal("[]", .tooDeep(limit: 0), at: 0, maximumDepth: 0)
        #expect(try JSONParser.parse("1".utf8, maximumDepth: 0) == 1)
        #expect(try JSONParser.parse("[[],[],{}]".utf8, maximumDepth: 2) == [[], [], [:]])
        let open = String(repeating: "[", count: 1_000_000)
        try expectRefusal(open, .tooDeep(limit: 32), at: 32)
        let greatest = JSONParser.greatestDepth
        let value = try JSONParser.parse(nested(greatest).utf8, maximumDepth: greatest)
        #expect(CanonicalJSON.text(value) == nested(greatest))
        try expectRefusal(open, .tooDeep(limit: greatest), at: greatest, maximumDepth: greatest)
        let objects = String(repeating: #"{"a":"#, count: 1_000)
        try expectRefusal(
            objects, .tooDeep(limit: greatest), at: 5 * greatest, maximumDepth: greatest)
    }

    @Test("a limit below zero, or beyond what the stack holds, is a bug")
    func badLimits() async {
        await #expect(processExitsWith: .failure) {
            _ = try JSONParser.parse("1".utf8, maximumDepth: -1)
        }
        await #expect(processExitsWith: .failure) {
            _ = try JSONParser.parse("1".utf8, maximumDepth: 513)
        }
    }

    @Test("keys are told apart in large objects too", arguments: [16, 17, 18, 5_000])
    func manyKeys(count: Int) throws {
        let members = (0..<count).map { "\"key \($0)\":\($0)" }
        let text = "{" + members.joined(separator: ",") + "}"
        #expect(try JSONParser.parse(text.utf8).objectValue?.count == count)
        for place in [0, count / 2, count - 1] {
            let start = text.utf8.count
            let doubled = text.dropLast() + ",\"key \(place)\":0}"
            try expectRefusal(String(doubled), .duplicateKey("key \(place)"), at: start)
        }
    }

    @Test("errors say what is wrong and where")
    func descriptions() {
        let table: [(String, String)] = [
            ("", "unexpected end of the text at byte 0"),
            ("[1,]", "unexpected ']' at byte 3"),
            ("\u{7F}", "unexpected 0x7F at byte 0"),
            ("\"\n", "unescaped control character 0x0A at byte 1"),
            ("1 2", "text after the value at byte 2"),
            ("01", "number with a leading zero at byte 0"),
            ("1e999", "number beyond the range of a double at byte 0"),
            (#"{"a\n":1,"a\n":1}"#, #"duplicate key "a\n" at byte 9"#),
            (#""\ud800""#, "half of a surrogate pair at byte 1"),
            (#""\x""#, "invalid escape at byte 1"),
            ("\u{FEFF}", "byte order mark at byte 0"),
            (nested(33), "nested deeper than 32 at byte 32"),
        ]
        for (text, description) in table {
            let error = #expect(throws: JSONError.self) { try JSONParser.parse(text.utf8) }
            #expect(error?.description == description)
        }
    }

    private func nested(_ depth: Int) -> String {
        String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }

    private func expectRefusal(
        _ text: String, _ reason: JSONError.Reason, at offset: Int, maximumDepth: Int = 32
    ) throws {
        let error = #expect(throws: JSONError.self) {
            try JSONParser.parse(text.utf8, maximumDepth: maximumDepth)
        }
        #expect(error?.reason == reason)
        #expect(error?.offset == offset)
    }
}
