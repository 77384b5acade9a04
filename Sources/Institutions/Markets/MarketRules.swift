public import Primitives

/// Who is one market, and how many that takes.
public struct MarketBounds: Hashable, Sendable {
    /// How many agents a market takes; fewer trade two by two. At least 2.
    public var leastSize: Int64 = 3
    /// Who is one market.
    public var scope = MarketScope.local

    /// The defaults.
    public init() {}
}

/// Who is one market.
public enum MarketScope: String, Hashable, Sendable, CaseIterable {
    /// Whoever is near whoever is near.
    case local
    /// Everybody.
    case global
}

/// A number for each good, or for one of them, or for none.
public struct PerGood: Hashable, Sendable {
    /// That of good A.
    public var a: Double?
    /// That of good B.
    public var b: Double?

    /// Puts two numbers together.
    public init(a: Double? = nil, b: Double? = nil) {
        self.a = a
        self.b = b
    }

    /// The number of a good.
    public subscript(good: Good) -> Double? { good == .a ? a : b }

    /// Whether there is none.
    public var isEmpty: Bool { a == nil && b == nil }
}

/// How an economy's markets find one price, and between which bounds.
public struct MarketPriceRules: Hashable, Sendable {
    /// Where the price comes from.
    public enum Rule: String, Hashable, Sendable, CaseIterable {
        /// The middle of the highest bid and the lowest ask.
        case midpoint
        /// The middle of the prices of the greatest volume.
        case clearing
        /// A price that follows excess demand.
        case tatonnement
        /// A decree.
        case fixed
    }

    /// Who is one market, and how many that takes.
    public var bounds = MarketBounds()
    /// Where the price comes from.
    public var rule = Rule.midpoint
    /// With ``Rule/fixed`` the prices; with ``Rule/tatonnement`` the first ones.
    public var price = PerGood()
    /// The highest prices allowed, applied before the floors.
    public var ceiling = PerGood()
    /// The lowest prices allowed.
    public var floor = PerGood()
    /// Which goods have a market.
    public var goods: [Good] = [.a, .b]
    /// With ``Rule/tatonnement``, how strongly a price follows excess demand; above 0.
    public var speed = 0.1

    /// The defaults.
    public init() {}
}
