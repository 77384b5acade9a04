import BigInt
import Primitives
import Testing

@Suite("Amount: text")
struct AmountTextTests {
    private static let greatest = "1701411834604692317316873037158.84105727"
    private static let least = "-1701411834604692317316873037158.84105728"

    @Test("amounts are read exactly, and printed with eight decimals")
    func accepted() throws {
        let table: [(String, Int128, String)] = [
            ("0", 0, "0.00000000"), ("-0", 0, "0.00000000"), ("0.00000000", 0, "0.00000000"),
            ("-0.0", 0, "0.00000000"), ("1", 100_000_000, "1.00000000"),
            ("100.5", 10_050_000_000, "100.50000000"), ("-1", -100_000_000, "-1.00000000"),
            ("0.00000001", 1, "0.00000001"), ("-0.00000001", -1, "-0.00000001"),
            ("0.1", 10_000_000, "0.10000000"), ("-0.5", -50_000_000, "-0.50000000"),
            ("007", 700_000_000, "7.00000000"), ("00.10", 10_000_000, "0.10000000"),
            ("1.23456789", 123_456_789, "1.23456789"), ("2.05", 205_000_000, "2.05000000"),
            (
                "123456789012345678901234567890.1",
                12_345_678_901_234_567_890_123_456_789_010_000_000,
                "123456789012345678901234567890.10000000"
            ),
            (Self.greatest, .max, Self.greatest), (Self.least, .min, Self.least),
            (String(repeating: "0", count: 400) + "1.5", 150_000_000, "1.50000000"),
        ]
        for (text, units, printed) in table {
            let amount = try Amount(parsing: text)
            #expect(amount.units == units, "\(text)")
            #expect(amount.description == printed, "\(text)")
        }
    }

    @Test("a part of a longer text is read by itself")
    func substrings() throws {
        let line = "price=100.25;"
        #expect(try Amount(parsing: line.dropFirst(6).dropLast()) == Amount(units: 10_025_000_000))
    }

    @Test("one unit beyond the range overflows, whichever way it is written")
    func beyondRange() {
        let table = [
            "1701411834604692317316873037158.84105728",
            "-1701411834604692317316873037158.84105729",
            "1701411834604692317316873037159", "-1701411834604692317316873037159",
            "1701411834604692317316873037158.9", "17014118346046923173168730371588",
            "-9999999999999999999999999999999", String(repeating: "9", count: 39),
            String(repeating: "9", count: 400), "-" + String(repeating: "1", count: 10_000),
            "1" + String(repeating: "0", count: 400) + ".5",
        ]
        for text in table {
            #expect(
                AmountError.result { () throws(AmountError) in try Amount(parsing: text) }
                    == .failure(.overflow), "\(text)")
        }
    }

    @Test("any amount reads back from what it prints", arguments: 0..<20 as Range<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var random = RandomIntegers(seed: seed)
        for _ in 0..<1_000 {
            let amount = Amount(units: random.int128())
            #expect(try Amount(parsing: amount.description) == amount, "seed \(seed)")
            #expect(try Amount(parsing: amount.shortestDescription) == amount, "seed \(seed)")
            #expect(amount.description == Self.slowDescription(amount), "seed \(seed)")
        }
    }

    @Test("any decimal of at most eight places is read exactly", arguments: 0..<20 as Range<UInt64>)
    func decimals(seed: UInt64) throws {
        var random = RandomIntegers(seed: seed)
        for _ in 0..<1_000 {
            let places = random.below(9)
            let count = 1 + random.below(places == 0 ? 36 : 32)
            let digits = (0..<count).map { _ in String(random.below(10)) }.joined()
            let fraction = (0..<places).map { _ in String(random.below(10)) }.joined()
            let sign = random.below(2) == 0 ? "" : "-"
            let text = sign + digits + (places == 0 ? "" : "." + fraction)
            let padding = String(repeating: "0", count: 8 - places)
            let expected = BigInt(sign + digits + fraction + padding, radix: 10)?.asAmount
            let read = AmountError.result { () throws(AmountError) in try Amount(parsing: text) }
            #expect(read == expected, "seed \(seed), text \(text)")
        }
    }

    @Test("the shortest text drops zeros behind the point and nothing else")
    func shortest() throws {
        let table = [
            ("2.00000000", "2"), ("0.05000000", "0.05"), ("-2.50", "-2.5"), ("100", "100"),
            ("0", "0"), ("-0", "0"), ("0.00000001", "0.00000001"), ("10.10", "10.1"),
            ("-1000000", "-1000000"), (Self.greatest, Self.greatest), (Self.least, Self.least),
        ]
        for (text, shortest) in table {
            #expect(try Amount(parsing: text).shortestDescription == shortest)
        }
    }

    /// By way of a decimal text of all units, into which the point is put.
    private static func slowDescription(_ amount: Amount) -> String {
        var digits = String(BigInt(amount.units).magnitude)
        while digits.count < 9 { digits = "0" + digits }
        return (amount.units < 0 ? "-" : "") + digits.dropLast(8) + "." + digits.suffix(8)
    }
}
