import Determinism

extension TournamentReport {
    /// The report as a terminal shows it.
    public func lines() -> [String] {
        var lines: [String] = []
        for variant in variants {
            if !lines.isEmpty { lines.append("") }
            lines += variant.lines()
        }
        if !changes.isEmpty { lines += [""] + changeLines() }
        if failures > 0 {
            lines += ["", "\(failures) runs failed and are left out"]
        }
        return lines
    }

    func changeLines() -> [String] {
        var table = TextTable()
        let decimals = Figures.decimals(for: changes.map(\.comparison.difference))
        table.add("kind", .left, changes.map { TerminalText.escaped($0.kind) })
        table.add("variant", changes.map { "\($0.variant)" })
        let labels = changes.map { change in
            variants.first { $0.number == change.variant }?.label(steps: 2) ?? ""
        }
        table.add("with", .left, labels.map { TerminalText.shortened($0, to: 40) })
        Figures.add(changes.map(\.comparison), decimals: decimals, to: &table)
        return ["Compared with variant \(variants[0].number), seed by seed"] + table.lines()
    }
}

extension TournamentReport.Variant {
    func lines() -> [String] {
        let settings = settings == "{}" ? "" : " with \(label())"
        let title = "Variant \(number): \(scenario)\(settings), \(Numeral.count(Int64(runs))) seeds"
        var lines = [TerminalText.escaped(title), ""]
        lines += standings("kind", kinds)
        if kinds.contains(where: { !$0.parts.isEmpty }) {
            lines += ["", "From what, on average"] + partLines()
        }
        if !comparisons.isEmpty {
            lines += ["", "Kind against kind, seed by seed"] + comparisonLines()
        }
        return lines + ["", "Agents"] + standings("agent", agents)
    }

    private func standings(_ word: String, _ standings: [Standing]) -> [String] {
        let decimals = Figures.decimals(for: standings.map(\.mean))
        var table = TextTable()
        table.add(word, .left, standings.map { TerminalText.escaped($0.name) })
        if word == "kind" { table.add("agents", standings.map { "\($0.agents)" }) }
        table.add("mean P&L", standings.map { Figures.text($0.mean, decimals) })
        table.add("median", standings.map { Figures.text($0.median, decimals) })
        table.add("Sharpe", standings.map { Numeral.real($0.sharpe?.value, decimals: 4) })
        table.add(
            "drawdown %", standings.map { Numeral.percent($0.drawdown?.value, decimals: 1) })
        table.add(
            "ruined %", unlessAll: "0.0",
            standings.map { Numeral.percent($0.bankruptcy.value, decimals: 1) })
        table.add("first %", standings.map { Figures.percent($0.first) })
        return table.lines()
    }

    private func partLines() -> [String] {
        var table = TextTable()
        let known = kinds.filter { !$0.parts.isEmpty }
        let decimals = Figures.decimals(for: known.map(\.mean))
        table.add("kind", .left, known.map { TerminalText.escaped($0.name) })
        for (place, title) in TournamentGame.parts.enumerated() {
            let parts = known.map { $0.parts[place] }
            if parts.allSatisfy({ $0.low == 0 && $0.high == 0 }) { continue }
            table.add(title, parts.map { Figures.text($0, decimals) })
        }
        return table.lines()
    }

    private func comparisonLines() -> [String] {
        var table = TextTable()
        let decimals = Figures.decimals(for: comparisons.map(\.difference))
        table.add("better", .left, comparisons.map { TerminalText.escaped($0.first) })
        table.add("than", .left, comparisons.map { TerminalText.escaped($0.second) })
        Figures.add(comparisons, decimals: decimals, to: &table)
        return table.lines()
    }
}

/// Estimates as a reader wants them.
enum Figures {
    /// As many decimals as tell the smallest figure's digits, at most four.
    static func decimals(for estimates: [Estimate]) -> Int {
        let greatest = estimates.map { max($0.low.magnitude, $0.high.magnitude) }.max() ?? 0
        return greatest >= 1_000 ? 0 : greatest >= 10 ? 2 : 4
    }

    /// `12.3 [10.1, 14.6]`.
    static func text(_ estimate: Estimate, _ decimals: Int) -> String {
        let bounds = [estimate.low, estimate.high].map { Numeral.real($0, decimals: decimals) }
        return "\(Numeral.real(estimate.value, decimals: decimals)) [\(bounds[0]), \(bounds[1])]"
    }

    /// `12.3 [10.1, 14.6]` of a share, in percent.
    static func percent(_ share: Estimate) -> String {
        text(
            Estimate(
                value: 100 * share.value, low: 100 * share.low, high: 100 * share.high,
                count: share.count), 1)
    }

    /// The columns that say how sure a comparison is.
    static func add(_ comparisons: [PairedComparison], decimals: Int, to table: inout TextTable) {
        table.add("difference", comparisons.map { text($0.difference, decimals) })
        table.add("better in %", comparisons.map { Numeral.percent($0.superiority, decimals: 1) })
        table.add("p (Holm)", comparisons.map { Numeral.real($0.adjustedProbability, decimals: 4) })
        table.add(
            "seeds needed",
            comparisons.map { $0.pairsNeeded.map { Numeral.count(Int64($0)) } ?? Numeral.none })
        table.add(
            "verdict", .left, comparisons.map { $0.isToldApart ? "told apart" : "not told apart" })
    }
}
