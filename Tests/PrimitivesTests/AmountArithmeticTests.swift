import BigInt
import Primitives
import Testing

@Suite("Amount: arithmetic")
struct AmountArithmeticTests {
    @Test("sums, differences and products are exact, or overflow where they must")
    func borders() {
        for left in RandomIntegers.borders {
            for right in RandomIntegers.borders {
                for step in -1...1 as ClosedRange<Int128> {
                    check(left &+ step, right, context: "\(left) + \(step) and \(right)")
                }
            }
        }
    }

    @Test("any sum, difference and product is BigInt's", arguments: 0..<20 as Range<UInt64>)
    func random(seed: UInt64) {
        var random = RandomIntegers(seed: seed)
        for _ in 0..<1_000 {
            check(random.int128(), random.int128(), context: "seed \(seed)")
        }
    }

    @Test("the sign can be turned for every amount but the least")
    func negation() throws {
        #expect(try Amount(units: .max).negated() == Amount(units: .min + 1))
        #expect(try Amount(units: .min + 1).negated() == Amount(units: .max))
        #expect(try Amount.zero.negated() == .zero)
        #expect(throws: AmountError.overflow) { try Amount(units: .min).negated() }
    }

    @Test("the least amount times minus one overflows")
    func leastTimesMinusOne() throws {
        #expect(throws: AmountError.overflow) { try Amount(units: .min) * -1 }
        #expect(try Amount(units: .min) * 1 == Amount(units: .min))
        #expect(try Amount(units: .min) * 0 == .zero)
    }

    @Test("a whole amount is so many times the unit")
    func wholes() {
        #expect(Amount(whole: 3).units == 300_000_000)
        #expect(Amount(whole: .max).units == Int128(Int64.max) * 100_000_000)
        #expect(Amount(whole: .min).units == Int128(Int64.min) * 100_000_000)
        #expect(Amount.zero == Amount(whole: 0))
    }

    @Test("amounts are ordered as their units are", arguments: 0..<5 as Range<UInt64>)
    func order(seed: UInt64) {
        var random = RandomIntegers(seed: seed)
        for _ in 0..<1_000 {
            let (left, right) = (random.int128(), random.int128())
            let (less, more) = (Amount(units: left), Amount(units: right))
            #expect((less < more) == (BigInt(left) < BigInt(right)), "seed \(seed)")
            #expect((less == more) == (left == right), "seed \(seed)")
        }
    }

    private func check(_ left: Int128, _ right: Int128, context: String) {
        let (first, second) = (Amount(units: left), Amount(units: right))
        let (a, b) = (BigInt(left), BigInt(right))
        let sum = AmountError.result { () throws(AmountError) in try first + second }
        #expect(sum == (a + b).asAmount, "\(context): sum")
        let difference = AmountError.result { () throws(AmountError) in try first - second }
        #expect(difference == (a - b).asAmount, "\(context): difference")
        let count = Int64(truncatingIfNeeded: right)
        let product = AmountError.result { () throws(AmountError) in try first * count }
        #expect(product == (a * BigInt(count)).asAmount, "\(context): product with \(count)")
    }
}
