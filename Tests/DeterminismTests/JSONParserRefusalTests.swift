import Determinism
import Testing

@Suite("JSONParser: refusals")
struct JSONParserRefusalTests {
    @Test("texts that are almost JSON are refused where they stop being it")
    func almostJSON() {
        check([
            ("", .unexpectedEnd, 0), ("  ", .unexpectedEnd, 2), ("nul", .unexpectedEnd, 3),
            ("nulL", byte("L"), 3), ("True", byte("T"), 0), ("NaN", byte("N"), 0),
            ("Infinity", byte("I"), 0), ("-Infinity", byte("I"), 1), ("undefined", byte("u"), 0),
            ("nullx", .trailingText, 4), ("1 1", .trailingText, 2), ("[]]", .trailingText, 2),
            ("{}{}", .trailingText, 2), ("1\u{0}", .trailingText, 1), ("\u{0}", byte("\u{0}"), 0),
            ("\u{C}1", byte("\u{C}"), 0), ("\u{A0}1", .unexpectedByte(0xC2), 0),
            ("// x\n1", byte("/"), 0), ("1/**/", .trailingText, 1), ("'a'", byte("'"), 0),
            ("[", .unexpectedEnd, 1), ("[1", .unexpectedEnd, 2), ("[1,", .unexpectedEnd, 3),
            ("[1,]", byte("]"), 3), ("[,1]", byte(","), 1), ("[1 2]", byte("2"), 3),
            ("[1;2]", byte(";"), 2), ("[1}", byte("}"), 2), ("]", byte("]"), 0),
            ("{", .unexpectedEnd, 1), ("{1:2}", byte("1"), 1), ("{a:1}", byte("a"), 1),
            (#"{"a"}"#, byte("}"), 4), (#"{"a":}"#, byte("}"), 5), (#"{"a" 1}"#, byte("1"), 5),
            (#"{"a":1,}"#, byte("}"), 7), (#"{,}"#, byte(","), 1), (#"{"a":1"#, .unexpectedEnd, 6),
            (#"{"a":1]"#, byte("]"), 6), (#"{"a"::1}"#, byte(":"), 5), ("{null:1}", byte("n"), 1),
        ])
    }

    @Test("numbers in other notations are refused")
    func numbers() {
        check([
            ("+1", byte("+"), 0), ("-", .unexpectedEnd, 1), ("-a", byte("a"), 1),
            ("--1", byte("-"), 1), ("01", .leadingZero, 0), ("-01", .leadingZero, 0),
            ("00", .leadingZero, 0), ("[1,007]", .leadingZero, 3), ("1.", .unexpectedEnd, 2),
            (".5", byte("."), 0), ("1.e1", byte("e"), 2), ("1e", .unexpectedEnd, 2),
            ("1e+", .unexpectedEnd, 3), ("1e+-1", byte("-"), 3), ("1.2.3", .trailingText, 3),
            ("0x10", .trailingText, 1), ("1_000", .trailingText, 1), ("1f", .trailingText, 1),
            ("\u{966B}", .unexpectedByte(0xE9), 0), ("1e400", .numberTooLarge, 0),
            ("[0,-1e309]", .numberTooLarge, 3), ("1e99999999999999999999", .numberTooLarge, 0),
            (String(repeating: "9", count: 400), .numberTooLarge, 0), ("-.5", byte("."), 1),
        ])
    }

    @Test("strings with control characters, bad escapes or half surrogates are refused")
    func strings() {
        check([
            ("\"", .unexpectedEnd, 1), ("\"a", .unexpectedEnd, 2), (#""\"#, .unexpectedEnd, 2),
            (#""\""#, .unexpectedEnd, 3), ("\"a\nb\"", .controlCharacter(0x0A), 2),
            ("\"\t\"", .controlCharacter(0x09), 1), ("\"\u{0}\"", .controlCharacter(0), 1),
            ("\"\\n\u{1F}\"", .controlCharacter(0x1F), 3), (#""\x41""#, .invalidEscape, 1),
            (#""\'""#, .invalidEscape, 1), (#""\U0041""#, .invalidEscape, 1),
            (#""a\u12""#, .invalidEscape, 2), (#""\u12g4""#, .invalidEscape, 1),
            (#""\u+123""#, .invalidEscape, 1), (#""\u123"#, .unexpectedEnd, 6),
            (#""\u"#, .unexpectedEnd, 3), (#""\ud800""#, .loneSurrogate, 1),
            (#""\udc00""#, .loneSurrogate, 1), (#""\udc00\ud800""#, .loneSurrogate, 1),
            (#""\ud800\ud800""#, .loneSurrogate, 1), (#""\ud800x""#, .loneSurrogate, 1),
            (#""\ud800\n""#, .loneSurrogate, 1), (#""\ud800\u0041""#, .loneSurrogate, 1),
            (#""\ud83d\ude0""#, .invalidEscape, 7), (#""\ud83d\"#, .loneSurrogate, 1),
            (#"{"\ud800":1}"#, .loneSurrogate, 2), ("\"\\u00\u{E9}9\"", .invalidEscape, 1),
        ])
    }

    @Test("a key that is there already is refused, however it is spelt")
    func duplicateKeys() {
        check([
            (#"{"a":1,"a":1}"#, .duplicateKey("a"), 7),
            (#"{"a":1,"b":2,"a":3}"#, .duplicateKey("a"), 13),
            (#"{"a":1,"\u0061":2}"#, .duplicateKey("a"), 7),
            (#"{"":1,"":2}"#, .duplicateKey(""), 6),
            (#"[{"b":{"a":1,"a":2}}]"#, .duplicateKey("a"), 13),
        ])
    }

    @Test("bytes that are not UTF-8 are refused where they start")
    func invalidUTF8() {
        let faults: [[UInt8]] = [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE0, 0x80, 0x80],
            [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xF0, 0x9F, 0x98],
        ]
        let before = Array("[\"\u{E9}\u{1F600}a".utf8)
        for fault in faults {
            for ending in [#"b"]"#, #"\n"]"#, #""]"#] {
                check(before + fault + Array(ending.utf8), .invalidUTF8, at: before.count)
            }
            check(Array("[\"\\n".utf8) + fault + Array("\"]".utf8), .invalidUTF8, at: 4)
            check(fault, .unexpectedByte(fault[0]), at: 0)
        }
    }

    @Test("byte order marks are refused, and so is UTF-16")
    func encodings() {
        check([0xEF, 0xBB, 0xBF, 0x31], .byteOrderMark, at: 0)
        check([0x31, 0xEF, 0xBB, 0xBF], .trailingText, at: 1)
        check([0xEF, 0xBB], .unexpectedByte(0xEF), at: 0)
        check([0xFF, 0xFE, 0x31, 0x00], .unexpectedByte(0xFF), at: 0)
        check([0x31, 0x00], .trailingText, at: 1)
        check([0x00, 0x31], .unexpectedByte(0), at: 0)
    }

    private func byte(_ scalar: Unicode.Scalar) -> JSONError.Reason {
        .unexpectedByte(UInt8(ascii: scalar))
    }

    private func check(_ table: [(String, JSONError.Reason, Int)]) {
        for (text, reason, offset) in table { check(Array(text.utf8), reason, at: offset) }
    }

    private func check(_ bytes: [UInt8], _ reason: JSONError.Reason, at offset: Int) {
        let text = String(decoding: bytes, as: UTF8.self)
        let error = #expect(throws: JSONError.self, "\(text)") { try JSONParser.parse(bytes) }
        #expect(error?.reason == reason, "\(text)")
        #expect(error?.offset == offset, "\(text)")
    }
}
