/// The rules of trade in a laboratory.
public enum LaboratoryInstitution: Hashable, Sendable {
    /// A continuous double auction in an order book, one live quote per trader and side.
    case doubleAuction(DoubleAuctionRules)
    /// Sealed quotes and one price at the crossing of the greatest volume.
    case callAuction(quoting: CallQuoting)
    /// Sellers post prices, buyers come in random order and buy from the cheapest.
    case postedOffer(PostedOfferRules)
    /// One price for all, decreed or found by a rule.
    case postedPrice(PostedPriceRules)
    /// A constant-product pool.
    case pool(PoolRules)
    /// The auctioneer of theory: everybody trades at the equilibrium price.
    case walrasian
}

/// How a laboratory's double auction works.
public struct DoubleAuctionRules: Hashable, Sendable {
    /// What a trade leaves of the other quotes.
    public enum Book: String, Hashable, Sendable, CaseIterable {
        /// All of them.
        case persistent
        /// None: Gode and Sunder's rule.
        case clearedAfterTrade = "cleared_after_trade"
        /// There is no book: a quote is taken at once or forgotten (Cliff's markets).
        case outcry
    }

    /// What a trade leaves of the other quotes.
    public var book = Book.persistent
    /// Whether a quote that does not improve the standing one is ignored.
    public var hasImprovementRule = false
    /// With ``Book/outcry``, after how many quotes in a row that nobody took the period ends.
    public var rejectionsToEnd: Int64 = 100

    /// The defaults.
    public init() {}
}

/// What traders hand in to a laboratory's call auction.
public enum CallQuoting: String, Hashable, Sendable, CaseIterable {
    /// Their values and costs.
    case truthful
    /// Random prices that make no loss.
    case zeroIntelligence = "zero_intelligence"
}

/// How sellers post their prices.
public struct PostedOfferRules: Hashable, Sendable {
    /// How a seller comes to a price.
    public enum Rule: String, Hashable, Sendable, CaseIterable {
        /// It is the cost.
        case cost
        /// It is drawn between the cost and the top of the range.
        case zeroIntelligence = "zero_intelligence"
        /// The first is drawn; sold, it rises by a step, unsold, it falls by one.
        case adaptive
    }

    /// How a seller comes to a price.
    public var rule = Rule.adaptive
    /// By how much an adaptive price changes, in price units; at least 1.
    public var step: Int64 = 5

    /// The defaults.
    public init() {}
}

/// How one price for all is found, and between which bounds.
public struct PostedPriceRules: Hashable, Sendable {
    /// Where the price comes from.
    public enum Rule: Hashable, Sendable {
        /// The middle of the highest value and the lowest cost.
        case midpoint
        /// The price of the greatest volume.
        case clearing
        /// A price that follows excess demand, `speed` of it in a period, from `start` on.
        case tatonnement(start: Double?, speed: Double)
        /// A decree.
        case fixed(Double)
    }

    /// Where the price comes from.
    public var rule = Rule.midpoint
    /// The highest price allowed, applied before the floor; greater than 0.
    public var ceiling: Double?
    /// The lowest price allowed; greater than 0, at most the ceiling.
    public var floor: Double?

    /// The defaults.
    public init() {}
}

/// What a constant-product pool starts with, and what it keeps.
public struct PoolRules: Hashable, Sendable {
    /// Units of the good, at least 2: the last is not for sale.
    public var good: Int64
    /// Money, in price units, at least 1.
    public var money: Int64
    /// What the pool keeps of every payment, in basis points below 10,000.
    public var feeBasisPoints: Int64 = 30

    /// Describes a pool.
    public init(good: Int64, money: Int64) {
        self.good = good
        self.money = money
    }
}

extension LaboratoryInstitution {
    /// Its name in a scenario.
    public var name: String {
        switch self {
        case .doubleAuction: "double_auction"
        case .callAuction: "call_auction"
        case .postedOffer: "posted_offer"
        case .postedPrice: "posted_price"
        case .pool: "amm"
        case .walrasian: "walrasian"
        }
    }
}
