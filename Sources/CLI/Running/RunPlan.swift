import Determinism
import History
import Kernel
import MarketModel
import Persistence
import Primitives
import Runner
import ScenarioKit

/// All that a run follows from, and that a store keeps of it.
struct RunPlan {
    let scenario: RunnableScenario
    let seed: UInt32
    /// The file's text; with the seed and the number of ticks it gives the same run again.
    let text: String
    /// What the operator changes on the way.
    private(set) var branches: [PlannedBranch] = []
    /// What the run was told while it was served.
    private(set) var inputs: [RunInput] = []
    private var settings: [ScenarioSetting] = []

    /// Reads a scenario file; everything wrong with it goes to standard error.
    ///
    /// - Throws: If there is any error in it.
    init(file path: String, seed: String?, ticks: String?, isQuiet: Bool) throws {
        if let hint = ScenarioPath.hint(for: path) {
            throw CommandFailure(status: .wrongInput, message: hint)
        }
        let reading = ScenarioReader.read(
            path: path, overrides: ScenarioOverrides(seed: seed, ticks: ticks))
        for diagnostic in reading.diagnostics
        where diagnostic.severity == .error || !isQuiet {
            StandardStreams.note(diagnostic.description)
        }
        guard let scenario = reading.scenario, let seed = reading.seed, let text = reading.text
        else { throw AlreadySaid(status: .wrongInput) }
        self.scenario = RunnableScenario(scenario)
        self.seed = seed
        self.text = text
    }

    /// Makes the plan of a stored run again.
    ///
    /// - Throws: ``StoreError/broken(_:)`` if its row does not give the run it names.
    init(stored run: StoredRun, in store: RunStore) throws {
        let origin = run.origin
        let hash = Digest.hex(of: Array(origin.scenario.utf8))
        if hash != run.scenarioHash {
            throw Self.broken(run, "runs.scenario_hash", hash, run.scenarioHash)
        }
        let reading = Self.read(run, [])
        guard let scenario = reading.scenario, let seed = reading.seed else {
            let error = reading.diagnostics.first { $0.severity == .error }
            let found = error?.description ?? "one that cannot be read"
            throw Self.broken(run, "runs.scenario", "a scenario", found)
        }
        self.scenario = RunnableScenario(scenario)
        self.seed = seed
        text = origin.scenario
        if runID != run.runID { throw Self.broken(run, "runs.run_id", runID, run.runID) }
        for input in try store.inputs(of: run) {
            if let told = self.scenario.input(input) {
                inputs.append(told)
                continue
            }
            do throws(BranchFault) {
                try add(try BranchInput(input), to: run)
            } catch {
                let place = "inputs.\(input.receiveSequence)"
                throw Self.broken(run, place, "what can be set", error.reason)
            }
        }
    }

    /// Plans one more change of the operator's, checked as a scenario file is.
    ///
    /// - Throws: ``BranchFault`` with what is wrong with it.
    /// - Returns: The change with the names in its path replaced by places.
    @discardableResult
    mutating func add(_ input: BranchInput, to run: StoredRun) throws(BranchFault) -> BranchInput {
        let reading = Self.read(run, settings + [input.setting])
        guard let after = reading.scenario, let path = reading.settingPaths.last else {
            let errors = reading.diagnostics.filter { $0.severity == .error }
            throw BranchFault(reason: errors.map(\.description).joined(separator: "\n"))
        }
        do {
            let last = branches.last?.scenario ?? scenario
            branches.append(
                try PlannedBranch(at: Tick(input.tick), path: path, from: last, to: after))
        } catch {
            throw BranchFault(reason: "\(error)")
        }
        settings.append(input.setting)
        return BranchInput(
            tick: input.tick, setting: ScenarioSetting(path: path, text: input.setting.text))
    }

    private static func read(_ run: StoredRun, _ settings: [ScenarioSetting]) -> ScenarioReading<
        AnyScenario
    > {
        var overrides = ScenarioOverrides(seed: run.origin.seed, ticks: run.origin.ticks)
        overrides.settings = settings
        return ScenarioReader.read(
            bytes: Array(run.origin.scenario.utf8), file: "the scenario of run \(run.run)",
            overrides: overrides)
    }

    /// How many ticks the run has.
    var ticks: Int64 { scenario.ticks }

    /// What the run's first event says.
    var origin: RunCreated { RunCreated(scenario: scenario.document, seed: seed) }

    /// The name that scenario and seed give.
    var runID: String { RunIdentity.runID(of: origin) }

    /// The plan without what is changed at a tick or later.
    func before(_ tick: Int64) -> RunPlan {
        var plan = self
        plan.branches.removeAll { $0.tick.index >= tick }
        plan.settings = Array(settings.prefix(plan.branches.count))
        plan.inputs.removeAll { $0.tick.index >= tick }
        return plan
    }

    /// What a store is told of a run that is to be.
    var newRun: NewRun {
        NewRun(
            runID: runID, scenario: text, name: scenario.name, kind: scenario.kind.rawValue,
            seed: seed,
            ticks: ticks, engineVersion: Catallaxy.engineVersion)
    }

    private static func broken(
        _ run: StoredRun, _ what: String, _ expected: String, _ found: String
    ) -> StoreError {
        .broken(
            ChainFault(run: run.run, sequence: 0, what: what, expected: expected, found: found))
    }
}
