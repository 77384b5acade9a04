import Kernel
import Primitives
import ScenarioKit

/// A change of the operator's in a run of any kind.
enum PlannedBranch {
    case exchange(RunBranch<ExchangeScenario>)
    case economy(RunBranch<EconomyScenario>)

    /// - Throws: `RunBranchError` when a run cannot go on so.
    init(
        at tick: Tick, path: String, from before: RunnableScenario, to after: AnyScenario
    ) throws(RunBranchError) {
        switch (before, after) {
        case (.exchange(let before), .exchange(let after)):
            self = .exchange(try RunBranch(at: tick, path: path, from: before, to: after))
        case (.economy(let before), .economy(let after)):
            self = .economy(try RunBranch(at: tick, path: path, from: before, to: after))
        case (.laboratory, _): throw .fixed(path, open: "nothing in a laboratory")
        case (.exchange, _), (.economy, _):
            throw .fixed(path, open: "something within a scenario")
        }
    }

    var tick: Tick {
        switch self {
        case .exchange(let branch): branch.tick
        case .economy(let branch): branch.tick
        }
    }

    /// The scenario with the change, and with those before it.
    var scenario: RunnableScenario {
        switch self {
        case .exchange(let branch): .exchange(branch.scenario)
        case .economy(let branch): .economy(branch.scenario)
        }
    }
}

extension RunPlan {
    var exchangeBranches: [RunBranch<ExchangeScenario>] {
        branches.compactMap { if case .exchange(let branch) = $0 { branch } else { nil } }
    }

    var economyBranches: [RunBranch<EconomyScenario>] {
        branches.compactMap { if case .economy(let branch) = $0 { branch } else { nil } }
    }
}
