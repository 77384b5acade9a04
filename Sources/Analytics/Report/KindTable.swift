import Primitives

/// What each kind of bot earned, and from what, on average.
struct KindTable {
    private struct Kind {
        var name: String
        var agents: [AgentSummary]

        var profit: Amount { mean(\.profit) }

        func mean(_ path: KeyPath<AgentSummary, Amount>) -> Amount {
            let sum = agents.reduce(Int128(0)) { $0 + $1[keyPath: path].units }
            return Amount.flooring(sum, over: Int128(agents.count))
        }

        /// Over those for whom it is defined.
        func mean(_ path: KeyPath<AgentSummary, Double?>) -> Double? {
            let values = agents.compactMap { $0[keyPath: path] }
            return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
        }

        var parts: ProfitParts {
            ProfitParts(
                spread: mean(\.parts.spread), inventory: mean(\.parts.inventory),
                fees: mean(\.parts.fees), rebates: mean(\.parts.rebates),
                decay: mean(\.parts.decay), other: mean(\.parts.other))
        }

        /// `gains by spread`, `loses by fees`.
        var story: String {
            guard let main = ProfitColumns.mainPart(of: profit, parts) else { return "even" }
            return (profit > .zero ? "gains by " : "loses by ") + main
        }
    }

    /// By falling mean profit.
    private let kinds: [Kind]

    init(_ agents: [AgentSummary]) {
        var kinds: [Kind] = []
        var places: [String: Int] = [:]
        for agent in agents {
            let name = agent.bot ?? "remote"
            if let place = places[name] {
                kinds[place].agents.append(agent)
            } else {
                places[name] = kinds.count
                kinds.append(Kind(name: name, agents: [agent]))
            }
        }
        self.kinds = kinds.sorted { left, right in
            if left.profit != right.profit { return left.profit > right.profit }
            return left.name < right.name
        }
    }

    func lines() -> [String] {
        if kinds.isEmpty { return [] }
        var table = TextTable()
        table.add("kind", .left, kinds.map { kindName(of: $0.agents[0], width: 24) })
        table.add("agents", kinds.map { Numeral.count(Int64($0.agents.count)) })
        table.add(
            "bankrupt", unlessAll: "0",
            kinds.map { kind in
                Numeral.count(Int64(kind.agents.filter { $0.bankruptAt != nil }.count))
            })
        ProfitColumns(profits: kinds.map(\.profit), parts: kinds.map(\.parts))
            .add(to: &table, percent: kinds.map { $0.mean(\.profitPercent) })
        table.add("maker %", kinds.map { Numeral.percent($0.mean(\.makerShare), decimals: 1) })
        table.add("win %", kinds.map { Numeral.percent($0.mean(\.winRate), decimals: 1) })
        table.add(
            "trades",
            kinds.map { kind in
                let sum = kind.agents.reduce(0) { $0 + $1.trades }
                return Numeral.real(Double(sum) / Double(kind.agents.count), decimals: 0)
            })
        table.add("mostly", .left, kinds.map(\.story))
        return table.lines()
    }
}
