import Analytics
import MarketModel

extension Experiment {
    /// The market of Smith's first experiment with ZI-C, ZI-U, GD and ZIP.
    static let smith62 = Experiment(
        name: "smith62", summary: "Smith (1962), test 1, with zero-intelligence, GD and ZIP traders"
    ) { setUps throws(ExperimentFault) in
        let chance = try LaboratoryFigures(setUps, "laboratory/smith-1962")
        let gjerstad = try LaboratoryFigures(setUps, "experiments/smith62-gd")
        let cliff = try LaboratoryFigures(setUps, "experiments/smith62-zip")
        return Smith62.chance(chance) + (try Smith62.books(setUps))
            + Smith62.learners(gjerstad, cliff) + Smith62.ordering(chance, gjerstad, cliff)
    }
}

private enum Smith62 {
    static func chance(_ figures: LaboratoryFigures) -> [Finding] {
        [
            Finding(
                "ZI-C, efficiency", reference: "96.29", figures.sample(\.efficiency),
                band: .about(96.3, 0.5)),
            Finding(
                "ZI-C, alpha", reference: "20.0", figures.sample(\.alpha),
                band: .about(20, 0.6)),
            Finding(
                "ZI-C, trades", reference: "6.13", figures.sample { Double($0.trades) },
                band: .about(6.13, 0.08)),
            Finding("ZI-C, mean price", reference: "200.4", figures.sample(\.meanPrice)),
            Finding(
                "ZI-C, profit dispersion", reference: "28.4",
                figures.sample(\.profitDispersion)),
        ]
    }

    static func books(_ setUps: SetUps) throws(ExperimentFault) -> [Finding] {
        let few = try LaboratoryFigures(setUps, "experiments/smith62-500-draws")
        let lasting = try LaboratoryFigures(setUps, "experiments/smith62-persistent")
        let losers = try LaboratoryFigures(setUps, "experiments/smith62-zi-u")
        let greatest = Double(losers.theory.surplusWhenAllTrade)
        let exact = 100 * greatest / Double(losers.theory.surplus)
        let strays = losers.sample { period in
            period.trades == Int64(losers.theory.values.count)
                ? abs((period.efficiency ?? .nan) - exact) : nil
        }
        return [
            Finding(
                "ZI-C, 500 draws, efficiency", reference: "95.61", few.sample(\.efficiency)),
            Finding(
                "ZI-C, lasting book, efficiency", reference: "96.20",
                lasting.sample(\.efficiency), band: .about(96.20, 0.5)),
            Finding(
                "ZI-C, lasting book, alpha", reference: "18.9", lasting.sample(\.alpha),
                band: .about(18.9, 0.6)),
            Finding(
                "ZI-C, lasting book, trades", reference: "6.00",
                lasting.sample { Double($0.trades) }, band: .about(6, 0.08)),
            Finding(
                "ZI-U, efficiency less (Σv − Σc)/S*", reference: "0 exactly", strays,
                band: .within(0...0), decimals: 6),
            Finding(
                "ZI-U, trades", reference: "11", losers.sample { Double($0.trades) },
                band: .within(11...11)),
            Finding("ZI-U, alpha", reference: "57.1", losers.sample(\.alpha)),
        ]
    }

    static func learners(
        _ gjerstad: LaboratoryFigures, _ cliff: LaboratoryFigures
    ) -> [Finding] {
        var findings: [Finding] = []
        let beliefs = [(1, 95.7, 12.7), (2, 99, 5), (3, 100, 2.9), (4, 100, 2.6), (5, 100, 3.6)]
        for (period, efficiency, alpha) in beliefs {
            findings.append(
                Finding(
                    "GD, period \(period), efficiency", published: "> 99.9",
                    reference: "\(efficiency)", gjerstad.sample(period: period, \.efficiency),
                    band: period >= 3 ? .atLeast(98) : .none))
            findings.append(
                Finding(
                    "GD, period \(period), alpha", reference: "\(alpha)",
                    gjerstad.sample(period: period, \.alpha),
                    band: period >= 2 ? .atMost(6) : .none))
        }
        let margins: [(Int, Double, Double, Finding.Band, Finding.Band)] = [
            (1, 91.4, 18.7, .none, .none), (2, 96.3, 7.5, .none, .none),
            (5, 98.9, 2.7, .atLeast(97.5), .atMost(5)),
            (10, 99.8, 1.2, .atLeast(99), .atMost(2.5)),
        ]
        for (period, efficiency, alpha, first, second) in margins {
            findings.append(
                Finding(
                    "ZIP, period \(period), efficiency", published: "99.9",
                    reference: "\(efficiency)", cliff.sample(period: period, \.efficiency),
                    band: first))
            findings.append(
                Finding(
                    "ZIP, period \(period), alpha", reference: "\(alpha)",
                    cliff.sample(period: period, \.alpha), band: second))
        }
        return findings
    }

    /// From the second period on prices of those who learn stray less than those of chance:
    /// the difference of means in standard errors, beyond 2.33 one chance in a hundred.
    static func ordering(
        _ chance: LaboratoryFigures, _ gjerstad: LaboratoryFigures, _ cliff: LaboratoryFigures
    ) -> [Finding] {
        [("GD", gjerstad), ("ZIP", cliff)].map { name, learners in
            let scores = (2...5).map { period in
                let one = chance.sample(period: period, \.alpha)
                let other = learners.sample(period: period, \.alpha)
                let errors = [one, other].reduce(0) { sum, sample in
                    let deviation = sample.deviation ?? .infinity
                    return sum + deviation * deviation / Double(sample.count)
                }
                return (one.mean - other.mean) / errors.squareRoot()
            }
            return Finding(
                "alpha of ZI-C above \(name)'s, least z of periods 2 to 5",
                published: "p < .01", scores.min(), band: .atLeast(2.33))
        }
    }
}
