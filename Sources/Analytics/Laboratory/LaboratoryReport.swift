import Determinism
import MarketModel
import Primitives

/// A laboratory's summary as lines for a reader: theory, then every period, then the means.
public struct LaboratoryReport: Sendable {
    /// From the top.
    public let lines: [RunReport.Line]

    /// How many periods are shown one by one; of more, the ends of the list.
    private static let shownPeriods = 20

    /// Lays out a summary.
    public init(_ summary: LaboratorySummary, _ record: RunRecord) {
        let run =
            TerminalText.escaped(summary.scenario) + ", "
            + TerminalText.escaped(summary.institution)
        var layout = ReportLayout(
            run: run, seed: summary.seed, count: Int64(summary.periods.count), "period",
            endedBecause: summary.stopReason)
        layout.add("Theory", Self.theory(summary))
        layout.add("Periods", Self.periods(summary))
        layout.add("Run", Self.facts(summary, record))
        self.lines = layout.lines
    }

    private static func theory(_ summary: LaboratorySummary) -> [String] {
        let theory = summary.theory
        let crowd =
            "\(summary.buyers) buyers with \(theory.values.count) units, "
            + "\(summary.sellers) sellers with \(theory.costs.count)"
        guard let prices = theory.prices else { return [crowd, summary.remark ?? ""] }
        let interval =
            prices.count == 1
            ? "\(prices.lowerBound)" : "\(prices.lowerBound) to \(prices.upperBound)"
        return [
            crowd,
            "equilibrium price \(interval), \(theory.quantity) units, "
                + "greatest surplus \(Numeral.count(theory.surplus))",
        ]
    }

    private static func periods(_ summary: LaboratorySummary) -> [String] {
        let all = summary.periods
        let isCut = all.count > shownPeriods
        let shown =
            isCut
            ? Array(all.indices.prefix(shownPeriods / 2)) + all.indices.suffix(shownPeriods / 2)
            : Array(all.indices)
        var table = TextTable()
        func column(
            _ name: String, _ mean: Double?, decimals: Int,
            _ figure: (LaboratoryPeriod) -> Double?
        ) {
            table.add(
                name,
                (shown.map { figure(all[$0]) } + [mean])
                    .map { Numeral.real($0, decimals: decimals) })
        }
        table.add("period", shown.map { String($0 + 1) } + ["mean"])
        column("trades", summary.mean { Double($0.trades) }, decimals: 2) { Double($0.trades) }
        column("efficiency", summary.mean(\.efficiency), decimals: 2, \.efficiency)
        column("price", summary.mean(\.meanPrice), decimals: 2, \.meanPrice)
        column("alpha", summary.mean(\.alpha), decimals: 2, \.alpha)
        column("not traded", summary.mean(\.untradedLoss), decimals: 2, \.untradedLoss)
        column("overtraded", summary.mean(\.extramarginalLoss), decimals: 2, \.extramarginalLoss)
        column("buyers", summary.mean { Double($0.buyerGain) }, decimals: 0) {
            Double($0.buyerGain)
        }
        column("sellers", summary.mean { Double($0.sellerGain) }, decimals: 0) {
            Double($0.sellerGain)
        }
        if all.contains(where: { $0.poolGain != 0 }) {
            column("pool", summary.mean(\.poolGain), decimals: 0, \.poolGain)
        }
        return table.lines()
    }

    private static func facts(_ summary: LaboratorySummary, _ record: RunRecord) -> [String] {
        let counts = [(summary.trades, "trades"), (summary.events, "events")]
            .map { "\(Numeral.count($0.0)) \($0.1)" }
        let time = record.wallSeconds.map { " in \(Numeral.real($0, decimals: 3)) s" } ?? ""
        return [
            "run id   \(record.runID)",
            "done     \(counts.joined(separator: ", "))\(time)",
        ] + record.notes.map(RunReport.line) + ["head     \(record.head(of: summary.events))"]
    }
}
