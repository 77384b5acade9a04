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
        switch scenario {
        case .exchange(let scenario):
            return ExchangeRun(
                scenario, seed: seed, consumers: followers.consumers, trace: followers.trace,
                recorder: followers.recorder, checksEveryAction: followers.checksEveryAction,
                branches: exchangeBranches)
        case .economy(let scenario):
            return EconomyRun(
                scenario, seed: seed, consumers: followers.consumers, trace: followers.trace,
                recorder: followers.recorder, branches: economyBranches)
        case .laboratory(let scenario):
            return LaboratoryRun(
                scenario, seed: seed, consumers: followers.consumers, trace: followers.trace,
                recorder: followers.recorder)
        }
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
