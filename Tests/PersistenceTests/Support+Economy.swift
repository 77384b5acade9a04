import Foundation
import History
import Kernel
import MarketModel
import Persistence
import Primitives
import Runner
import ScenarioKit
import Testing

extension EconomyScenario {
    /// A scenario that comes with the program.
    static func shipped(_ name: String) throws -> EconomyScenario {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let path = root.appending(path: "Scenarios/economy/\(name).yaml").path
        return try #require(ScenarioReader.readEconomy(path: path).scenario)
    }
}

extension RunStore {
    /// Adds a run of an economy and stores all of it.
    func play(
        _ scenario: EconomyScenario, seed: UInt32, branches: [RunBranch<EconomyScenario>] = []
    ) throws -> StoredRun {
        let origin = RunCreated(scenario: scenario.document, seed: seed)
        let added = try create(
            NewRun(
                runID: RunIdentity.runID(of: origin), scenario: "# a text\n", name: scenario.name,
                kind: "economy", seed: seed, ticks: scenario.ticks, engineVersion: "test"))
        let writer = try RunWriter(self, run: added.run)
        let run = EconomyRun(scenario, seed: seed, recorder: writer, branches: branches)
        try run.run()
        try writer.finish(.completed)
        return try self.run(added.run)
    }
}
