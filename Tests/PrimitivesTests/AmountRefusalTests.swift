import Primitives
import Testing

@Suite("Amount: refused texts")
struct AmountRefusalTests {
    @Test("what is not digits, a point and digits is no amount")
    func malformed() {
        for text in Self.notations + Self.otherCharacters + Self.otherWords + Self.tooFine {
            #expect(throws: AmountError.malformed, "\(text.debugDescription)") {
                try Amount(parsing: text)
            }
        }
    }

    @Test("a long text is refused, for its length or for what is wrong in it")
    func longTexts() {
        let nines = String(repeating: "9", count: 400)
        let texts = [
            nines, "-" + nines, nines + "x", nines + ".", "0." + nines, nines + "e9",
            "." + nines, nines + ".123456789", "1" + nines + "\u{0}",
            String(repeating: "-", count: 400), String(repeating: ".", count: 400),
            String(repeating: " ", count: 400), String(repeating: "\u{661}", count: 400),
        ]
        for text in texts {
            #expect(throws: AmountError.self, "\(text)") { try Amount(parsing: text) }
        }
    }

    @Test("no text of the alphabet of amounts traps", arguments: 0..<20 as Range<UInt64>)
    func noise(seed: UInt64) {
        let alphabet = Array("0123456789999.-+e ")
        var random = RandomIntegers(seed: seed)
        for _ in 0..<2_000 {
            let count = random.below(48)
            let text = String((0..<count).map { _ in alphabet[random.below(alphabet.count)] })
            guard let amount = try? Amount(parsing: text) else { continue }
            let again = try? Amount(parsing: amount.description)
            #expect(again == amount, "seed \(seed), text \(text)")
        }
    }

    /// Numbers as other notations have them.
    private static let notations = [
        "", "-", "+", ".", "-.", "+5", "+0", "-+5", "+-5", "--5", "5-", "5+", "1-2", "(5)",
        ".5", "-.5", "1.", "-1.", "0.", "1..2", "1.2.3", "..1", "1.-2", "1.+2", ".",
        "1e3", "1E3", "1e-3", "1e+3", "1E400", "0e0", "1.5e2", "e3", "1e", "1p3",
        "0x10", "0X1F", "0x", "0b101", "0o17", "#10", "&H10", "10h", "1F", "ff", "1d", "1f", "5L",
        "1_000", "1,000", "1,5", "1'000", "1 000", "1\u{A0}000", "1\u{202F}000", "1\u{2019}000",
        "1/2", "\u{BD}", "50%", "1:30", "12:30:45", "2024-01-01", "1.2.2024", "1;2", "1 2", "5 5",
        "$5", "5$", "\u{20AC}5", "5 CASH", "5ASSET", "=5", "~5", "5?", "5!", "5*2", "2^3", "5\\",
    ]

    /// Signs and digits that only look right, and characters that do not show.
    private static let otherCharacters = [
        " 5", "5 ", "\t5", "5\t", "\n5", "5\n", "5\r\n", "\u{B}5", "5\u{C}", "\u{A0}5", "5\u{2003}",
        "5\u{0}", "\u{0}5", "\u{0}", "5\u{0}5", "\u{FEFF}5", "5\u{FEFF}", "5\u{200B}", "\u{200E}5",
        "\u{202E}5", "5\u{301}", "5\u{FE0F}\u{20E3}", "\u{7F}5", "5\u{1B}[0m", "\u{FFFD}",
        "\u{96B}", "\u{661}\u{662}", "\u{FF15}", "\u{1D7D3}", "\u{2085}", "\u{B2}", "\u{2464}",
        "\u{4E94}", "\u{2164}", "\u{2212}5", "\u{2013}5", "\u{FE63}5", "\u{FF0D}5", "\u{FF0B}5",
        "1\u{66B}5", "1\u{FF0E}5", "1\u{B7}5", "1\u{3002}5", "1\u{66C}000", "\"5\"", "'5'",
    ]

    /// Words that other readers take for numbers.
    private static let otherWords = [
        "NaN", "nan", "-nan", "NAN(1)", "Infinity", "-Infinity", "+Infinity", "inf", "-inf", "INF",
        ".inf", "-.inf", ".nan", "\u{221E}", "null", "nil", "none", "~", "true", "false", "yes",
        "no", "on", "off", "five", "abc", "O", "l", "o5", "5O", "[5]", "{}", "[]", "!!int 5",
        "0.0.0.0",
    ]

    /// Nine decimals and more, zeros included.
    private static let tooFine = [
        "0.123456789", "1.000000000", "-0.000000001", "0.0000000000", "1.123456780",
        "0." + String(repeating: "0", count: 400), "1." + String(repeating: "9", count: 100),
    ]
}
