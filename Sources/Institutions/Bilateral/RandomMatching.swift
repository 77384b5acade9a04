import Determinism
import MarketModel

/// Pairs by lot those who seek anybody: the benchmark of no matching at all.
public struct RandomMatching: MatchingRule {
    /// Creates the rule.
    public init() {}

    /// Shuffles the free who seek anybody and takes them two by two; an odd one is left.
    public func match(
        _ preferences: TradePreferences, in view: borrowing EconomyView
    ) -> [EconomyEffect] {
        var seekers: [Int] = []
        for agent in 0..<view.state.agentCount
        where view.isFree(agent) && !preferences.range(of: agent).isEmpty {
            seekers.append(agent)
        }
        var stream = RandomStream(state: view.state.memory.matching)
        stream.shuffle(&seekers)
        var effects: [EconomyEffect] = [.remember(.matching, stream.state)]
        for place in stride(from: 0, to: seekers.count - 1, by: 2) {
            let first = min(seekers[place], seekers[place + 1])
            let second = max(seekers[place], seekers[place + 1])
            effects.append(.pair(first, second, .random))
        }
        return effects
    }
}
