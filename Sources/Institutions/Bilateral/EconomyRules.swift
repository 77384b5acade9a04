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

/// Where the value of money comes from.
public enum MoneyMode: String, Hashable, Sendable, CaseIterable {
    /// The scenario gives it.
    case quasilinear
    /// Agents learn it from the prices around them.
    case kktLambda = "kkt_lambda"
}

/// How utility grows with money.
public enum MoneyForm: String, Hashable, Sendable, CaseIterable {
    /// λ·m.
    case linear
    /// λ·ln(m + M_0).
    case logarithmic = "log"
}

/// How large a block of an exchange gets.
public enum ExecutionMode: String, Hashable, Sendable, CaseIterable {
    /// The smallest block that helps both.
    case minimum
    /// The largest, at the price of the smallest.
    case maximum
}
