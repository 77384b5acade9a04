import Analytics
import MarketModel

extension Experiment {
    /// One schedule, every institution.
    static let institutions = Experiment(
        name: "institutions", summary: "one schedule, and one economy, under every institution"
    ) { setUps throws(ExperimentFault) in
        let auction = try LaboratoryFigures(setUps, "experiments/smith62-persistent")
        let posted = try LaboratoryFigures(setUps, "experiments/institutions-posted-zi")
        return try InstitutionsCompared.calls(setUps)
            + InstitutionsCompared.offers(setUps, auction, posted)
            + InstitutionsCompared.adaptive(setUps) + InstitutionsCompared.prices(setUps)
            + InstitutionsInAnEconomy.findings(setUps)
    }
}

private enum InstitutionsCompared {
    static func calls(_ setUps: SetUps) throws(ExperimentFault) -> [Finding] {
        let truthful = try LaboratoryFigures(setUps, "laboratory/call-auction")
        let random = try LaboratoryFigures(setUps, "experiments/institutions-call-zi")
        return [
            Finding(
                "call, truthful, efficiency", reference: "100", truthful.sample(\.efficiency),
                band: .within(100...100)),
            Finding(
                "call, truthful, price", reference: "200", truthful.sample(\.meanPrice),
                band: .within(200...200)),
            Finding(
                "call, ZI-C, efficiency", reference: "28.9", random.sample(\.efficiency),
                band: .about(28.9, 1.8)),
        ]
    }

    static func offers(
        _ setUps: SetUps, _ auction: LaboratoryFigures, _ posted: LaboratoryFigures
    ) throws(ExperimentFault) -> [Finding] {
        let cost = try LaboratoryFigures(setUps, "experiments/institutions-posted-cost")
        let one = auction.sample(\.efficiency)
        let other = posted.sample(\.efficiency)
        let errors = [one, other].compactMap(\.halfWidth).reduce(0) { $0 + $1 * $1 }
        return [
            Finding(
                "posted offers, ZI-C, efficiency", reference: "65.1", other,
                band: .about(65.1, 1.8)),
            Finding(
                "posted offers, ZI-C, price", reference: "219", posted.sample(\.meanPrice),
                band: .about(219, 3)),
            Finding(
                "double auction less posted offers, ZI-C", published: "> 0", reference: "31.1",
                one.mean - other.mean, halfWidth: errors.squareRoot(), band: .atLeast(25)),
            Finding(
                "posted offers at cost, efficiency", reference: "82.3",
                cost.sample(\.efficiency), band: .about(82.3, 1.8)),
            Finding(
                "posted offers at cost, price", reference: "153", cost.sample(\.meanPrice),
                band: .about(153, 3)),
        ]
    }

    static func adaptive(_ setUps: SetUps) throws(ExperimentFault) -> [Finding] {
        let figures = try LaboratoryFigures(setUps, "laboratory/posted-offer")
        let table: [(Int, Double, Double)] = [
            (1, 219, 65), (5, 231, 64), (10, 244, 63), (20, 256, 62), (30, 254, 61), (50, 248, 66),
        ]
        return table.flatMap { period, price, efficiency in
            [
                Finding(
                    "adaptive offers, period \(period), price", published: "> 200",
                    reference: "\(Int(price))", figures.sample(period: period, \.meanPrice),
                    band: .within(max(200, price - 3)...price + 3)),
                Finding(
                    "adaptive offers, period \(period), efficiency",
                    reference: "\(Int(efficiency))",
                    figures.sample(period: period, \.efficiency), band: .about(efficiency, 1.8)),
            ]
        }
    }

    static func prices(_ setUps: SetUps) throws(ExperimentFault) -> [Finding] {
        let right = try LaboratoryFigures(setUps, "experiments/institutions-posted-at-200")
        let wrong = try LaboratoryFigures(setUps, "experiments/institutions-wrong-price")
        let moving = try LaboratoryFigures(setUps, "experiments/institutions-tatonnement")
        let paid = wrong.sample(\.meanPrice).mean
        let theory = wrong.theory.efficiency(of: wrong.theory.surplus(at: paid)) ?? .nan
        let last = moving.replications.first?.last?.meanPrice
        return [
            Finding(
                "price decreed at 200, efficiency", reference: "100",
                right.sample(\.efficiency), band: .within(100...100)),
            Finding(
                "price decreed at 120, efficiency less theory's", published: "0",
                wrong.sample(\.efficiency).mean - theory, band: .about(0, 1e-9)),
            Finding(
                "tâtonnement, last price less the equilibrium's", published: "0",
                last.map { $0 - (moving.theory.price ?? .nan) }, band: .about(0, 4)),
        ]
    }
}
