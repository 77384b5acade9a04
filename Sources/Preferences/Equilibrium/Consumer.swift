public import Primitives

/// An agent as general equilibrium theory sees it: a taste, an endowment, and perfect markets.
public struct Consumer: Hashable, Sendable {
    /// What it wants.
    public let taste: Taste
    /// What it starts with.
    public let endowment: GoodsBundle
    /// How money enters its utility; `nil` where there is none.
    public let terms: MoneyTerms?

    /// Describes an agent.
    public init(_ taste: Taste, endowment: GoodsBundle, terms: MoneyTerms?) {
        self.taste = taste
        self.endowment = endowment
        self.terms = terms
    }

    /// What it demands at prices, and the utility of that.
    public struct Choice: Hashable, Sendable {
        /// The goods it might choose.
        var bundles: DemandHull
        /// Of goods and money.
        public var utility: Double

        /// Of good A.
        public var a: DemandSet { bundles.a }
        /// Of good B.
        public var b: DemandSet { bundles.b }
    }

    /// What its endowment is worth.
    public func wealth(at prices: GoodsPrices) -> Double {
        prices.a * Double(endowment.a) + prices.b * Double(endowment.b)
            + (terms == nil ? 0 : Double(endowment.money))
    }

    /// The utility of what it would have.
    public func utility(of bundle: GoodsBundle) -> Double {
        guard let terms else {
            return taste.utility.level(a: Double(bundle.a), b: Double(bundle.b))
        }
        return taste.total(of: bundle, under: terms)
    }

    /// What it would choose with some wealth.
    public func choice(wealth: Double, at prices: GoodsPrices) -> Choice {
        guard let terms else {
            let goods = taste.utility.demand(budget: wealth, at: prices)
            return Choice(bundles: goods.bundles, utility: goods.level)
        }
        if terms.form == .linear, taste.utility.isProportional {
            return proportionalChoice(wealth, prices, terms)
        }
        let spent = spending(wealth, prices, terms)
        let goods = taste.utility.demand(budget: spent, at: prices)
        return Choice(
            bundles: goods.bundles,
            utility: goods.level + taste.worth(ofMoney: wealth - spent, under: terms))
    }

    /// Where a unit of money in goods always gives the same, all of it goes into goods or none;
    /// either, where goods and money are equally good within 10⁻⁹.
    private func proportionalChoice(
        _ wealth: Double, _ prices: GoodsPrices, _ terms: MoneyTerms
    ) -> Choice {
        let goods = taste.utility.demand(budget: wealth, at: prices, within: Self.indifference)
        let ofMoney = taste.lambda / terms.scale
        let gap = goods.marginalUtility - ofMoney
        let nothing = GoodsPoint(a: 0, b: 0)
        if abs(gap) <= Self.indifference * ofMoney {
            return Choice(
                bundles: DemandHull(corners: [nothing] + goods.bundles.corners),
                utility: goods.level)
        }
        if gap > 0 { return Choice(bundles: goods.bundles, utility: goods.level) }
        return Choice(
            bundles: DemandHull(nothing), utility: taste.worth(ofMoney: wealth, under: terms))
    }

    /// The relative difference of marginal utilities that makes no difference.
    private static let indifference = 1e-9

    /// How much of its wealth goes into goods: until a unit of money gives as much either way.
    private func spending(
        _ wealth: Double, _ prices: GoodsPrices, _ terms: MoneyTerms
    ) -> Double {
        if terms.form == .linear, case .stoneGeary(let utility) = taste.utility {
            // Above what is needed a unit of the budget gives the weights over what is left.
            let needed = prices.a * utility.gammaA + prices.b * utility.gammaB
            let free = (utility.alphaA + utility.alphaB) * terms.scale / taste.lambda
            return min(wealth, needed + free)
        }
        func excess(_ spent: Double) -> Double {
            let ofMoney =
                taste.marginalUtilityOfMoney(holding: wealth - spent, under: terms) / terms.scale
            return taste.utility.demand(budget: spent, at: prices).marginalUtility - ofMoney
        }
        if excess(wealth) >= 0 { return wealth }
        var (low, high) = (0.0, wealth)
        for _ in 0..<60 where high - low > 1e-13 * wealth {
            let middle = (low + high) / 2
            if excess(middle) > 0 { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// The least wealth that gives a utility at prices: the money metric of an allocation.
    ///
    /// - Returns: `nil` where no wealth does.
    public func expenditure(for utility: Double, at prices: GoodsPrices) -> Double? {
        var high = max(1, wealth(at: prices))
        var doublings = 0
        while choice(wealth: high, at: prices).utility < utility {
            high *= 2
            doublings += 1
            if doublings > 60 { return nil }
        }
        var low = 0.0
        for _ in 0..<80 where high - low > 1e-14 * high {
            let middle = (low + high) / 2
            if choice(wealth: middle, at: prices).utility < utility {
                low = middle
            } else {
                high = middle
            }
        }
        return high
    }
}
