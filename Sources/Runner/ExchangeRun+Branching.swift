import Kernel
import MarketModel
import Primitives

extension ExchangeRun {
    /// How far back any bot looks, now or after a branch.
    static func lookBackTicks(
        of bots: [(any Strategy)?], _ branches: [RunBranch<ExchangeScenario>],
        _ strategies: (AgentGroup) -> (any Strategy)?
    ) -> Int {
        let later = branches.flatMap { $0.scenario.agents.map(strategies) }
        return (bots + later).map { $0?.lookBackTicks ?? 0 }.max() ?? 0
    }

    /// The group whose bots get new parameters by a change at this path.
    static func groupWithNewParameters(_ path: String) -> Int? {
        let steps = path.split(separator: ".")
        guard steps.count == 4, steps[0] == "agents", steps[2] == "parameters" else { return nil }
        return Int(steps[1])
    }

    /// A bot in the place of another of its kind, with what that one remembered.
    static func successor<Bot: Strategy>(of old: Bot, _ new: any Strategy) -> any Strategy {
        guard var fresh = new as? Bot else { return new }
        fresh.takeOver(from: old)
        return fresh
    }
}
