import Testing

@testable import ScenarioKit

@Suite("Words and numbers as they are written")
struct WordsAndNumbersTests {
    @Test("the nearest word is within two edits, or a third of the length")
    func nearest() {
        let known = ["ticks", "tick_size", "activation", "agents", "name", "cash", "bid", "ask"]
        let cases: [(String, String?)] = [
            ("tick", "ticks"), ("tikcs", "ticks"), ("TICKS", "ticks"), ("tick-size", "tick_size"),
            ("ticksize", "tick_size"), ("actvtion", "activation"), ("activatoins", "activation"),
            ("agent", "agents"), ("nmae", "name"), ("chas", "cash"), ("Ask", "ask"),
            ("", nil), ("x", nil), ("zz", nil), ("unrelated", nil), ("seeds", nil),
            (String(repeating: "a", count: 65), nil),
        ]
        for (word, expected) in cases {
            #expect(NearestWord.to(word, among: known) == expected, "\(word)")
        }
    }

    @Test("a swap of neighbours is one edit")
    func distance() {
        let cases = [
            ("", "", 0), ("a", "", 1), ("ab", "ba", 1), ("abc", "cab", 2), ("ca", "abc", 3),
        ]
        for (left, right, expected) in cases {
            #expect(NearestWord.distance(Array(left), Array(right)) == expected)
            #expect(NearestWord.distance(Array(right), Array(left)) == expected)
        }
    }

    @Test("a whole number has one way to be written")
    func integers() throws {
        for value in [0, 1, -1, 10, .max, .min] as [Int64] {
            #expect(try StrictNumber.integer(String(value)) == value)
        }
        for text in ["", "-", "-0", "+1", "01", "00", "1.0", "1e3", "0x1", "1_0", " 1", "1 ", "٣"] {
            #expect(throws: StrictNumber.Fault.malformed) { try StrictNumber.integer(text) }
        }
        for text in ["9223372036854775808", "-9223372036854775809", "1" + zeros(400)] {
            #expect(throws: StrictNumber.Fault.overflow) { try StrictNumber.integer(text) }
        }
    }

    @Test("a real number is digits, a point and an exponent")
    func reals() throws {
        let good: [(String, Double)] = [
            ("0", 0), ("-0", 0), ("-0.0e5", 0), ("1e-12", 1e-12), ("1E3", 1000), ("0.1", 0.1),
            ("-2.5e+1", -25), ("5e-324", .leastNonzeroMagnitude), ("1" + zeros(300), 1e300),
        ]
        for (text, value) in good {
            let read = try StrictNumber.real(text)
            #expect(read == value && read.sign == (value < 0 ? .minus : .plus), "\(text)")
        }
        let bad = [
            "", ".5", "1.", "01", "+1", "nan", "NaN", ".nan", "inf", ".inf", "-.inf", "0x1p3",
            "1_0", "1e", "1e+", "1e1.0", "1,5", "1:30", "0o7", " 1", "1 ", "--1", "1.5.2", "५",
        ]
        for text in bad {
            #expect(throws: StrictNumber.Fault.malformed, "\(text)") {
                try StrictNumber.real(text)
            }
        }
        for text in ["1e400", "-1e400", "1e-400", "1" + zeros(400)] {
            #expect(throws: StrictNumber.Fault.overflow) { try StrictNumber.real(text) }
        }
    }

    @Test("names are short, of plain letters, and lead nowhere")
    func names() {
        let bad = [
            "", ".", "..", "../x", "/etc/x", "a/b", "-rf", "a\0", "a\n", "\u{1B}", "CON", "A",
            "cafe\u{301}", "caf\u{E9}", "\u{202E}a", "a b", String(repeating: "a", count: 65),
        ]
        for name in bad { #expect(!TextRule.scenarioName.allows(name), "\(name.debugDescription)") }
        for name in ["a", "0", "a.b_c-d", String(repeating: "a", count: 64)] {
            #expect(TextRule.scenarioName.allows(name))
        }
        #expect(TextRule.agentName.allows("Maker.A_1-x") && !TextRule.agentName.allows("Maker 1"))
        #expect(TextRule.symbol.allows("A/B") && !TextRule.symbol.allows("A/B/C"))
        #expect(!TextRule.symbol.allows(String(repeating: "A", count: 33) + "/B"))
    }

    private func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }
}
