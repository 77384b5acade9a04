import History
import Kernel
import MarketModel
import Persistence
import ScenarioKit

/// All that a run follows from, and that a store keeps of it.
struct RunPlan {
    let scenario: ExchangeScenario
    let seed: UInt32
    /// The file's text; with the seed and the number of ticks it gives the same run again.
    let text: String

    /// Reads a scenario file; everything wrong with it goes to standard error.
    ///
    /// - Throws: If there is any error in it.
    init(file path: String, seed: String?, ticks: String?, isQuiet: Bool) throws {
        if let hint = ScenarioPath.hint(for: path) {
            throw CommandFailure(status: .wrongInput, message: hint)
        }
        let reading = ScenarioReader.readExchange(
            path: path, overrides: ScenarioOverrides(seed: seed, ticks: ticks))
        for diagnostic in reading.diagnostics
        where diagnostic.severity == .error || !isQuiet {
            StandardStreams.note(diagnostic.description)
        }
        guard let scenario = reading.scenario, let seed = reading.seed, let text = reading.text
        else { throw AlreadySaid(status: .wrongInput) }
        self.scenario = scenario
        self.seed = seed
        self.text = text
    }

    /// Makes the plan of a stored run again.
    ///
    /// - Throws: ``StoreError/broken(_:)`` if its row does not give the run it names.
    init(stored run: StoredRun) throws {
        let origin = run.origin
        let hash = Digest.hex(of: Array(origin.scenario.utf8))
        if hash != run.scenarioHash {
            throw Self.broken(run, "runs.scenario_hash", hash, run.scenarioHash)
        }
        let reading = ScenarioReader.readExchange(
            bytes: Array(origin.scenario.utf8), file: "the scenario of run \(run.run)",
            overrides: ScenarioOverrides(seed: origin.seed, ticks: origin.ticks))
        guard let scenario = reading.scenario, let seed = reading.seed else {
            let error = reading.diagnostics.first { $0.severity == .error }
            let found = error?.description ?? "one that cannot be read"
            throw Self.broken(run, "runs.scenario", "a scenario", found)
        }
        self.scenario = scenario
        self.seed = seed
        text = origin.scenario
        if runID != run.runID { throw Self.broken(run, "runs.run_id", runID, run.runID) }
    }

    /// The name that scenario and seed give.
    var runID: String {
        RunIdentity.runID(of: RunCreated(scenario: scenario.document, seed: seed))
    }

    /// What a store is told of a run that is to be.
    var newRun: NewRun {
        NewRun(
            runID: runID, scenario: text, name: scenario.name, kind: "exchange", seed: seed,
            ticks: scenario.ticks, engineVersion: Catallaxy.engineVersion)
    }

    private static func broken(
        _ run: StoredRun, _ what: String, _ expected: String, _ found: String
    ) -> StoreError {
        .broken(
            ChainFault(run: run.run, sequence: 0, what: what, expected: expected, found: found))
    }
}
