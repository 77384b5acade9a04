import Analytics
import History
import Kernel
import MarketModel
import Persistence
import Primitives
import Runner

extension RunPlan {
    /// Who follows a run, and keeps what it seals.
    struct Followers {
        var consumers: [any EventConsumer] = []
        var trace: (any TraceSink)?
        var recorder: (any EventRecorder)?
        var checksEveryAction = false
    }

    /// The run, before its first event.
    func makeRun(_ followers: Followers) -> any SteppedRun {
        scenario.makeRun(
            seed: seed, followers, exchangeBranches: exchangeBranches,
            economyBranches: economyBranches, inputs: inputs)
    }

    /// The run and its figures from a checkpoint on.
    ///
    /// - Throws: `SnapshotError` when the checkpoint is none of this plan.
    func resume(
        _ checkpoint: RunCheckpoint, _ followers: Followers
    ) throws -> (run: any SteppedRun, figures: RunFigures) {
        guard case .exchange(let scenario) = scenario else {
            throw SnapshotError("a state of an exchange")
        }
        let analyzer = try RunAnalyzer(
            market: scenario.market, ticksPerYear: scenario.ticksPerYear, origin: origin,
            restoring: checkpoint.figures)
        let run = try ExchangeRun(
            scenario, seed: seed, restoring: checkpoint.run,
            consumers: followers.consumers + [analyzer], trace: followers.trace,
            recorder: followers.recorder, checksEveryAction: followers.checksEveryAction,
            branches: exchangeBranches, inputs: inputs)
        return (run, .exchange(analyzer))
    }
}

extension RunnableScenario {
    /// A run of the scenario, before its first event.
    ///
    /// - Parameters:
    ///   - exchangeBranches: What the operator changes on the way, if it is an exchange.
    ///   - economyBranches: The same of an economy.
    ///   - inputs: What an exchange was told while it was served.
    func makeRun(
        seed: UInt32, _ followers: RunPlan.Followers,
        exchangeBranches: [RunBranch<ExchangeScenario>] = [],
        economyBranches: [RunBranch<EconomyScenario>] = [], inputs: [RunInput] = []
    ) -> any SteppedRun {
        switch self {
        case .exchange(let scenario):
            ExchangeRun(
                scenario, seed: seed, consumers: followers.consumers, trace: followers.trace,
                recorder: followers.recorder, checksEveryAction: followers.checksEveryAction,
                branches: exchangeBranches, inputs: inputs)
        case .economy(let scenario):
            EconomyRun(
                scenario, seed: seed, consumers: followers.consumers, trace: followers.trace,
                recorder: followers.recorder, branches: economyBranches)
        case .laboratory(let scenario):
            LaboratoryRun(
                scenario, seed: seed, consumers: followers.consumers, trace: followers.trace,
                recorder: followers.recorder)
        }
    }
}

extension RunnableScenario {
    /// What a stored input told an exchange; `nil` for anything else, such as a branch.
    func input(_ stored: StoredInput) -> RunInput? {
        guard case .exchange(let scenario) = self else { return nil }
        return RunInput(
            in: Tick(stored.tick), agent: stored.agent, document: stored.action,
            market: scenario.market)
    }
}
