public import Primitives
import RealModule

/// How good an allocation is, beside the competitive one.
///
/// - Source: the money metric: Σ(e(p*, uᵢ) − e(p*, uᵢ⁰)) over the same for the equilibrium.
public struct AllocationMeasure: Sendable {
    private let consumers: [Consumer]
    private let prices: GoodsPrices
    /// What each needs for the utility of its endowment.
    private let baseline: [Double]
    /// What all gain in equilibrium, at its prices; positive.
    public let attainable: Double

    /// Prepares a comparison.
    ///
    /// - Returns: `nil` where there is nothing to gain, or no wealth gives what somebody has.
    public init?(_ consumers: [Consumer], at equilibrium: CompetitiveEquilibrium) {
        self.consumers = consumers
        prices = equilibrium.prices
        var baseline: [Double] = []
        var attainable = 0.0
        for consumer in consumers {
            let utility = consumer.utility(of: consumer.endowment)
            guard let least = consumer.expenditure(for: utility, at: prices) else { return nil }
            baseline.append(least)
            attainable += consumer.wealth(at: prices) - least
        }
        self.baseline = baseline
        self.attainable = attainable
        let wealth = consumers.reduce(0) { $0 + $1.wealth(at: equilibrium.prices) }
        guard attainable > 1e-9 * wealth else { return nil }
    }

    /// The share of the attainable gains that an allocation has; `nil` where somebody has what no
    /// wealth gives.
    public func efficiency(of holdings: [GoodsBundle]) -> Double? {
        var gained = 0.0
        for (consumer, holding) in zip(consumers, holdings) {
            let utility = consumer.utility(of: holding)
            guard let needed = consumer.expenditure(for: utility, at: prices) else { return nil }
            gained += needed
        }
        return (gained - baseline.reduce(0, +)) / attainable
    }

    /// The standard deviation of log MRS: 0 on the Pareto set; `nil` where some rate is none.
    public static func dispersion(of consumers: [Consumer], holding: [GoodsBundle]) -> Double? {
        var logs: [Double] = []
        for (consumer, bundle) in zip(consumers, holding) {
            let slopes = consumer.taste.utility.slopes(a: Double(bundle.a), b: Double(bundle.b))
            guard slopes.a > 0, slopes.b > 0 else { return nil }
            logs.append(Double.log(slopes.a / slopes.b))
        }
        guard logs.count > 1 else { return nil }
        let mean = logs.reduce(0, +) / Double(logs.count)
        let squares = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(logs.count)).squareRoot()
    }
}
