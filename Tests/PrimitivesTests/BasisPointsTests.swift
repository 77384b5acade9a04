import BigInt
import Primitives
import Testing

@Suite("BasisPoints")
struct BasisPointsTests {
    @Test("rates of at most four decimals within the limit are taken exactly")
    func accepted() throws {
        let table: [(String, Int64, String)] = [
            ("0", 0, "0"), ("10", 100_000, "10"), ("-2.5", -25_000, "-2.5"),
            ("0.0001", 1, "0.0001"), ("-0.0001", -1, "-0.0001"), ("1.00000000", 10_000, "1"),
            ("10000", 100_000_000, "10000"), ("-10000", -100_000_000, "-10000"),
            ("9999.9999", 99_999_999, "9999.9999"), ("0.05", 500, "0.05"),
        ]
        for (text, units, description) in table {
            let rate = try #require(BasisPoints(try Amount(parsing: text)), "\(text)")
            #expect(rate.units == units)
            #expect(rate.description == description)
        }
    }

    @Test("finer rates and rates beyond the limit are refused")
    func refused() throws {
        let texts = [
            "0.00001", "-0.00001", "10.00005", "10000.0001", "-10000.0001", "10001", "-10001",
            "1000000000000", "1701411834604692317316873037158.84105727",
            "-1701411834604692317316873037158.84105728", "-1701411834604692317316873037158.841",
        ]
        for text in texts {
            #expect(BasisPoints(try Amount(parsing: text)) == nil, "\(text)")
        }
    }

    @Test("a fee rounds up, a rebate shrinks, decay rounds down")
    func roundings() {
        let (fee, rebate) = (BasisPoints(units: 100_000), BasisPoints(units: -100_000))
        // Ten basis points of 1,001 units are 1.001 units.
        #expect(fee.ofRoundedUp(1_001) == 2)
        #expect(fee.ofRoundedDown(1_001) == 1)
        #expect(rebate.ofRoundedUp(1_001) == -1)
        #expect(rebate.ofRoundedDown(1_001) == -2)
        #expect(fee.ofRoundedUp(1_000) == 1)
        #expect(rebate.ofRoundedUp(1_000) == -1)
        #expect(fee.ofRoundedUp(1) == 1)
        #expect(rebate.ofRoundedUp(1) == 0)
        #expect(fee.ofRoundedUp(0) == 0)
        #expect(BasisPoints.zero.ofRoundedUp(12_345) == 0)
        #expect(BasisPoints.zero.ofRoundedDown(-12_345) == 0)
        #expect(BasisPoints.limit.ofRoundedUp(12_345) == 12_345)
        #expect(BasisPoints.limit.ofRoundedDown(-12_345) == -12_345)
    }

    @Test("any rate of any base is BigInt's", arguments: 0..<20 as Range<UInt64>)
    func random(seed: UInt64) {
        let greatestBase: Int128 = 1_000_000_000_000_000_000_000_000_000_000
        var random = RandomIntegers(seed: seed)
        for _ in 0..<2_000 {
            let isAtBorder = random.below(8) == 0
            let sign: Int128 = random.below(2) == 0 ? 1 : -1
            let base = isAtBorder ? sign * greatestBase : random.int128() % greatestBase
            let rate = BasisPoints(units: random.int64() % (BasisPoints.unitsPerOne + 1))
            let product = BigInt(base) * BigInt(rate.units)
            let one = BigInt(BasisPoints.unitsPerOne)
            let context = "seed \(seed): \(rate) of \(base)"
            #expect(BigInt(rate.ofRoundedUp(base)) == product.ceiledQuotient(one), "\(context)")
            #expect(
                BigInt(rate.ofRoundedDown(base)) == product.flooredQuotient(one), "\(context)")
        }
    }

    @Test("splitting an order never pays a lower fee", arguments: 0..<5 as Range<UInt64>)
    func splitting(seed: UInt64) {
        var random = RandomIntegers(seed: seed)
        for _ in 0..<1_000 {
            let rate = BasisPoints(units: random.int64() % (BasisPoints.unitsPerOne + 1))
            let (part, rest) = (Int128(random.bits() >> 1), Int128(random.bits() >> 1))
            let apart = rate.ofRoundedUp(part) + rate.ofRoundedUp(rest)
            #expect(apart >= rate.ofRoundedUp(part + rest), "seed \(seed): \(rate)")
        }
    }

    @Test("any rate within the limit reads back from its text", arguments: 0..<5 as Range<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var random = RandomIntegers(seed: seed)
        for _ in 0..<1_000 {
            let rate = BasisPoints(units: random.int64() % (BasisPoints.unitsPerOne + 1))
            let read = BasisPoints(try Amount(parsing: rate.description))
            #expect(read == rate, "seed \(seed): \(rate)")
        }
    }

    @Test("rates are ordered as they are")
    func order() {
        #expect(BasisPoints(units: -1) < .zero)
        #expect(BasisPoints.zero < .limit)
        #expect(!(BasisPoints.limit < .limit))
        #expect(BasisPoints.limit.description == "10000")
    }
}
