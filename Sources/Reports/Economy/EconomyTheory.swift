import Analytics
import Determinism
import Preferences
import Primitives

/// The competitive equilibrium of what the agents of an economy have had: at the start, and with
/// all they gathered since.
struct EconomyTheory {
    /// Above so many agents the search would take longer than the page is worth.
    private static let mostAgents = 200

    /// Of the endowments; `nil` where there is none, or it was not looked for.
    let atStart: CompetitiveEquilibrium?
    /// Of the endowments and all that was gathered; `nil` where nothing was.
    let atEnd: CompetitiveEquilibrium?
    private let wasSought: Bool

    init(_ fold: EconomyFold, _ rules: EconomyRulesView) {
        // Where money's worth is learned there is no utility of money to go by.
        let terms = rules.hasMoney ? fold.economy?.terms : nil
        wasSought =
            !fold.agents.isEmpty && fold.agents.count <= Self.mostAgents
            && !rules.learnsValueOfMoney
        guard wasSought else {
            (atStart, atEnd) = (nil, nil)
            return
        }
        func reference(_ bundle: (FoldedAgent) -> GoodsBundle) -> CompetitiveEquilibrium? {
            let consumers = fold.agents.map {
                Consumer($0.taste, endowment: bundle($0), terms: terms)
            }
            return CompetitiveEquilibrium.reference(
                among: CompetitiveEquilibrium.all(of: consumers))
        }
        atStart = reference(\.endowment)
        let hasGathered = fold.agents.contains { $0.gathered.a > 0 || $0.gathered.b > 0 }
        atEnd =
            hasGathered
            ? reference { agent in
                GoodsBundle(
                    a: agent.endowment.a + agent.gathered.a,
                    b: agent.endowment.b + agent.gathered.b, money: agent.endowment.money)
            } : nil
    }

    var document: JSONValue {
        func text(_ found: CompetitiveEquilibrium?) -> JSONValue {
            guard let found else { return .null }
            return ["A": ExactNumber.json(found.prices.a), "B": ExactNumber.json(found.prices.b)]
        }
        return ["sought": .bool(wasSought), "start": text(atStart), "end": text(atEnd)]
    }
}
