/// A pool of a good and money whose product never falls: single units, rounded its way.
///
/// - Source: Adams, Zinsmeister and Robinson, *Uniswap v2 Core* (2020), for the formula.
public struct ConstantProductPool: Hashable, Sendable {
    /// Units of the good; at least 1, for the last is not for sale.
    public private(set) var good: Int64
    /// Money, in minor units.
    public private(set) var money: Int64
    /// What it keeps of every payment, in basis points; in 0..<10,000.
    public let feeBasisPoints: Int64

    /// The basis points of a whole.
    private static let whole: Int128 = 10_000

    /// Endows a pool.
    ///
    /// - Precondition: `good >= 1`, `money >= 1` and the fee in 0..<10,000.
    public init(good: Int64, money: Int64, feeBasisPoints: Int64) {
        precondition(
            good >= 1 && money >= 1 && (0..<10_000).contains(feeBasisPoints),
            "a pool has goods and money, got \(good) and \(money), fee \(feeBasisPoints)")
        self.good = good
        self.money = money
        self.feeBasisPoints = feeBasisPoints
    }

    /// What one unit costs: ⌈M·10⁴ / ((X − 1)(10⁴ − fee))⌉; `nil` for the last one.
    public var costOfUnit: Int64? {
        guard good > 1 else { return nil }
        let divisor = Int128(good - 1) * (Self.whole - Int128(feeBasisPoints))
        let product = Int128(money) * Self.whole
        return Int64(exactly: (product + divisor - 1) / divisor)
    }

    /// What one unit brings: ⌊M(10⁴ − fee) / (10⁴X + 10⁴ − fee)⌋.
    public var proceedsOfUnit: Int64 {
        let kept = Self.whole - Int128(feeBasisPoints)
        return Int64(Int128(money) * kept / (Self.whole * Int128(good) + kept))
    }

    /// The product that never falls.
    public var product: Int128 { Int128(good) * Int128(money) }

    /// Sells a unit.
    ///
    /// - Precondition: ``costOfUnit`` is not `nil`.
    /// - Returns: What is paid.
    public mutating func sellUnit() -> Int64 {
        guard let cost = costOfUnit else { preconditionFailure("the last unit is not for sale") }
        let before = product
        good -= 1
        money += cost
        precondition(product >= before, "a pool's product never falls")
        return cost
    }

    /// Buys a unit.
    ///
    /// - Returns: What it pays.
    public mutating func buyUnit() -> Int64 {
        let before = product
        let proceeds = proceedsOfUnit
        good += 1
        money -= proceeds
        precondition(product >= before, "a pool's product never falls")
        return proceeds
    }

    /// What `amount` of money buys where goods could be divided: x·φΔ / (y + φΔ).
    ///
    /// - Parameters:
    ///   - amount: What is paid in; positive.
    ///   - reserves: What the pool has of what is paid in, and of what is paid out.
    public static func output(
        for amount: Double, reserves: (input: Double, output: Double), feeBasisPoints: Double
    ) -> Double {
        let net = amount * (1 - feeBasisPoints / 10_000)
        return reserves.output * net / (reserves.input + net)
    }

    /// What a pool is worth against its endowment held, less 1, after a change of price.
    ///
    /// - Parameter ratio: The new price in terms of the old; positive.
    public static func impermanentLoss(ratio: Double) -> Double {
        2 * ratio.squareRoot() / (1 + ratio) - 1
    }
}
