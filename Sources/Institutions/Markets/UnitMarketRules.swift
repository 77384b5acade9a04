public import Primitives

/// How an economy's double auction works, market by market.
public struct MarketAuctionRules: Hashable, Sendable {
    /// What a trade leaves of the quotes of others.
    public enum Book: String, Hashable, Sendable, CaseIterable {
        /// All of them, until the tick ends.
        case persistent
        /// None: Gode and Sunder's rule.
        case clearedAfterTrade = "cleared_after_trade"
    }

    /// Who is one market, and how many that takes.
    public var bounds = MarketBounds()
    /// How many draws a market has for a good in a tick; `nil` for 20 a member.
    public var steps: Int64?
    /// What members quote.
    public var quoting = CallQuoting.truthful
    /// From where to where zero intelligence draws; `nil` for 1 to twice the highest reservation
    /// price in the market as the tick begins.
    public var priceRange: ClosedRange<Int64>?
    /// What a trade leaves of the quotes of others.
    public var book = Book.persistent

    /// The draws of a member, where a scenario does not say how many a market has.
    static let stepsPerMember: Int64 = 20

    /// The defaults.
    public init() {}
}

/// How the members of an economy's markets post offers.
public struct MarketOfferRules: Hashable, Sendable {
    /// Who is one market, and how many that takes.
    public var bounds = MarketBounds()
    /// How far above its reservation price a seller first asks, as a share of it; at least 0.
    public var margin = 0.10
    /// By how much a margin rises after a tick with a sale and falls after one without; at
    /// least 0.
    public var step = 0.05

    /// The defaults.
    public init() {}
}

/// What the pools of an economy start with, and what they keep.
public struct MarketPoolRules: Hashable, Sendable {
    /// A pool's endowment.
    public struct Endowment: Hashable, Sendable {
        /// Which good it trades for money.
        public var good: Good
        /// Units of it, at least 1: the last is not for sale.
        public var units: Int64
        /// Minor units of money, at least 1.
        public var money: Int64

        /// Describes a pool.
        public init(good: Good, units: Int64, money: Int64) {
            self.good = good
            self.units = units
            self.money = money
        }
    }

    /// Who is one market, and how many that takes.
    public var bounds = MarketBounds()
    /// One pool for a good at most, that of A first; a good without has no market.
    public var pools: [Endowment]
    /// What a pool keeps of every payment, in basis points below 10,000.
    public var feeBasisPoints: Int64 = 30

    /// Describes pools.
    public init(_ pools: [Endowment]) { self.pools = pools }

    /// The place of a good's pool among the pools.
    public func place(of good: Good) -> Int? { pools.firstIndex { $0.good == good } }
}
