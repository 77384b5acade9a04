import Analytics
import Determinism
import Testing

@Suite("Tournaments")
struct TournamentTests {
    /// A run in which agents of some kinds came to some profits.
    static func result(
        _ number: Int, variant: Int = 1, seed: UInt32, profits: [(kind: String, profit: Int)]
    ) -> RunResult {
        var result = RunResult(
            .init(
                number: number, runID: "0123456789abcdef", variant: variant, scenario: "s",
                kind: "exchange", settings: "{}", seed: seed), failedWith: "")
        result[.runs][0][ResultTable.runs.place(of: "status")] = .text("completed")
        result[.agents] = profits.enumerated().map { index, entry in
            let known: [String: ResultValue] = [
                "number": .integer(Int64(number)), "agent": .integer(Int64(index)),
                "name": .text("\(entry.kind)-\(index)"), "kind": .text(entry.kind),
                "status": .text(entry.profit < -50 ? "bankrupt" : "active"),
                "pnl": .text("\(entry.profit).00000000"), "pnl_pct": .real(1),
                "spread": .text("\(entry.profit - 1).00000000"),
                "inventory": .text("1.00000000"), "fees": .text("0.00000000"),
                "rebates": .text("0.00000000"), "decay": .text("0.00000000"),
                "other": .text("0.00000000"), "sharpe": .real(0.5), "max_drawdown": .real(0.1),
            ]
            return ResultTable.agents.columns.map { known[$0] ?? .null }
        }
        return result
    }

    private func report(_ results: [RunResult]) -> TournamentReport {
        var tournament = Tournament()
        for result in results { tournament.add(result) }
        return tournament.report(by: Bootstrap(seed: 0, resamples: 200))
    }

    static let results = (0..<40).map { index in
        result(
            index + 1, seed: UInt32(index),
            profits: [("maker", 10 + index % 7), ("maker", 20 + index % 5), ("taker", index % 3)])
    }

    @Test("a kind's figure in a run is the mean over its agents")
    func kinds() throws {
        let variant = try #require(report(Self.results).variants.first)
        #expect(variant.kinds.map(\.name) == ["maker", "taker"])
        #expect(variant.kinds.map(\.agents) == [2, 1])
        #expect(variant.runs == 40)
        let means = (0..<40).map { index -> Double in Double(30 + index % 7 + index % 5) / 2 }
        let expected = means.reduce(0, +) / 40
        #expect((variant.kinds[0].mean.value - expected).magnitude < 1e-9)
        #expect(variant.kinds[0].mean.count == 40)
        #expect(variant.kinds[0].first.value == 1)
        #expect(variant.kinds[1].first.value == 0)
        #expect(variant.kinds[1].first.high > 0)
    }

    @Test("figures too large for their squares are left out, and the rest stays a number")
    func hugeFigures() throws {
        let results = (1...3).map { number in
            var result = Self.result(
                number, seed: UInt32(number), profits: [("maker", number), ("taker", 2)])
            let columns = ["sharpe": -1e308, "max_drawdown": 1e308, "pnl_pct": 1e200]
            for (name, value) in columns.sorted(by: { $0.key < $1.key }) {
                result[.agents][0][ResultTable.agents.place(of: name)] = .real(value)
            }
            let profit = ResultTable.agents.place(of: "pnl")
            if number == 3 { result[.agents][1][profit] = .text("1e308") }
            return result
        }
        let report = report(results)
        let kinds = try #require(report.variants.first).kinds
        #expect(kinds.map(\.name) == ["maker", "taker"])
        #expect(kinds.map(\.mean.count) == [3, 2])
        #expect(kinds[0].sharpe == nil && kinds[0].drawdown == nil && kinds[0].percent == nil)
        // A number that is none would end the process here.
        #expect(!CanonicalJSON.text(report.document).isEmpty && !report.csv.isEmpty)
    }

