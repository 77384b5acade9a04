/// What may be exchanged for what.
public enum ExchangeRegime: String, Hashable, Sendable, CaseIterable {
    /// Goods for goods.
    case barterOnly = "barter_only"
    /// Goods for money.
    case moneyOnly = "money_only"
    /// Either.
    case mixed
    /// Goods for money; goods for goods as well where few offer anything for money.
    case mixedLiquidityGated = "mixed_liquidity_gated"
}

/// How large a block of an exchange gets.
public enum ExecutionMode: String, Hashable, Sendable, CaseIterable {
    /// The smallest block that helps both.
    case minimum
    /// The largest, at the price of the smallest.
    case maximum
}
