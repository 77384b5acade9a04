import Determinism
import Kernel

extension Experiment {
    /// Bilateral barter without money or auctioneer.
    static let barter = Experiment(
        name: "barter", summary: "Feldman (1973), Epstein and Axtell (1996): barter by chance"
    ) { setUps throws(ExperimentFault) in
        let pairs = try BarterRounds(setUps, "barter-pairwise", .pairwise, seeds: 50)
        let units = try BarterRounds(setUps, "barter-epstein-axtell", .geometric, seeds: 20)
        return BarterRounds.pairwise(pairs) + BarterRounds.geometric(units)
    }
}

/// What bartering came to, round by round, over seeds.
private struct BarterRounds {
    /// The dispersion of rates after each round, by seed.
    var rates: [[Double]] = []
    /// The dispersion of log prices in each round, by seed; `nil` for fewer than two trades.
    var prices: [[Double?]] = []
    var trades: [Int] = []
    var gains: [Double] = []
    var leastGains: [Double] = []
    var leaks: [Double] = []

    init(
        _ setUps: SetUps, _ name: String, _ rule: Bartering.Rule, seeds: Int
    ) throws(ExperimentFault) {
        let (scenario, seed) = try setUps.economy("experiments/\(name)")
        for replication in 0..<seeds {
            var barter = try Bartering(
                scenario, seed: Replications.seed(of: replication, in: seed))
            var rates: [Double] = []
            var prices: [Double?] = []
            var trades = 0
            for _ in 0..<max(20, scenario.ticks) {
                let paid = barter.round(rule)
                trades += paid.count
                prices.append(paid.count > 1 ? Sample(paid).deviation : nil)
                rates.append(barter.dispersion)
            }
            self.rates.append(rates)
            self.prices.append(prices)
            self.trades.append(trades)
            gains.append(barter.gainRatio)
            leastGains.append(barter.leastGain)
            leaks.append(barter.leak)
        }
    }

    private var common: [Finding] {
        [
            Finding(
                "least share of the gains", reference: ".998", gains.min(),
                band: .atLeast(0.99), decimals: 4),
            Finding(
                "least change of anybody's log utility", published: "0", leastGains.min(),
                band: .atLeast(-1e-12), decimals: 6),
            Finding(
                "goods lost or made, of all", published: "0", leaks.max(),
                band: .atMost(1e-12), decimals: 6),
        ]
    }

    private func named(_ name: String, _ findings: [Finding]) -> [Finding] {
        findings.map { finding in
            var finding = finding
            finding.name = "\(name), \(finding.name)"
            return finding
        }
    }

    static func pairwise(_ rounds: BarterRounds) -> [Finding] {
        let limits = [(5, ".118", 0.15), (10, ".0112", 0.015), (20, "1.3e-4", 3e-4)]
        return rounds.named(
            "pairwise equilibrium",
            limits.map { round, reference, limit in
                Finding(
                    "sd of log MRS after round \(round)", reference: reference,
                    Sample(rounds.rates.map { $0[round - 1] }), band: .atMost(limit),
                    decimals: 5)
            } + rounds.common)
    }

    static func geometric(_ rounds: BarterRounds) -> [Finding] {
        func prices(_ round: Int) -> Sample {
            Sample(rounds.prices.compactMap { $0[round - 1] })
        }
        let (first, fifth, tenth) = (prices(1), prices(5), prices(10))
        return rounds.named(
            "Epstein and Axtell",
            [
                Finding("sd of log price in round 1", reference: ".644", first, decimals: 3),
                Finding(
                    "sd of log price in round 5", reference: ".186", fifth,
                    band: .atMost(first.mean), decimals: 3),
                Finding(
                    "sd of log price in round 10", reference: ".033", tenth,
                    band: .atMost(min(0.08, fifth.mean)), decimals: 3),
                Finding(
                    "trades in all", reference: "1,950 to 2,000",
                    Sample(rounds.trades.map { Double($0) }), decimals: 0),
            ] + rounds.common)
    }
}
