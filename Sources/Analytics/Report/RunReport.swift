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
        var lines = [Line(text: Self.title(summary), isHeading: true)]
        func add(_ heading: String, _ body: [String]) {
            if body.isEmpty { return }
            lines.append(Line(text: "", isHeading: false))
            lines.append(Line(text: heading, isHeading: true))
            lines += body.map { Line(text: $0, isHeading: false) }
        }
        let leaderboard = Leaderboard(summary.agents)
        add(leaderboard.title, leaderboard.lines())
        add("By kind, means per agent", KindTable(summary.agents).lines())
        add("Markets", MarketTable(summary.instruments).lines())
        add("Run", Self.facts(summary, record))
        self.lines = lines
    }

    /// The head of the chain, as `verify --head` takes it: the last event's number and hash.
    public static func head(_ summary: RunSummary, _ record: RunRecord) -> String {
        summary.events == 0 ? Numeral.none : "\(summary.events - 1):\(record.finalEventHash)"
    }

    private static func title(_ summary: RunSummary) -> String {
        let name = TerminalText.escaped(summary.scenario)
        let ticks = "\(Numeral.count(summary.ticks)) tick\(summary.ticks == 1 ? "" : "s")"
        let end =
            switch summary.stopReason {
            case nil: "paused after \(ticks)"
            case .completed: "completed, \(ticks)"
            case .allBankrupt: "nobody left after \(ticks)"
            case .requested: "ended on request after \(ticks)"
            }
        return "\(name), seed \(summary.seed): \(end)"
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
        ] + record.notes.map(Self.line) + ["head     \(head(summary, record))"]
    }
}
