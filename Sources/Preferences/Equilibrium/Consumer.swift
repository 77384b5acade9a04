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
        /// Of good A.
        public var a: DemandSet
        /// Of good B.
        public var b: DemandSet
        /// Of goods and money.
        public var utility: Double
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
            return Choice(a: goods.a, b: goods.b, utility: goods.level)
        }
        let (spent, isFree) = spending(wealth, prices, terms)
        let goods = taste.utility.demand(budget: spent, at: prices)
        var choice = Choice(
            a: goods.a, b: goods.b,
            utility: goods.level + taste.worth(ofMoney: wealth - spent, under: terms))
        if isFree {
            // Goods and money are equally good: anything from nothing to all.
            let most = taste.utility.demand(budget: wealth, at: prices)
            choice.a = DemandSet(0, most.a.greatest)
            choice.b = DemandSet(0, most.b.greatest)
        }
        return choice
    }

    /// How much of its wealth goes into goods: until a unit of money gives as much either way.
    private func spending(
        _ wealth: Double, _ prices: GoodsPrices, _ terms: MoneyTerms
    ) -> (Double, isFree: Bool) {
        func excess(_ spent: Double) -> Double {
            let ofMoney =
                taste.marginalUtilityOfMoney(holding: wealth - spent, under: terms) / terms.scale
            return taste.utility.demand(budget: spent, at: prices).marginalUtility - ofMoney
        }
        if case .linear = taste.utility, terms.form == .linear {
            let gap = excess(0)
            let size = taste.lambda / terms.scale
            if abs(gap) <= 1e-12 * size { return (0, true) }
            return (gap > 0 ? wealth : 0, false)
        }
        if excess(wealth) >= 0 { return (wealth, false) }
        var (low, high) = (0.0, wealth)
        for _ in 0..<60 where high - low > 1e-13 * wealth {
            let middle = (low + high) / 2
            if excess(middle) > 0 { low = middle } else { high = middle }
        }
        return ((low + high) / 2, false)
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
