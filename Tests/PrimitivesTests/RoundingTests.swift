import BigInt
import Primitives
import Testing

@Suite("Rounding")
struct RoundingTests {
    @Test("small quotients round as their names say")
    func table() {
        let table: [(Int128, Int128, Int128, Int128)] = [
            (0, 1, 0, 0), (0, 7, 0, 0), (1, 2, 0, 1), (-1, 2, -1, 0), (3, 2, 1, 2), (-3, 2, -2, -1),
            (6, 3, 2, 2), (-6, 3, -2, -2), (7, 8, 0, 1), (-7, 8, -1, 0), (1, .max, 0, 1),
            (-1, .max, -1, 0), (.max, .max, 1, 1), (.min, .max, -2, -1), (.min, 1, .min, .min),
            (.max, 1, .max, .max), (.max - 1, .max, 0, 1), (.min + 1, .max, -1, -1),
        ]
        for (numerator, denominator, floored, ceiled) in table {
            #expect(numerator.flooredQuotient(denominator) == floored)
            #expect(numerator.ceiledQuotient(denominator) == ceiled)
            #expect(Amount.flooring(numerator, over: denominator).units == floored)
        }
    }

    @Test("quotients about the borders of 64 and 128 bits are BigInt's")
    func borders() {
        for border in RandomIntegers.borders {
            for divisor in RandomIntegers.borders {
                for step in -2...2 as ClosedRange<Int128> {
                    let positive = divisor == .min ? .max : max(1, abs(divisor))
                    check(border &+ step, positive, context: "border")
                    check(border, max(1, positive &+ step), context: "divisor")
                }
            }
        }
    }

    @Test("any quotient is BigInt's", arguments: 0..<20 as Range<UInt64>)
    func random(seed: UInt64) {
        var random = RandomIntegers(seed: seed)
        for _ in 0..<2_000 {
            check(random.int128(), random.positiveInt128(), context: "seed \(seed)")
        }
    }

    @Test("a divisor of zero or below is a bug")
    func badDivisors() async {
        await #expect(processExitsWith: .failure) { _ = (5 as Int128).flooredQuotient(0) }
        await #expect(processExitsWith: .failure) { _ = (5 as Int128).ceiledQuotient(-2) }
        await #expect(processExitsWith: .failure) { _ = (5 as Int128).flooredQuotient(-2) }
        await #expect(processExitsWith: .failure) { _ = Int128.max.flooredQuotient(-2) }
    }

    private func check(_ numerator: Int128, _ denominator: Int128, context: String) {
        let text = "\(context): \(numerator) over \(denominator)"
        let floored = BigInt(numerator).flooredQuotient(BigInt(denominator))
        #expect(BigInt(numerator.flooredQuotient(denominator)) == floored, "\(text)")
        let ceiled = BigInt(numerator).ceiledQuotient(BigInt(denominator))
        #expect(BigInt(numerator.ceiledQuotient(denominator)) == ceiled, "\(text)")
    }
}

extension BigInt {
    /// The greatest whole number q with q × divisor ≤ self, for a positive divisor.
    func flooredQuotient(_ divisor: BigInt) -> BigInt {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// The least whole number q with q × divisor ≥ self, for a positive divisor.
    func ceiledQuotient(_ divisor: BigInt) -> BigInt { -(-self).flooredQuotient(divisor) }
}
