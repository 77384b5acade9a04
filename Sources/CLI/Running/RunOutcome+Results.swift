import Analytics
import Primitives

// What a run came to for each of its agents.
extension RunOutcome {
    /// An agent's profit or gain.
    struct Result {
        var name: String
        /// For sorting; rounded.
        var value: Double
        /// For a reader.
        var text: String
        /// Exactly, where there is an exact value.
        var amount: Amount?

        /// How another result differs from this one, for a reader.
        func change(to other: Result) -> String {
            guard let amount, let changed = other.amount else {
                return Numeral.real(other.value - value, decimals: 4)
            }
            return Numeral.amount(Amount(units: changed.units - amount.units), decimals: 2)
        }
    }

    /// How many trades there were.
    var trades: Int64 {
        switch self {
        case .exchange(let summary): summary.trades
        case .economy(let summary): summary.trades
        case .laboratory(let summary): summary.trades
        }
    }

    /// What the results are.
    var resultTitle: String {
        switch self {
        case .exchange: "Profit and loss, where it differs most"
        case .economy: "Gains of utility, where they differ most"
        case .laboratory: "Gains in price units, where they differ most"
        }
    }

    /// By agent.
    var results: [Result] {
        switch self {
        case .exchange(let summary):
            summary.agents.map { agent in
                Result(
                    name: agent.name,
                    value: agent.profit.units.asDouble / Double(Amount.unitsPerWhole),
                    text: Numeral.amount(agent.profit, decimals: 2), amount: agent.profit)
            }
        case .economy(let summary):
            summary.agents.map { agent in
                Result(
                    name: "agent \(agent.id.index)", value: agent.gain,
                    text: Numeral.real(agent.gain, decimals: 4))
            }
        case .laboratory(let summary):
            [
                ("buyers", summary.periods.reduce(0) { $0 + $1.buyerGain }),
                ("sellers", summary.periods.reduce(0) { $0 + $1.sellerGain }),
            ].map { Result(name: $0, value: Double($1), text: Numeral.count($1)) }
        }
    }
}
