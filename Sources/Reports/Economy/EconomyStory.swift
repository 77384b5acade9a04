import Analytics
import Determinism
import MarketModel
import Preferences
import Primitives

/// What happened in an economy, in sentences for somebody who knows nothing of it yet.
struct EconomyStory {
    private let summary: EconomySummary
    private let rules: EconomyRulesView
    private let theory: EconomyTheory
    private let ranked: [EconomySummary.Agent]

    init(_ summary: EconomySummary, _ rules: EconomyRulesView, _ theory: EconomyTheory) {
        self.summary = summary
        self.rules = rules
        self.theory = theory
        ranked = summary.agents.sorted { left, right in
            left.gain != right.gain ? left.gain > right.gain : left.id < right.id
        }
    }

    /// Who gained, from what, at which prices, and what else.
    var document: JSONValue {
        .array(
            [("Who gained", who), ("From what", why), ("The prices", prices), ("And", others)]
                .filter { !$0.1.isEmpty }
                .map { ["title": .string($0.0), "text": .string($0.1)] })
    }

    private var who: String {
        guard let first = ranked.first, let last = ranked.last else { return "Nobody took part." }
        let gainers = summary.agents.count { $0.gain > 0 }
        let losers = summary.agents.count { $0.gain < 0 }
        var text =
            "\(gainers) of \(summary.agents.count) agents are better off by their own measure"
            + (losers > 0 ? ", \(losers) worse off." : ".")
        text += " Agent \(first.id.index) gained most: utility \(change(of: first))"
        text +=
            first.id == last.id
            ? "." : "; agent \(last.id.index) least: \(change(of: last))."
        return text
    }

    private func change(of agent: EconomySummary.Agent) -> String {
        func text(_ value: Double) -> String {
            Numeral.real(value, decimals: 2).replacingMinus
        }
        return "\(text(agent.startUtility)) → \(text(agent.endUtility))"
    }

    private var why: String {
        let gathered = summary.gathered
        var parts: [String] = []
        if summary.trades > 0 {
            parts.append("\(ModelHead.counted(summary.trades, "trade")), each a gain for both")
        }
        if gathered.a > 0 || gathered.b > 0 {
            parts.append(
                "\(Numeral.count(gathered.a)) A and \(Numeral.count(gathered.b)) B that "
                    + "were gathered")
        }
        let sum =
            parts.isEmpty
            ? "Nobody traded and nobody gathered anything."
            : "From \(parts.joined(separator: ", and from "))."
        guard summary.isConserved else { return sum }
        return sum + " Exchange made nothing and lost nothing: what the agents have is what they "
            + "began with and gathered."
    }

    private var prices: String {
        let sentences = summary.pairs.map { pair in
            let (good, other) = Self.words(pair.pair)
            let mean = Numeral.real(pair.meanPrice, decimals: 3)
            let spread = Numeral.real(pair.priceDeviation, decimals: 3)
            return "A unit of \(good) cost \(mean) \(other) on average over "
                + "\(ModelHead.counted(pair.trades, "trade")), give or take \(spread)."
                + equilibrium(pair.pair)
        }
        return sentences.joined(separator: " ")
    }

    private func equilibrium(_ pair: ExchangePair) -> String {
        guard let found = theory.atStart else { return "" }
        let price =
            switch pair {
            case .aForB: found.relativePrice
            case .aForMoney: found.prices.a
            case .bForMoney: found.prices.b
            }
        return " Theory's price for what they began with is \(Numeral.real(price, decimals: 3))."
    }

    private static func words(_ pair: ExchangePair) -> (String, String) {
        switch pair {
        case .aForB: ("A", "B")
        case .aForMoney: ("A", "of money")
        case .bForMoney: ("B", "of money")
        }
    }

    private var others: String {
        let failed = summary.failedNegotiations
        var text =
            failed == 0
            ? "No negotiation failed."
            : "\(ModelHead.counted(failed, "negotiation")) failed: no exchange of whole units "
                + "helped both."
        if let gini = summary.gini {
            text +=
                " Gains were shared with a Gini coefficient of "
                + "\(Numeral.real(gini, decimals: 2)), where 0 is equally and 1 all to one."
        }
        return text
    }
}
