import Determinism
import Primitives

/// The agents by profit; of many, the first and the last.
struct Leaderboard {
    /// Up to so many agents are all shown.
    private static let longest = 30
    private static let head = 10
    private static let tail = 5

    private let ranked: [(rank: Int, agent: AgentSummary)]
    private let count: Int

    init(_ agents: [AgentSummary]) {
        count = agents.count
        let sorted = agents.sorted { left, right in
            if left.profit != right.profit { return left.profit > right.profit }
            return left.id < right.id
        }
        let all = sorted.enumerated().map { (rank: $0.offset + 1, agent: $0.element) }
        ranked =
            count > Self.longest
            ? Array(all.prefix(Self.head)) + Array(all.suffix(Self.tail)) : all
    }

    var title: String {
        let shown =
            count > Self.longest
            ? ", the first \(Self.head) and the last \(Self.tail) of \(Numeral.count(Int64(count)))"
            : ""
        return "Leaderboard by P&L, which is the sum of the parts beside it\(shown)"
    }

    func lines() -> [String] {
        if ranked.isEmpty { return [] }
        let agents = ranked.map(\.agent)
        var table = TextTable()
        table.add("#", ranked.map { Numeral.count(Int64($0.rank)) })
        table.add("name", .left, agents.map { TerminalText.shortened($0.name, to: 24) })
        if !agents.allSatisfy(Self.isNamedAfterBot) {
            table.add("bot", .left, agents.map { kindName(of: $0, width: 18) })
        }
        table.add("equity", MoneyScale.texts(agents.map(\.equity)))
        ProfitColumns(profits: agents.map(\.profit), parts: agents.map(\.parts))
            .add(to: &table, percent: agents.map(\.profitPercent))
        table.add("fall %", agents.map { Numeral.percent($0.maximumDrawdown, decimals: 1) })
        table.add("Sharpe", agents.map { Numeral.real($0.sharpeRatio, decimals: 4) })
        table.add("a year", agents.map { Numeral.real($0.annualSharpeRatio, decimals: 2) })
        table.add("win %", agents.map { Numeral.percent($0.winRate, decimals: 1) })
        table.add("trades", agents.map { Numeral.count($0.trades) })
        table.add("status", .left, agents.map(Self.status))
        return withGap(table.lines())
    }

    /// Says where agents are left out.
    private func withGap(_ lines: [String]) -> [String] {
        let hidden = count - ranked.count
        if hidden == 0 { return lines }
        let gap = "… \(Numeral.count(Int64(hidden))) more agents …"
        return Array(lines.prefix(Self.head + 1)) + [gap] + Array(lines.suffix(Self.tail))
    }

    private static func status(_ agent: AgentSummary) -> String {
        agent.bankruptAt.map { "bankrupt at \(Numeral.count($0.index))" } ?? "active"
    }

    /// Whether the name says which bot it is, so that a column for it would repeat it.
    private static func isNamedAfterBot(_ agent: AgentSummary) -> Bool {
        guard let bot = agent.bot else { return false }
        return agent.name.hasPrefix(bot + "-")
            && agent.name.dropFirst(bot.count + 1).allSatisfy(\.isNumber)
    }
}

/// The bot's name, or `remote`.
func kindName(of agent: AgentSummary, width: Int) -> String {
    TerminalText.shortened(agent.bot ?? "remote", to: width)
}
