import Primitives

/// The way to trade in an economy.
public enum EconomyInstitution: Hashable, Sendable {
    /// Two by two, by the three protocols.
    case bilateral
    /// One price per local market, good and tick.
    case postedPrice(MarketPriceRules)
    /// Sealed unit quotes and one price per local market, good and tick.
    case callAuction(MarketBounds)
    /// Quotes by chance in the order book of each local market, for some draws a tick.
    case doubleAuction(MarketAuctionRules)
    /// Sellers post prices, buyers come in random order and take the cheapest.
    case postedOffer(MarketOfferRules)
    /// Pools of a good and money that everybody trades with.
    case pool(MarketPoolRules)
    /// The auctioneer of theory: everybody is moved to what it demands at equilibrium prices.
    case walrasian(MarketBounds)

    /// Its name in a scenario.
    public var name: String {
        switch self {
        case .bilateral: "bilateral"
        case .postedPrice: "posted_price"
        case .callAuction: "call_auction"
        case .doubleAuction: "double_auction"
        case .postedOffer: "posted_offer"
        case .pool: "amm"
        case .walrasian: "walrasian"
        }
    }

    /// Who is one market; `nil` where there are none.
    public var bounds: MarketBounds? {
        get {
            switch self {
            case .bilateral: nil
            case .postedPrice(let rules): rules.bounds
            case .callAuction(let bounds), .walrasian(let bounds): bounds
            case .doubleAuction(let rules): rules.bounds
            case .postedOffer(let rules): rules.bounds
            case .pool(let rules): rules.bounds
            }
        }
        set {
            guard let newValue else { return }
            self = replacing(bounds: newValue)
        }
    }

    private func replacing(bounds: MarketBounds) -> EconomyInstitution {
        switch self {
        case .bilateral: return self
        case .callAuction: return .callAuction(bounds)
        case .walrasian: return .walrasian(bounds)
        case .postedPrice(var rules):
            rules.bounds = bounds
            return .postedPrice(rules)
        case .doubleAuction(var rules):
            rules.bounds = bounds
            return .doubleAuction(rules)
        case .postedOffer(var rules):
            rules.bounds = bounds
            return .postedOffer(rules)
        case .pool(var rules):
            rules.bounds = bounds
            return .pool(rules)
        }
    }
}
