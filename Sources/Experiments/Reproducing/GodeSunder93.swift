import Analytics

extension Experiment {
    /// Three of Gode and Sunder's markets, calibrated.
    static let godeSunder93 = Experiment(
        name: "gs93", summary: "Gode and Sunder (1993), markets 1 to 3, with and without losses"
    ) { setUps throws(ExperimentFault) in
        var findings: [Finding] = []
        // Published: ZI-U and ZI-C; of the reference simulation: ZI-U, ZI-C, alpha, slope.
        let figures = [
            (1, "90.0", "99.9", 90.000, 99.22, "34.6", "-1.52"),
            (2, "90.0", "99.2", 90.019, 98.95, "48.5", "-3.49"),
            (3, "76.7", "99.0", 76.712, 98.43, "18.6", "-3.20"),
        ]
        for (number, losing, constrained, exact, efficiency, alpha, slope) in figures {
            let chance = try LaboratoryFigures(setUps, "laboratory/gode-sunder-m\(number)")
            let losers = try LaboratoryFigures(setUps, "experiments/gs93-m\(number)-zi-u")
            findings += [
                Finding(
                    "M\(number), ZI-C, efficiency", published: constrained,
                    reference: "\(efficiency)", chance.sample(\.efficiency),
                    band: .within(max(97, efficiency - 0.25)...efficiency + 0.25)),
                Finding(
                    "M\(number), ZI-C, alpha", reference: alpha, chance.sample(\.alpha)),
                Finding(
                    "M\(number), ZI-C, slope of price deviation", published: "< 0",
                    reference: slope, chance.convergenceSlope, band: .atMost(-1e-9)),
                Finding(
                    "M\(number), ZI-U, efficiency", published: losing, reference: "\(exact)",
                    losers.sample(\.efficiency), band: .about(exact, 0.01), decimals: 3),
                Finding(
                    "M\(number), ZI-U, slope of price deviation", published: "0",
                    losers.convergenceSlope, band: .about(0, 0.15), decimals: 3),
            ]
        }
        return findings
    }
}
