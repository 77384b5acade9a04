import Analytics
import Determinism
import Foundation
import Kernel
import MarketModel
import Primitives
import Runner
import ScenarioKit
import TestSupport
import Testing

/// Every shipped economy runs to the summary that was recorded for it, and does what its header
/// says one can watch.
@Suite("The shipped economies")
struct ShippedEconomyTests {
    static let files: [String] = {
        let folder = ShippedScenarioTests.root.appending(path: "Scenarios/economy").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.map { $0.replacing(".yaml", with: "") }
            .sorted()
    }()

    @Test("runs to its recorded summary", arguments: files)
    func golden(_ name: String) throws {
        let outcome = try EconomyOutcome(of: EconomyOutcome.shipped(name))
        expectGolden(outcome.text, "Economies/\(name)")
        #expect(outcome.summary.isConserved)
        #expect(outcome.summary.trades > 0)
    }

    @Test("the four of the tutorial all gain, and end alike")
    func foundational() throws {
        let summary = try EconomyOutcome(of: EconomyOutcome.shipped("foundational-barter")).summary
        #expect(summary.agents.allSatisfy { $0.gain > 3 })
        #expect(summary.holdings == GoodsBundle(a: 80, b: 80))
    }

    @Test("the hermits barter, the crowd uses money")
    func gate() throws {
        let outcome = try EconomyOutcome(of: EconomyOutcome.shipped("liquidity-gate"))
        for trade in outcome.trades {
            let isHermits = trade.buyer.index >= 5 && trade.seller.index >= 5
            #expect((trade.pair == .aForB) == isHermits)
        }
        #expect(Set(outcome.trades.map(\.pair)).count == 3)
    }

    @Test("the value of money settles to nine digits")
    func convergence() throws {
        let outcome = try EconomyOutcome(of: EconomyOutcome.shipped("money-kkt"))
        let lambdas = outcome.ticks.suffix(60).map { tick in
            tick["agents"]?.arrayValue?.map { $0["lambda"]?.real ?? -1 } ?? []
        }
        #expect(Set(lambdas).count == 1)
        let last = lambdas.last ?? []
        #expect((last.max() ?? 9) / (last.min() ?? 1) < 1.05, "\(last)")
    }

    @Test("two agents meet on the contract curve")
    func edgeworth() throws {
        let summary = try EconomyOutcome(of: EconomyOutcome.shipped("edgeworth-two-agents")).summary
        #expect(
            summary.agents.map(\.holding) == [GoodsBundle(a: 20, b: 20), GoodsBundle(a: 20, b: 20)])
    }
}

/// What an economy came to.
struct EconomyOutcome {
    let summary: EconomySummary
    let ticks: [JSONValue]
    let trades: [GoodsTraded]
    let text: String

    static func shipped(_ name: String) -> String {
        ShippedScenarioTests.root.appending(path: "Scenarios/economy/\(name).yaml").path
    }

    init(of path: String) throws {
        let reading = ScenarioReader.readEconomy(path: path)
        let problems = reading.diagnostics.map(\.description).joined(separator: "\n")
        let scenario = try #require(reading.scenario, "\(problems)")
        #expect(reading.diagnostics.isEmpty, "a shipped scenario has no warnings: \(problems)")
        try self.init(scenario, seed: reading.seed ?? 0)
    }

    init(_ scenario: EconomyScenario, seed: UInt32) throws {
        let analyzer = EconomyAnalyzer()
        let trace = TickTrace()
        let book = TradeBook()
        let run = EconomyRun(scenario, seed: seed, consumers: [analyzer, trace, book])
        try run.run()
        summary = analyzer.summary()
        ticks = try trace.lines.split(separator: UInt8(ascii: "\n")).map {
            try JSONParser.parse(Array($0))
        }
        trades = book.trades
        text = Self.describe(summary, run)
    }

    private static func describe(_ summary: EconomySummary, _ run: EconomyRun) -> String {
        func real(_ value: Double?) -> String { Numeral.real(value, decimals: 6) }
        var lines = [
            "run \(run.runID), \(summary.ticks) ticks, \(summary.events) events, "
                + "\(summary.trades) trades, \(summary.failedNegotiations) failed, "
                + "Gini \(real(summary.gini))",
            "head \(run.headHash)",
        ]
        for agent in summary.agents {
            let held = agent.holding
            lines.append(
                "\(agent.id.index) \(agent.utilityType): \(held.a) A, \(held.b) B, "
                    + "\(held.money) M, utility \(real(agent.endUtility)), "
                    + "gain \(real(agent.gain))")
        }
        for pair in summary.pairs {
            lines.append(
                "\(pair.pair.rawValue): \(pair.trades) trades, \(pair.volume) units, "
                    + "mean \(real(pair.meanPrice)), deviation \(real(pair.priceDeviation))")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// Keeps the trades of a run.
private final class TradeBook: EventConsumer {
    private(set) var trades: [GoodsTraded] = []

    func consume(_ event: Event, in tick: Tick) {
        if case .economy(.goodsTraded(let trade)) = event { trades.append(trade) }
    }
}
