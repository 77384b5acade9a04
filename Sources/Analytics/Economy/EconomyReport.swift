import Determinism
import MarketModel
import Primitives

/// An economy's summary as lines for a reader: who gained, what was exchanged, what it cost.
public struct EconomyReport: Sendable {
    /// From the top.
    public let lines: [RunReport.Line]

    /// How many agents are shown one by one; of more, the ends of the list.
    private static let shownAgents = 40

    /// Lays out a summary.
    ///
    /// - Complexity: O(agents log agents).
    public init(_ summary: EconomySummary, _ record: RunRecord) {
        var layout = ReportLayout(
            run: TerminalText.escaped(summary.scenario), seed: summary.seed,
            count: summary.ticks, "tick", endedBecause: summary.stopReason)
        let order = Self.order(summary)
        layout.add(
            Self.agentTitle(order.count, of: summary.agents.count), Self.agents(order, summary))
        layout.add("Exchange", Self.pairs(summary))
        layout.add("Totals", Self.totals(summary))
        layout.add("Run", Self.facts(summary, record))
        self.lines = layout.lines
    }

    private static func order(_ summary: EconomySummary) -> [EconomySummary.Agent] {
        if summary.agents.count <= shownAgents { return summary.agents }
        let sorted = summary.agents.sorted { left, right in
            if left.gain != right.gain { return left.gain > right.gain }
            return left.id < right.id
        }
        return Array(sorted.prefix(shownAgents / 2)) + sorted.suffix(shownAgents / 2)
    }

    private static func agentTitle(_ shown: Int, of count: Int) -> String {
        if shown == count { return "Agents: goods, money and utility, start → end" }
        return "Agents who gained most and least, \(shown) of \(Numeral.count(Int64(count)))"
    }

    private static func agents(
        _ agents: [EconomySummary.Agent], _ summary: EconomySummary
    ) -> [String] {
        var table = TextTable()
        func change(_ old: Int64, _ new: Int64) -> String {
            old == new ? Numeral.count(old) : "\(Numeral.count(old)) → \(Numeral.count(new))"
        }
        table.add("agent", agents.map { String($0.id.index) })
        table.add("utility", .left, agents.map(\.utilityType))
        table.add("A", agents.map { change($0.endowment.a, $0.holding.a) })
        table.add("B", agents.map { change($0.endowment.b, $0.holding.b) })
        table.add("M", unlessAll: "0", agents.map { change($0.endowment.money, $0.holding.money) })
        table.add("u start", agents.map { Numeral.real($0.startUtility, decimals: 4) })
        table.add("u end", agents.map { Numeral.real($0.endUtility, decimals: 4) })
        table.add("gain", agents.map { Numeral.real($0.gain, decimals: 4) })
        table.add("trades", agents.map { Numeral.count($0.trades) })
        table.add("gathered A", unlessAll: "0", agents.map { Numeral.count($0.gathered.a) })
        table.add("gathered B", unlessAll: "0", agents.map { Numeral.count($0.gathered.b) })
        return table.lines()
    }

    private static func pairs(_ summary: EconomySummary) -> [String] {
        let failed = "failed negotiations  \(Numeral.count(summary.failedNegotiations))"
        let moves = "moves by the auctioneer  \(Numeral.count(summary.moves))"
        if summary.pairs.isEmpty {
            return ["nothing was traded", failed]
        }
        var table = TextTable()
        table.add("pair", .left, summary.pairs.map(\.pair.rawValue))
        table.add("trades", summary.pairs.map { Numeral.count($0.trades) })
        table.add("units", summary.pairs.map { Numeral.count($0.volume) })
        table.add("mean price", summary.pairs.map { Numeral.real($0.meanPrice, decimals: 4) })
        table.add(
            "deviation", summary.pairs.map { Numeral.real($0.priceDeviation, decimals: 4) })
        return table.lines() + (summary.moves > 0 ? [moves] : []) + [failed]
    }

    private static func totals(_ summary: EconomySummary) -> [String] {
        func text(_ bundle: GoodsBundle) -> String {
            "\(Numeral.count(bundle.a)) A, \(Numeral.count(bundle.b)) B"
                + (bundle.money > 0 ? ", \(Numeral.count(bundle.money)) M" : "")
        }
        let gain = summary.agents.reduce(0) { $0 + $1.gain }
        let pools = summary.pools.map { pool in
            "pool     \(text(pool.endowment)) → \(text(pool.holding))"
        }
        return pools + [
            "start    \(text(summary.endowments))",
            "gathered \(text(summary.gathered))",
            "end      \(text(summary.holdings)): "
                + (summary.isConserved ? "conserved" : "NOT conserved"),
            "gains    \(Numeral.real(gain, decimals: 4)) in all, "
                + "Gini \(Numeral.real(summary.gini, decimals: 3))",
        ]
    }

    private static func facts(_ summary: EconomySummary, _ record: RunRecord) -> [String] {
        let counts = [(summary.trades, "trades"), (summary.events, "events")]
            .map { "\(Numeral.count($0.0)) \($0.1)" }
        let time = record.wallSeconds.map { " in \(Numeral.real($0, decimals: 3)) s" } ?? ""
        return [
            "run id   \(record.runID)",
            "done     \(counts.joined(separator: ", "))\(time)",
        ] + record.notes.map(RunReport.line) + ["head     \(record.head(of: summary.events))"]
    }
}
