import Analytics
import Determinism
import MarketModel
import Primitives

/// What happened in an exchange, in sentences for somebody who knows nothing of it yet.
struct ExchangeStory {
    private let summary: RunSummary
    private let series: [MarketSeries]
    private let ranked: [AgentSummary]

    init(_ summary: RunSummary, _ series: [MarketSeries]) {
        self.summary = summary
        self.series = series
        ranked = summary.agents.sorted { left, right in
            left.profit != right.profit ? left.profit > right.profit : left.id < right.id
        }
    }

    /// Who won, why, what the price did, and what else.
    var document: JSONValue {
        .array(
            [("Who won", who), ("Why", why), ("The price", price), ("How the kinds fared", others)]
                .filter { !$0.1.isEmpty }
                .map { ["title": .string($0.0), "text": .string($0.1)] })
    }

    private var who: String {
        guard let first = ranked.first else { return "Nobody took part." }
        let percent = first.profitPercent.map { " (\(Self.signed($0, decimals: 1)) %)" } ?? ""
        let count = ranked.count
        let field = count == 1 ? "the only agent" : "the most of \(count) agents"
        let end = "it ended with \(Self.money(first.equity)) in cash and goods"
        guard first.profit > .zero else {
            let verb = first.profit == .zero ? "and gained nothing" : "and lost least"
            return "Nobody gained. \(first.name) came first \(verb): \(end), a change of "
                + "\(Self.signedMoney(first.profit))\(percent)."
        }
        return "\(first.name) won: \(end), \(Self.money(first.profit)) more than it began "
            + "with\(percent), \(field)."
    }

    private var why: String {
        guard let first = ranked.first, first.profit != .zero else { return "" }
        let gains = first.profit > .zero
        let parts = Self.parts(first.parts).sorted {
            gains ? $0.amount > $1.amount : $0.amount < $1.amount
        }
        guard let main = parts.first, main.amount != .zero, (main.amount > .zero) == gains
        else { return "" }
        let rest = parts.dropFirst().filter { $0.amount != .zero }
            .sorted { $0.amount.units.magnitude > $1.amount.units.magnitude }
            .map { "\(Self.signedMoney($0.amount)) \($0.phrase)" }
        let tail = rest.isEmpty ? "" : " To this come \(Self.list(rest))."
        return "The largest part of its result, \(Self.signedMoney(main.amount)), came "
            + "\(main.phrase).\(tail)"
    }

    private var price: String {
        zip(summary.instruments, series).map { instrument, series in
            guard let open = instrument.open, let last = instrument.last,
                let peak = series.peak, let trough = series.trough
            else { return "\(instrument.symbol) never traded." }
            let change = 100 * ((last.units - open.units).asDouble / open.units.asDouble)
            let average = Self.money(instrument.volumeWeightedPrice ?? last)
            return "\(instrument.symbol) first traded at \(Self.money(open)) and last at "
                + "\(Self.money(last)) (\(Self.signed(change, decimals: 1)) %). "
                + "Its highest price was \(Self.money(peak.price)) in tick "
                + "\(Numeral.count(peak.tick)), its lowest \(Self.money(trough.price)) in tick "
                + "\(Numeral.count(trough.tick)). There were "
                + "\(ModelHead.counted(instrument.trades, "trade")), at \(average) on average, "
                + "weighted by quantity."
        }.joined(separator: " ")
    }

    private var others: String {
        var sentences = kinds
        let bankrupt = summary.agents.filter { $0.bankruptAt != nil }
        if bankrupt.isEmpty {
            sentences.append("Nobody went bankrupt.")
        } else if let first = bankrupt.min(by: Self.failedEarlier), let tick = first.bankruptAt {
            let count =
                bankrupt.count == 1
                ? "\(first.name) went bankrupt,"
                : "\(bankrupt.count) agents went bankrupt, \(first.name) first,"
            sentences.append("\(count) in tick \(Numeral.count(tick.index)).")
        }
        return sentences.joined(separator: " ")
    }

    /// A sentence for the kind of bot that did best and one for the worst, if there are several.
    private var kinds: [String] {
        var kinds: [(name: String, agents: [AgentSummary])] = []
        for agent in ranked {
            let name = agent.bot ?? "remote"
            if let place = kinds.firstIndex(where: { $0.name == name }) {
                kinds[place].agents.append(agent)
            } else {
                kinds.append((name, [agent]))
            }
        }
        guard kinds.count > 1 else { return [] }
        let means = kinds.map { kind in
            (
                name: kind.name, count: kind.agents.count,
                profit: Self.mean(kind.agents.map(\.profit)),
                spread: Self.mean(kind.agents.map(\.parts.spread)),
                inventory: Self.mean(kind.agents.map(\.parts.inventory))
            )
        }.sorted { $0.profit != $1.profit ? $0.profit > $1.profit : $0.name < $1.name }
        return means.map { kind in
            let each = kind.count == 1 ? "" : " each"
            let crowd = kind.count == 1 ? "" : " (\(kind.count) agents)"
            return "\(kind.name)\(crowd): \(Self.signedMoney(kind.profit))\(each), of it "
                + "\(Self.signedMoney(kind.spread)) by the spread and "
                + "\(Self.signedMoney(kind.inventory)) by the price of their goods."
        }
    }
}

// The words.
extension ExchangeStory {
    private static func parts(_ parts: ProfitParts) -> [(amount: Amount, phrase: String)] {
        [
            (parts.inventory, "from what the price did to the goods it held (inventory)"),
            (
                parts.spread,
                parts.spread < .zero
                    ? "for trading at once, at prices worse than the middle of the market (spread)"
                    : "from trading at prices better than the middle of the market (spread)"
            ),
            (parts.fees, "in fees"), (parts.rebates, "in rebates"),
            (parts.decay, "in decay of idle cash"),
            (parts.other, "in grants, levies and estates"),
        ]
    }

    private static func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }

    private static func failedEarlier(_ left: AgentSummary, _ right: AgentSummary) -> Bool {
        let (one, other) = (left.bankruptAt ?? Tick(.max), right.bankruptAt ?? Tick(.max))
        return one != other ? one < other : left.id < right.id
    }

    private static func mean(_ amounts: [Amount]) -> Amount {
        Amount.flooring(amounts.reduce(0) { $0 + $1.units }, over: Int128(amounts.count))
    }

    static func money(_ amount: Amount) -> String { Numeral.amount(amount, decimals: 2) }

    static func signedMoney(_ amount: Amount) -> String {
        (amount > .zero ? "+" : "") + money(amount).replacingMinus
    }

    static func signed(_ value: Double, decimals: Int) -> String {
        (value > 0 ? "+" : "") + Numeral.real(value, decimals: decimals).replacingMinus
    }
}

extension String {
    /// With a true minus sign, which is as wide as a plus.
    var replacingMinus: String { hasPrefix("-") ? "−" + dropFirst() : self }
}
