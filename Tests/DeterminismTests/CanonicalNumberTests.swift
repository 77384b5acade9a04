import Determinism
import Testing

@Suite("CanonicalJSON: numbers")
struct CanonicalNumberTests {
    @Test("the numbers of RFC 8785, appendix B, come out as printed there")
    func published() {
        for (bits, text) in PublishedVectors.numbers {
            let number = Double(bitPattern: bits)
            #expect(CanonicalJSON.shortestText(number) == text)
            #expect(CanonicalJSON.text(.number(number)) == text)
        }
    }

    @Test("the point moves into an exponent from 1e21 on and below 1e-6")
    func exponents() {
        let table: [(Double, String)] = [
            (1, "1"), (-1, "-1"), (0.1, "0.1"), (100, "100"), (1.5, "1.5"), (-0.05, "-0.05"),
            (123_456_789, "123456789"), (1e16, "10000000000000000"), (0.0001, "0.0001"),
            (1e20, "100000000000000000000"), (1.2e20, "120000000000000000000"),
            (1e21, "1e+21"), (1.2e21, "1.2e+21"), (-1e21, "-1e+21"), (1e22, "1e+22"),
            (1e-6, "0.000001"), (1.5e-6, "0.0000015"), (1e-7, "1e-7"), (1.5e-7, "1.5e-7"),
            (1e100, "1e+100"), (1e-100, "1e-100"), (4.35, "4.35"), (0.3, "0.3"),
            (0.1 + 0.2, "0.30000000000000004"), (.leastNonzeroMagnitude, "5e-324"),
            (.leastNormalMagnitude, "2.2250738585072014e-308"),
        ]
        for (number, text) in table { #expect(CanonicalJSON.shortestText(number) == text) }
    }

    @Test("an integer is printed digit by digit as far as doubles are exact, then as a double")
    func integers() {
        let table: [(Int64, String)] = [
            (0, "0"), (-1, "-1"), (4_294_967_295, "4294967295"),
            (9_007_199_254_740_991, "9007199254740991"),
            (9_007_199_254_740_992, "9007199254740992"),
            (9_007_199_254_740_993, "9007199254740992"),
            (-9_007_199_254_740_993, "-9007199254740992"),
            (.max, "9223372036854776000"), (.min, "-9223372036854776000"),
        ]
        for (integer, text) in table { #expect(CanonicalJSON.text(.integer(integer)) == text) }
    }

    @Test("any double reads back as itself", arguments: 0..<20 as Range<UInt32>)
    func roundTrip(seed: UInt32) {
        var generator = Mulberry32(state: seed)
        for _ in 0..<5_000 {
            let number = generator.double()
            guard number.isFinite else { continue }
            let text = CanonicalJSON.shortestText(number)
            #expect(Double(text) == number, "seed \(seed), bits \(number.bitPattern)")
        }
    }

    // The four sums below are of texts that Node's String(number) printed, each with a line
    // feed after it: 64-bit FNV-1a over their UTF-8.

    @Test("100,000 random doubles are printed as ECMAScript prints them")
    func randomDoubles() {
        var generator = Mulberry32(state: 8_785)
        var sum = TextSum()
        for _ in 0..<100_000 {
            let number = generator.double()
            if number.isFinite { sum.add(CanonicalJSON.shortestText(number)) }
        }
        #expect(sum.count == 99_959)
        #expect(sum.value == 4_141_389_054_260_178_413)
    }

    @Test("powers of two and their neighbours are printed as ECMAScript prints them")
    func powersOfTwo() {
        var sum = TextSum()
        for exponent in 0..<2_047 as Range<Int64> {
            for step in -2...2 as ClosedRange<Int64> where exponent > 0 || step >= 0 {
                let bits = UInt64(exponent << 52 + step)
                sum.add(CanonicalJSON.shortestText(Double(bitPattern: bits)))
            }
        }
        #expect(sum.value == 5_602_008_582_674_049_246)
    }

    @Test("products of small decimals are printed as ECMAScript prints them")
    func decimals() {
        let tens: [Double] = [1, 10, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11]
        var generator = Mulberry32(state: 8_786)
        var sum = TextSum()
        for _ in 0..<50_000 {
            let numerator = Double(generator.next()) - 2_147_483_648
            let denominator = tens[Int(generator.next() % 12)]
            let factor = Double(1 << UInt64(generator.next() % 40))
            sum.add(CanonicalJSON.shortestText(numerator / denominator * factor))
        }
        #expect(sum.value == 12_861_970_948_247_686_571)
    }

    @Test("doubles about 2^46 to 2^78 are printed as ECMAScript prints them")
    func largeDoubles() {
        var generator = Mulberry32(state: 8_787)
        var sum = TextSum()
        for _ in 0..<50_000 {
            let high = 0x42D0_0000 + UInt64(generator.next() % 0x0200_0000)
            let bits = high << 32 | UInt64(generator.next())
            sum.add(CanonicalJSON.shortestText(Double(bitPattern: bits)))
        }
        #expect(sum.value == 1_124_195_565_523_564_210)
    }

    @Test("a number that is not finite is a bug")
    func notFinite() async {
        await #expect(processExitsWith: .failure) { _ = CanonicalJSON.shortestText(.nan) }
        await #expect(processExitsWith: .failure) {
            _ = CanonicalJSON.text([.number(-.infinity)])
        }
    }
}

extension Mulberry32 {
    /// A double of random bits, the high half drawn first.
    fileprivate mutating func double() -> Double {
        let high = UInt64(next())
        return Double(bitPattern: high << 32 | UInt64(next()))
    }
}

/// FNV-1a in 64 bits over lines of text.
private struct TextSum {
    var value: UInt64 = 0xcbf2_9ce4_8422_2325
    var count = 0

    mutating func add(_ text: String) {
        count += 1
        for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
        value = (value ^ 10) &* 0x100_0000_01b3
    }
}
