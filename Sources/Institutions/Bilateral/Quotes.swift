public import Preferences
public import Primitives

/// What an agent asks and bids of one good in terms of another.
@frozen
public struct Quote: Hashable, Sendable {
    /// The lowest price at which it sells; infinite if at none.
    public var ask: Double
    /// The highest price at which it buys; finite.
    public var bid: Double

    /// Creates a quote.
    @inlinable
    public init(ask: Double, bid: Double) {
        self.ask = ask
        self.bid = bid
    }
}

/// What an agent asks and bids for both goods, frozen for a tick.
///
/// Prices in money are in minor units.
public struct Quotes: Hashable, Sendable {
    /// Good A in units of B.
    public var aInB: Quote
    /// Good A in money.
    public var aInMoney: Quote
    /// Good B in money.
    public var bInMoney: Quote

    /// The quote for the good of a pair in what it is exchanged for.
    public subscript(pair: ExchangePair) -> Quote {
        switch pair {
        case .aForB: aInB
        case .aForMoney: aInMoney
        case .bForMoney: bInMoney
        }
    }

    /// Quotes an agent: its reservation prices, moved apart by the spread.
    ///
    /// - Parameters:
    ///   - spread: At least 0.
    ///   - terms: How money enters.
    public init(_ taste: Taste, holding bundle: GoodsBundle, spread: Double, terms: MoneyTerms) {
        let bounds = GoodsBounds(taste.utility, bundle, epsilon: terms.epsilon)
        aInB = Quote(lowest: bounds.lowest, highest: bounds.highest, spread: spread)
        let marginal = taste.utility.marginalUtilities(a: Double(bundle.a), b: Double(bundle.b))
        let ofMoney = taste.marginalUtilityOfMoney(holding: Double(bundle.money), under: terms)
        func quote(_ marginalUtility: Double) -> Quote {
            let isWorthless = ofMoney <= terms.epsilon
            let price = isWorthless ? 1e6 * terms.scale : marginalUtility / ofMoney * terms.scale
            return Quote(lowest: price, highest: price, spread: spread)
        }
        aInMoney = quote(marginal.a)
        bInMoney = quote(marginal.b)
    }
}

extension Quote {
    init(lowest: Double, highest: Double, spread: Double) {
        ask = max(0, lowest * (1 + spread))
        // Nothing is worth more than can be added up; only an overflow comes here.
        bid = min(max(0, highest * (1 - spread)), Double.greatestFiniteMagnitude)
    }
}

/// An agent's reservation prices of goods in goods, none below zero.
public struct GoodsBounds: Hashable, Sendable {
    /// The lowest price of A in B at which it sells.
    public let lowest: Double
    /// The highest price of A in B at which it buys.
    public let highest: Double

    /// Asks the utility, with what stands for zero.
    public init(_ utility: Utility, _ bundle: GoodsBundle, epsilon: Double) {
        let bounds = utility.reservationBounds(
            a: Double(bundle.a), b: Double(bundle.b), epsilon: epsilon)
        lowest = max(0, bounds.lowest)
        highest = max(0, bounds.highest)
    }

    /// The same prices of B in A, which nobody trades at but which a reader may want to see.
    ///
    /// Where a price of A is zero that of B has no bound, and 10⁶ without spread stands for it.
    public func inverted(
        spread: Double, epsilon: Double
    ) -> (bounds: ReservationBounds, quote: Quote) {
        let hasLowest = highest > epsilon
        let hasHighest = lowest > epsilon
        let least = hasLowest ? 1 / highest : 1e6
        let most = hasHighest ? 1 / lowest : 1e6
        return (
            ReservationBounds(lowest: least, highest: most),
            Quote(
                ask: hasLowest ? least * (1 + spread) : least,
                bid: hasHighest ? most * (1 - spread) : most)
        )
    }
}
