import BigInt
import Primitives

/// Random integers of every length, from a seed: SplitMix64.
struct RandomIntegers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func bits() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(bits() % UInt64(bound)) }

    /// Of either sign, each length of 1 to 128 bits as likely as any other; at times a border.
    mutating func int128() -> Int128 {
        if below(8) == 0 {
            let border = Self.borders[below(Self.borders.count)]
            return border &+ Int128(below(5) - 2)
        }
        let wide = Int128(truncatingIfNeeded: bits()) << 64 | Int128(bits())
        return wide >> Int128(below(128))
    }

    /// Positive, of any length.
    mutating func positiveInt128() -> Int128 {
        while true {
            let value = int128()
            if value > 0 { return value }
        }
    }

    mutating func int64() -> Int64 { Int64(truncatingIfNeeded: bits()) >> Int64(below(64)) }

    /// Where representations change: zero, 32, 63, 64 and 128 bits, and the scale of an amount.
    static let borders: [Int128] = [
        0, 1, -1, 100_000_000, -100_000_000, 1 << 31, 1 << 32, 1 << 53, Int128(Int64.max),
        Int128(Int64.min), Int128(UInt64.max), -Int128(UInt64.max), 1 << 65, -(1 << 65),
        .max, .min, .max / 10, .min / 10, .max / 100_000_000, .min / 100_000_000,
    ]
}

extension AmountError {
    /// The result of `body`, or the error it threw.
    static func result(
        _ body: () throws(AmountError) -> Amount
    ) -> Result<Amount, AmountError> {
        do throws(AmountError) { return .success(try body()) } catch { return .failure(error) }
    }
}

extension BigInt {
    /// The amount of so many units, or the overflow it is.
    var asAmount: Result<Amount, AmountError> {
        // By way of text: BigInt 6.0.1 shifts negative numbers of several words right towards
        // zero instead of down, and `Int128(exactly:)` relies on that shift.
        guard let units = Int128(String(self)) else { return .failure(.overflow) }
        return .success(Amount(units: units))
    }
}
