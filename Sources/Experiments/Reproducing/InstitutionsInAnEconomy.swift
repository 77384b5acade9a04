import Kernel
import ScenarioKit

/// One market of an economy under every institution: the share of the gains after 1, 5 and 20
/// ticks, beside those of a reference simulation of other people of the same kind.
enum InstitutionsInAnEconomy {
    private struct Expectation {
        var institution: String
        /// After 1, 5 and 20 ticks, as the reference has it.
        var reference: [String]
        /// In percent.
        var bands: [ClosedRange<Double>]
    }

    private static let ticks = [1, 5, 20]
    private static let seeds = 20

    /// The reference's people are not ours: where an institution is still on its way, a band is
    /// the reference's range and 15 points to either side; where it has arrived, 2. In the first
    /// tick zero intelligence hangs on the highest price anybody asks, and a pool on its size,
    /// which the reference does not tell: 35 points.
    private static let expectations = [
        Expectation(
            institution: "double_auction", reference: ["89 to 95", "99", "99"],
            bands: [80...100, 97...100.5, 97...100.5]),
        Expectation(
            institution: "double_auction/zero_intelligence",
            reference: ["50", "80 to 90", "98"], bands: [15...65, 65...100, 96...100.5]),
        Expectation(
            institution: "call_auction", reference: ["70 to 80", "99.8", "99.8"],
            bands: [55...95, 97.8...100.5, 97.8...100.5]),
        Expectation(
            institution: "posted_offer", reference: ["50 to 75", "92 to 99", "99.8"],
            bands: [35...90, 77...100.5, 97.8...100.5]),
        Expectation(
            institution: "amm", reference: ["85", "90 to 98", "90 to 98"],
            bands: [50...100, 75...100.5, 75...100.5]),
        Expectation(
            institution: "walrasian", reference: ["99.8", "99.8", "99.8"],
            bands: [97.8...100.5, 97.8...100.5, 97.8...100.5]),
    ]

    static func findings(_ setUps: SetUps) throws(ExperimentFault) -> [Finding] {
        let (economy, seed) = try setUps.economy("experiments/institutions-economy")
        let chosen = (0..<seeds).map { Replications.seed(of: $0, in: seed) }
        let comparison = try Comparison(
            .economy(economy), seed: seed,
            institutions: expectations.map { InstitutionChoice($0.institution) }, seeds: chosen,
            keepsCourse: true)
        var findings: [Finding] = []
        for (expectation, row) in zip(expectations, comparison.rows) {
            for (place, tick) in ticks.enumerated() {
                let sample = row.sample { $0.course?.efficiency[tick - 1] }
                findings.append(
                    Finding(
                        "economy, \(expectation.institution), \(tick) tick"
                            + (tick == 1 ? "" : "s"), reference: expectation.reference[place],
                        sample, band: .within(expectation.bands[place]), decimals: 1))
            }
        }
        let least = comparison.rows.compactMap { row in
            row.trials.compactMap(\.leastGain).min()
        }.min()
        findings.append(
            Finding(
                "economy, least gain of anybody", published: "≥ 0", least, band: .atLeast(0)))
        return findings
    }
}
