import Analytics
import Foundation
import Kernel
import MarketModel
import Primitives
import Runner
import ScenarioKit
import TestSupport
import Testing

/// Every shipped laboratory runs to the figures that were recorded for it.
@Suite("The shipped laboratories")
struct ShippedLaboratoryTests {
    static let files: [String] = ["laboratory", "experiments"].flatMap { pack in
        let folder = ShippedScenarioTests.root.appending(path: "Scenarios/\(pack)").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.sorted().map { "\(pack)/\($0)" }
    }

    @Test("runs to its recorded figures", arguments: files)
    func golden(_ file: String) throws {
        let path = ShippedScenarioTests.root.appending(path: "Scenarios/\(file)").path
        let reading = ScenarioReader.read(path: path)
        let problems = reading.diagnostics.map(\.description).joined(separator: "\n")
        let scenario = try #require(reading.scenario, "\(problems)")
        #expect(reading.diagnostics.isEmpty, "a shipped scenario has no warnings: \(problems)")
        let name = file.replacing(".yaml", with: "")
        switch scenario {
        case .laboratory(let laboratory):
            expectGolden(try Self.text(laboratory, reading.seed ?? 0), "Scenarios/\(name)")
        case .economy(let economy):
            let run = EconomyRun(economy, seed: reading.seed ?? 0)
            try run.run()
            let text = "run \(run.runID), \(run.tradeCount) trades\n"
            expectGolden(text, "Scenarios/\(name)")
        case .exchange: Issue.record("\(file) is an exchange")
        }
    }

    @Test("the posted-price market ends with everybody better off")
    func market() throws {
        let path = ShippedScenarioTests.root.appending(
            path: "Scenarios/economy/posted-price-market.yaml"
        ).path
        let reading = ScenarioReader.read(path: path)
        #expect(reading.diagnostics.isEmpty)
        guard case .economy(let economy)? = reading.scenario else {
            Issue.record("no economy")
            return
        }
        let analyzer = EconomyAnalyzer()
        let run = EconomyRun(economy, seed: reading.seed ?? 0, consumers: [analyzer])
        try run.run()
        let summary = analyzer.summary()
        #expect(summary.isConserved && summary.agents.allSatisfy { $0.gain > 0 })
        let prices = summary.pairs.map { Int($0.meanPrice.rounded()) }
        let text =
            "run \(run.runID), \(summary.trades) trades, mean prices \(prices)\n"
            + "head \(run.headHash)\n"
        expectGolden(text, "Scenarios/economy/posted-price-market")
    }

    /// Only robots that draw whole numbers are promised to the bit everywhere; the head is of
    /// those.
    private static func text(_ laboratory: LaboratoryScenario, _ seed: UInt32) throws -> String {
        let analyzer = LaboratoryAnalyzer()
        let run = LaboratoryRun(laboratory, seed: seed, consumers: [analyzer])
        try run.run()
        let summary = analyzer.summary()
        var lines = [
            "run \(run.runID), \(run.ticksDone) periods, \(summary.trades) trades",
            "theory \(summary.theory.quantity) units, surplus \(summary.theory.surplus)",
        ]
        for (number, period) in summary.periods.enumerated() {
            lines.append(
                "period \(number + 1): \(period.trades) trades, surplus \(period.surplus), prices "
                    + period.prices.map(String.init).joined(separator: " "))
        }
        let strategies = (laboratory.buyers + laboratory.sellers).map(\.strategy)
        let isExact = strategies.allSatisfy {
            $0 == .zeroIntelligenceConstrained || $0 == .zeroIntelligenceUnconstrained
        }
        if isExact { lines.append("head \(run.headHash)") }
        return lines.joined(separator: "\n") + "\n"
    }
}
