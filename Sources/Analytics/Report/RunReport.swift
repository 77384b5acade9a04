import Determinism
import MarketModel
import Primitives

/// A run's summary as lines for a reader: who won, from what, in which market.
public struct RunReport: Sendable {
    /// A line without its newline.
    public struct Line: Hashable, Sendable {
        /// Nothing in it can command a terminal.
        public var text: String
        /// Whether it is the title of what follows.
        public var isHeading: Bool
    }

    /// From the top.
    public let lines: [Line]

    /// Lays out a summary.
    ///
    /// - Complexity: O(agents log agents).
    public init(_ summary: RunSummary, _ record: RunRecord) {
        var layout = ReportLayout(
            run: TerminalText.escaped(summary.scenario), seed: summary.seed,
            count: summary.ticks, "tick", endedBecause: summary.stopReason)
        let leaderboard = Leaderboard(summary.agents)
        layout.add(leaderboard.title, leaderboard.lines())
        layout.add("By kind, means per agent", KindTable(summary.agents).lines())
        layout.add("Markets", MarketTable(summary.instruments).lines())
        layout.add("Run", Self.facts(summary, record))
        self.lines = layout.lines
    }

    /// How long it took, if anybody knows.
    private static func speed(_ summary: RunSummary, _ record: RunRecord) -> String {
        guard let seconds = record.wallSeconds else { return "" }
        let rate = seconds > 0 ? Double(summary.events) / seconds : nil
        return " in \(Numeral.real(seconds, decimals: 3)) s: "
            + "\(Numeral.real(rate, decimals: 0)) events/s"
    }

    static func line(_ note: RunRecord.Note) -> String {
        let gap = String(repeating: " ", count: max(1, 9 - note.word.count))
        return note.word + gap + TerminalText.escaped(note.text)
    }

    private static func facts(_ summary: RunSummary, _ record: RunRecord) -> [String] {
        let house = summary.house.map { balance in
            let amount = Numeral.amount(
                balance.amount, decimals: MoneyScale.decimals(for: [balance.amount]))
            return "\(amount) \(TerminalText.escaped(balance.asset))"
        }
        let counts = [
            (summary.actions, "actions"), (summary.trades, "trades"),
            (summary.events, "events"),
        ].map { "\(Numeral.count($0.0)) \($0.1)" }
        return [
            "run id   \(record.runID)",
            "done     \(counts.joined(separator: ", "))\(speed(summary, record))",
            "house    \(house.joined(separator: ", "))",
        ] + record.notes.map(Self.line) + ["head     \(record.head(of: summary.events))"]
    }
}
