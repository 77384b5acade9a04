import Analytics
import Kernel
import MarketModel

/// The periods of a laboratory's replications, and what they come to.
struct LaboratoryFigures: Sendable {
    /// By replication, then period.
    let replications: [[LaboratoryPeriod]]
    let theory: SupplyAndDemand

    init(_ setUps: SetUps, _ name: String) throws(ExperimentFault) {
        let (scenario, seed) = try setUps.laboratory(name)
        replications = LaboratoryTrial.replications(of: scenario, seed: seed)
        theory = SupplyAndDemand(
            values: scenario.buyers.flatMap(\.limits),
            costs: scenario.sellers.flatMap(\.limits))
    }

    /// A figure over all periods that have it; of one period, if a number from 1 is given.
    func sample(
        period: Int? = nil, _ figure: (LaboratoryPeriod) -> Double?
    ) -> Sample {
        var sample = Sample()
        for replication in replications {
            for (index, one) in replication.enumerated() where (period ?? index + 1) == index + 1 {
                if let value = figure(one) { sample.add(value) }
            }
        }
        return sample
    }

    /// How the distance of prices from the equilibrium changes from trade to trade.
    ///
    /// - Returns: The least-squares slope of y_t on t, y_t the root mean square of p_t − P₀ over
    ///   periods, for the t that at least half of them reach; `nil` for fewer than two.
    /// - Source: Gode and Sunder, *Journal of Political Economy* 101 (1993).
    var convergenceSlope: Double? {
        guard let price = theory.price else { return nil }
        let periods = replications.flatMap { $0 }
        var points: [(t: Double, y: Double)] = []
        while true {
            let reached = periods.filter { $0.prices.count > points.count }
            guard !reached.isEmpty, 2 * reached.count >= periods.count else { break }
            let squares = reached.reduce(0) { sum, period in
                let gap = Double(period.prices[points.count]) - price
                return sum + gap * gap
            }
            let t = Double(points.count + 1)
            points.append((t, (squares / Double(reached.count)).squareRoot()))
        }
        guard points.count > 1 else { return nil }
        let count = Double(points.count)
        let meanT = points.reduce(0) { $0 + $1.t } / count
        let meanY = points.reduce(0) { $0 + $1.y } / count
        let covariance = points.reduce(0) { $0 + ($1.t - meanT) * ($1.y - meanY) }
        let variance = points.reduce(0) { $0 + ($1.t - meanT) * ($1.t - meanT) }
        return covariance / variance
    }
}
