public import Primitives

/// The one price of a market, good and tick.
public struct PostedPriceMarket: Sendable {
    private let rules: MarketPriceRules

    /// A market by rules.
    public init(_ rules: MarketPriceRules) { self.rules = rules }

    /// The price within its limits.
    ///
    /// - Parameters:
    ///   - quotes: Of members, some of which meet.
    ///   - last: The price that tâtonnement starts from, if there is one.
    /// - Returns: `nil` where a price is decreed for other goods alone.
    public func price(_ good: Good, _ quotes: MarketQuotes, last: Double?) -> Double? {
        let found: Double? =
            switch rules.rule {
            case .midpoint: quotes.midpoint
            case .clearing: quotes.clearing ?? quotes.midpoint
            case .tatonnement: last ?? rules.price[good] ?? quotes.midpoint
            case .fixed: rules.price[good]
            }
        guard var price = found else { return nil }
        if let ceiling = rules.ceiling[good] { price = min(price, ceiling) }
        if let floor = rules.floor[good] { price = max(price, floor) }
        return price
    }

    /// Where tâtonnement goes from a price, by how many want to buy and to sell.
    public func next(after price: Double, buyers: Int, sellers: Int) -> Double {
        let sum = Double(buyers + sellers)
        return sum == 0 ? price : price * (1 + rules.speed * Double(buyers - sellers) / sum)
    }

    /// What a seller and a buyer exchange at the price, if both gain by it.
    ///
    /// - Returns: The block with the lower id of the two first.
    public func block(
        _ good: Good, buyer: Int, seller: Int, at price: Double, in view: borrowing EconomyView
    ) -> Block? {
        let search = view.negotiation(min(buyer, seller), max(buyer, seller))
        return search.block(
            of: good == .a ? .aForMoney : .bForMoney,
            seller < buyer ? .firstSells : .firstBuys, at: price,
            ceiling: rules.ceiling[good], floor: rules.floor[good])
    }
}
