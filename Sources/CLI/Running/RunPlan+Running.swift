import Analytics
import History
import Kernel
import MarketModel
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
            economyBranches: economyBranches)
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
            branches: exchangeBranches)
        return (run, .exchange(analyzer))
    }
}

extension RunnableScenario {
    /// A run of the scenario, before its first event.
    ///
    /// - Parameters:
    ///   - exchangeBranches: What the operator changes on the way, if it is an exchange.
    ///   - economyBranches: The same of an economy.
    func makeRun(
        seed: UInt32, _ followers: RunPlan.Followers,
        exchangeBranches: [RunBranch<ExchangeScenario>] = [],
        economyBranches: [RunBranch<EconomyScenario>] = []
    ) -> any SteppedRun {
        switch self {
        case .exchange(let scenario):
            ExchangeRun(
                scenario, seed: seed, consumers: followers.consumers, trace: followers.trace,
                recorder: followers.recorder, checksEveryAction: followers.checksEveryAction,
                branches: exchangeBranches)
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
