import Analytics
import Determinism
import MarketModel
import Primitives

/// What happened in a laboratory, in sentences for somebody who knows nothing of it yet.
struct LaboratoryStory {
    private let summary: LaboratorySummary

    init(_ summary: LaboratorySummary) { self.summary = summary }

    /// What was tried, how much was gained, what the price did, and who gained it.
    var document: JSONValue {
        .array(
            [
                ("The experiment", experiment), ("How well it worked", efficiency),
                ("The price", price), ("Who gained", gains),
            ].filter { !$0.1.isEmpty }
                .map { ["title": .string($0.0), "text": .string($0.1)] })
    }

    private var experiment: String {
        let theory = summary.theory
        let crowd =
            "\(summary.buyers) buyers and \(summary.sellers) sellers met under the rules of "
            + "\(Self.words(summary.institution)) for \(summary.periods.count) "
            + "period\(summary.periods.count == 1 ? "" : "s")."
        guard let prices = theory.prices else { return crowd + " " + (summary.remark ?? "") + "." }
        let interval =
            prices.count == 1
            ? "\(prices.lowerBound)" : "\(prices.lowerBound) to \(prices.upperBound)"
        let trades = ModelHead.counted(Int64(theory.quantity), "trade")
        return crowd + " Theory expects \(trades) a period at a price of \(interval)."
    }

    private var efficiency: String {
        func one(_ value: Double?) -> String { Numeral.real(value, decimals: 1) }
        guard let mean = summary.mean(\.efficiency) else { return "" }
        let trades = one(summary.mean { Double($0.trades) })
        let text =
            "On average \(one(mean)) % of all that could be gained was gained, "
            + "in \(trades) trades a period."
        guard let untraded = summary.mean(\.untradedLoss) else { return text }
        return text + " \(one(untraded)) % was lost on units that should have traded and did not, "
            + "\(one(summary.mean(\.extramarginalLoss))) % on units that should not have."
    }

    private var price: String {
        func one(_ value: Double) -> String { Numeral.real(value, decimals: 1) }
        guard let price = summary.theory.price, let mean = summary.mean(\.meanPrice) else {
            return ""
        }
        let text =
            "Trades were made at \(one(mean)) on average; theory's price is \(one(price))."
        guard summary.periods.count > 1, let first = summary.periods.first?.alpha,
            let last = summary.periods.last?.alpha, first != last
        else { return text }
        let verb = last < first ? "drew nearer to it" : "did not draw nearer to it"
        return text + " They \(verb): Smith's α went from \(one(first)) % in the first period to "
            + "\(one(last)) % in the last."
    }

    private var gains: String {
        let buyers = summary.periods.reduce(0) { $0 + $1.buyerGain }
        let sellers = summary.periods.reduce(0) { $0 + $1.sellerGain }
        guard buyers + sellers > 0 else { return "Nobody gained anything." }
        let share = Double(buyers) / Double(buyers + sellers)
        return "Buyers gained \(Numeral.count(buyers)), sellers \(Numeral.count(sellers)): "
            + "\(Numeral.percent(share, decimals: 0)) % of it went to the buyers."
    }

    private static func words(_ institution: String) -> String {
        let name = institution.split(separator: "_").joined(separator: " ")
        return name == "amm" ? "a pool (amm)" : name == "walrasian" ? "an auctioneer" : "a \(name)"
    }
}
