import Primitives

/// What an agent holds of one asset, and what it paid for it on average.
struct Holding: Codable {
    /// In units of 10⁻⁸.
    private(set) var quantity: Int128
    /// What the present quantity cost, buyer's fees included, in units of 10⁻⁸ of cash.
    private(set) var cost: Int128
    /// The sum of mints less burns.
    private(set) var granted: Int128 = 0

    init(quantity: Int128, cost: Int128) {
        self.quantity = quantity
        self.cost = cost
    }

    /// Adds what was bought for `cost`, fee included.
    mutating func buy(_ bought: Int128, for cost: Int128) {
        quantity += bought
        self.cost += cost
    }

    /// Takes away what was sold for `proceeds`, fee deducted.
    ///
    /// - Returns: Whether the price beat the average cost.
    mutating func sell(_ sold: Int128, for proceeds: Int128) -> Bool {
        precondition(sold > 0 && sold <= quantity, "nobody sells what they do not hold")
        let isWin = WideArithmetic.exceeds(proceeds, times: quantity, cost, times: sold)
        release(sold)
        return isWin
    }

    /// Adds what was minted, valued at the mark then, or takes away what was burnt.
    mutating func grant(_ amount: Int128, at mark: Mark?) {
        granted += amount
        if amount < 0 {
            release(-amount)
        } else {
            quantity += amount
            if let mark { cost += Valuation.worth(of: Amount(units: amount), at: mark).units }
        }
    }

    private mutating func release(_ gone: Int128) {
        precondition(gone >= 0 && gone <= quantity, "a holding is never negative")
        if gone > 0 { cost -= WideArithmetic.quotient(cost, times: gone, over: quantity) }
        quantity -= gone
    }
}
