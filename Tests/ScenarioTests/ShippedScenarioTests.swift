import Analytics
import Foundation
import Kernel
import MarketModel
import Primitives
import Runner
import ScenarioKit
import TestSupport
import Testing

/// Every shipped scenario runs to the summary that was recorded for it.
///
/// `make goldens` records them anew; say in the commit why they changed.
@Suite("The shipped scenarios")
struct ShippedScenarioTests {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The files of the exchange pack, by name.
    static let files: [String] = {
        let folder = root.appending(path: "Scenarios/exchange").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.sorted()
    }()

    @Test("runs to its recorded summary", arguments: files)
    func golden(_ file: String) throws {
        let outcome = try ScenarioOutcome(
            of: Self.root.appending(path: "Scenarios/exchange/\(file)"))
        expectGolden(outcome.text, "Scenarios/\(file.replacing(".yaml", with: ""))")
        if file == "market-maker-vs-trend.yaml" { try expectAlive(outcome) }
        if file == "decay-and-ruin.yaml" { expectRuin(outcome) }
    }

    /// The main market trades, is quoted, and its kinds differ in what they earn and why.
    private func expectAlive(_ outcome: ScenarioOutcome) throws {
        let market = try #require(outcome.summary.instruments.first)
        #expect(Double(outcome.ticksWithTrades) > 0.5 * Double(outcome.summary.ticks))
        #expect(try #require(market.quotedShare) > 0.5)
        let makers = outcome.summary.agents.filter { $0.bot == "market_maker" }
        let followers = outcome.summary.agents.filter { $0.bot == "trend_follower" }
        #expect(makers.allSatisfy { $0.parts.spread > .zero }, "makers earn the spread")
        #expect(followers.allSatisfy { $0.parts.spread < .zero }, "followers pay it")
        #expect(followers.allSatisfy { $0.parts.fees < .zero }, "and the fees")
    }

    /// Agents fall, and not all at once.
    private func expectRuin(_ outcome: ScenarioOutcome) {
        let ticks = Set(outcome.summary.agents.compactMap(\.bankruptAt))
        #expect(ticks.count > 5)
    }
}

/// What a scenario came to.
struct ScenarioOutcome {
    let summary: RunSummary
    let ticksWithTrades: Int
    let text: String

    init(of file: URL) throws {
        let reading = ScenarioReader.readExchange(path: file.path)
        let problems = reading.diagnostics.map(\.description).joined(separator: "\n")
        let scenario = try #require(reading.scenario, "\(problems)")
        #expect(reading.diagnostics.isEmpty, "a shipped scenario has no warnings: \(problems)")
        let analyzer = RunAnalyzer(
            market: scenario.market, ticksPerYear: scenario.ticksPerYear)
        let counter = TradingTicks()
        let run = ExchangeRun(
            scenario, seed: reading.seed ?? 0, consumers: [analyzer, counter])
        try run.run()
        summary = analyzer.summary()
        ticksWithTrades = counter.count
        text = Self.describe(summary, run)
    }

    private static func describe(_ summary: RunSummary, _ run: ExchangeRun) -> String {
        var lines = [
            "run \(run.runID), \(summary.ticks) ticks, \(summary.actions) actions, "
                + "\(summary.events) events, \(summary.trades) trades",
            "head \(run.headHash)",
        ]
        for agent in summary.agents {
            let end = agent.bankruptAt.map { "bankrupt at \($0.index)" } ?? "active"
            lines.append("\(agent.name): equity \(agent.equity), profit \(agent.profit), \(end)")
        }
        for market in summary.instruments {
            let last = market.last.map(\.description) ?? "none"
            lines.append("\(market.symbol): last \(last), volume \(market.volume)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// Counts the ticks in which anything traded.
private final class TradingTicks: EventConsumer {
    private(set) var count = 0

    func consume(_ event: Event, in tick: Tick) {
        if case .tickEnded(_, let trades) = event, trades > 0 { count += 1 }
    }
}