    @Test("the parts of the mean profit add up to it")
    func parts() throws {
        for standing in try #require(report(Self.results).variants.first).kinds {
            let sum = standing.parts.reduce(0) { $0 + $1.value }
            #expect((sum - standing.mean.value).magnitude < 1e-9)
        }
    }

    @Test("what is better is named first, and told apart")
    func comparison() throws {
        let comparison = try #require(report(Self.results).variants.first?.comparisons.first)
        #expect(comparison.first == "maker")
        #expect(comparison.second == "taker")
        #expect(comparison.isToldApart)
        #expect(comparison.superiority == 1)
    }

    @Test("the order in which runs end shows nowhere")
    func order() {
        let backwards = report(Self.results.reversed())
        let text = CanonicalJSON.text(report(Self.results).document)
        #expect(CanonicalJSON.text(backwards.document) == text)
        #expect(backwards.csv == report(Self.results).csv)
    }

    @Test("a tie for the first place is shared")
    func tie() throws {
        let results = (1...10).map {
            Self.result($0, seed: UInt32($0), profits: [("a", 5), ("b", 5)])
        }
        let variant = try #require(report(results).variants.first)
        #expect(variant.kinds.map(\.first.value) == [0.5, 0.5])
        #expect(!variant.comparisons[0].isToldApart)
    }

    @Test("variants are compared with the first under the same seeds")
    func variants() throws {
        let more = Self.results.enumerated().map { index, _ in
            Self.result(
                41 + index, variant: 2, seed: UInt32(index),
                profits: [("maker", 5 + index % 7), ("taker", index % 3), ("new", 1)])
        }
        let report = report(Self.results + more)
        #expect(report.variants.map(\.number) == [1, 2])
        #expect(report.changes.map(\.kind) == ["maker", "taker"])
        #expect(report.changes[0].comparison.difference.value < 0)
        #expect(report.changes[0].comparison.isToldApart)
        #expect(report.changes[1].comparison.difference.value == 0)
    }

    @Test("a run that failed is left out and counted")
    func failures() {
        let label = RunResult.Label(
            number: 99, runID: "", variant: 1, scenario: "s", kind: "exchange", settings: "{}",
            seed: 1)
        let report = report(Self.results + [RunResult(label, failedWith: "no room")])
        #expect(report.failures == 1)
        #expect(report.variants[0].runs == 40)
        #expect(report.lines().last == "1 runs failed and are left out")
    }

    @Test("ruin is a share of agents")
    func ruin() throws {
        let results = (1...10).map {
            Self.result($0, seed: UInt32($0), profits: [("a", -60), ("a", 0)])
        }
        let standing = try #require(report(results).variants.first?.kinds.first)
        #expect(standing.bankruptcy.value == 0.5)
    }

    @Test("the CSV has a line for each kind and agent, with as many cells as titles")
    func csv() {
        let lines = report(Self.results).csv.split(separator: "\n")
        #expect(lines.count == 1 + 2 + 3)
        let counts = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).count }
        #expect(Set(counts).count == 1)
    }

    @Test("a page has a plot for the profits and one for their parts, and nothing from outside")
    func page() {
        let page = report(Self.results).page
        #expect(page.split(separator: "<svg ").count == 1 + 2)
        #expect(page.split(separator: "<circle ").count == 1 + 2 + 2 * 2)
        #expect(!page.contains("http"))
        #expect(!page.contains("src="))
        #expect(page.hasPrefix("<!DOCTYPE html>"))
    }

    @Test("a page with variants shows how each kind fares in them")
    func pageOfVariants() {
        let more = (0..<40).map {
            Self.result(41 + $0, variant: 2, seed: UInt32($0), profits: [("taker", $0)])
        }
        let page = report(Self.results + more).page
        #expect(page.contains("What changes with the variants"))
        #expect(page.split(separator: "<svg ").count == 1 + 1 + 2 * 2)
    }

    @Test("a variant is called by its settings")
    func labels() {
        var result = Self.result(1, seed: 1, profits: [("a", 5)])
        let place = ResultTable.runs.place(of: "settings")
        result[.runs][0][place] = .text(#"{"agents.a.count":"3","ticks":"9"}"#)
        let other = report([result])
        #expect(other.lines().first == "Variant 1: s with agents.a.count=3, ticks=9, 1 seeds")
        #expect(other.page.contains("Variant 1: agents.a.count=3, ticks=9"))
    }

    @Test("a name that would be HTML is spelt out")
    func hostileName() {
        let results = (1...3).map {
            Self.result($0, seed: UInt32($0), profits: [("<script>'&\"", 5)])
        }
        let page = report(results).page
        #expect(!page.contains("<script>"))
        #expect(page.contains("&lt;script&gt;&#39;&amp;&quot;"))
    }

    @Test("a page of no runs says so")
    func emptyPage() {
        #expect(report([]).page.contains("Tournament: no runs"))
        #expect(report([]).lines().isEmpty)
    }

    @Test(
        "figures that are nothing, tiny or huge have a page too", arguments: [0, 1, 1_000_000_000])
    func scales(profit: Int) {
        let results = (1...5).map {
            Self.result($0, seed: UInt32($0), profits: [("a", profit), ("b", -profit)])
        }
        let page = report(results).page
        #expect(!page.contains("nan"))
        #expect(!page.contains("inf"))
        #expect(page.split(separator: "<circle ").count >= 3)
    }
}
