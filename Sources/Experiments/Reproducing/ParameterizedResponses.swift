import Bots
import Kernel
import MarketModel
import Primitives

extension Experiment {
    /// The exact price distributions of PRZI.
    static let parameterizedResponses = Experiment(
        name: "przi", summary: "Cliff (2021): the price distributions of PRZI traders, exactly"
    ) { setUps throws(ExperimentFault) in
        let (scenario, _) = try setUps.laboratory("experiments/przi")
        let means: [(Double, Double)] = [
            (-0.75, 21.308), (-0.5, 33.667), (-0.25, 41.579), (0, 50.5), (0.25, 59.421),
            (0.5, 67.333), (0.75, 79.692), (1, 99.427),
        ]
        var findings: [Finding] = []
        for buyer in scenario.buyers {
            guard case .parameterizedResponse(let strategy) = buyer.strategy,
                let limit = buyer.limits.first, limit >= scenario.priceRange.lowerBound
            else { continue }
            var table = PriceTable()
            let top = min(limit, scenario.priceRange.upperBound)
            table.prepare(
                scenario.priceRange.lowerBound...top, side: .bid, strategy: strategy)
            let known = means.first { $0.0 == strategy }?.1
            findings.append(
                Finding(
                    "s = \(strategy), mean price", published: known.map { "\($0)" },
                    table.mean, band: known.map { .about($0, 0.002) } ?? .none, decimals: 3))
            let last = table.probabilities.last
            if strategy == 0 {
                findings.append(
                    Finding(
                        "s = 0, chance of the highest price", published: "0.01", last,
                        band: .about(0.01, 0.002), decimals: 4))
            }
            if strategy == 0.5 {
                findings.append(
                    Finding(
                        "s = 0.5, chance of the highest price", published: "0.02", last,
                        band: .about(0.02, 0.002), decimals: 4))
            }
        }
        return findings
    }
}
