/// What theory says of a laboratory: the crossing of its step curves of supply and demand.
///
/// - Source: Smith, *Journal of Political Economy* 70 (1962).
public struct SupplyAndDemand: Hashable, Sendable {
    /// The buyers' values of all units, best first.
    public let values: [Int64]
    /// The sellers' costs of all units, best first.
    public let costs: [Int64]
    /// How many pairs of units gain something: those with a value above the cost.
    public let quantity: Int
    /// The greatest sum of values less costs that any allocation has, in price units.
    public let surplus: Int64
    /// The prices at which these units, and no others, gain; `nil` where nobody gains.
    public let prices: ClosedRange<Int64>?

    /// Sorts the units and finds the crossing.
    ///
    /// - Complexity: O(n log n).
    public init(values: [Int64], costs: [Int64]) {
        self.values = values.sorted(by: >)
        self.costs = costs.sorted()
        let pairs = zip(self.values, self.costs)
        let gaining = pairs.prefix { $0 > $1 }
        let quantity = Array(gaining).count
        self.quantity = quantity
        surplus = gaining.reduce(0) { $0 + $1.0 - $1.1 }
        guard quantity > 0 else {
            prices = nil
            return
        }
        // A curve that ends bounds the price from its own side alone.
        let nextValue = quantity < self.values.count ? self.values[quantity] : Int64.min
        let nextCost = quantity < self.costs.count ? self.costs[quantity] : Int64.max
        let lowest = max(self.costs[quantity - 1], nextValue)
        prices = lowest...min(self.values[quantity - 1], nextCost)
    }

    /// The middle of the equilibrium prices.
    public var price: Double? {
        prices.map { (Double($0.lowerBound) + Double($0.upperBound)) / 2 }
    }

    /// The surplus when everything that can trades, gain or loss, the best units first.
    ///
    /// - Source: Gode and Sunder, *Journal of Political Economy* 101 (1993).
    public var surplusWhenAllTrade: Int64 {
        zip(values, costs).reduce(0) { $0 + $1.0 - $1.1 }
    }

    /// The surplus of one price decreed for all, where the best units of either side go first.
    public func surplus(at price: Double) -> Int64 {
        zip(values, costs)
            .prefix { Double($0) >= price && Double($1) <= price }
            .reduce(0) { $0 + $1.0 - $1.1 }
    }

    /// A realised surplus in percent of the greatest; `nil` where there is nothing to gain.
    public func efficiency(of realised: Int64) -> Double? {
        surplus > 0 ? 100 * Double(realised) / Double(surplus) : nil
    }
}
