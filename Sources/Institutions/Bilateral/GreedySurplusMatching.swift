import Geography
import MarketModel
package import Primitives

/// The pairs with the largest gains in utility come first, worth less the farther apart.
public struct GreedySurplusMatching: MatchingRule {
    /// Who may be matched with whom.
    public let scope: MatchingScope

    /// Creates the rule.
    public init(scope: MatchingScope) { self.scope = scope }

    private struct Candidate {
        var score: Double
        var first: Int
        var second: Int
    }

    /// Pairs the free who seek anybody.
    ///
    /// - Complexity: O(n²) block searches for `global`, O(n × neighbours) for `visible`.
    public func match(
        _ preferences: TradePreferences, in view: borrowing EconomyView
    ) -> [EconomyEffect] {
        var seekers: [Int] = []
        var seeks = [Bool](repeating: false, count: view.state.agentCount)
        for agent in seeks.indices
        where view.isFree(agent) && !preferences.range(of: agent).isEmpty {
            seekers.append(agent)
            seeks[agent] = true
        }
        var candidates: [Candidate] = []
        for first in seekers {
            switch scope {
            case .global:
                for second in seekers where second > first {
                    consider(first, second, in: view, &candidates)
                }
            case .visible:
                let place = view.perceived[first]
                let radius = view.parameters.visionRadius
                view.neighbours.forEachNeighbour(of: first, at: place, within: radius) {
                    guard $0.agent > first, seeks[$0.agent] else { return }
                    consider(first, $0.agent, in: view, &candidates)
                }
            }
        }
        return assign(&candidates, &seeks)
    }

    private func assign(
        _ candidates: inout [Candidate], _ isFree: inout [Bool]
    ) -> [EconomyEffect] {
        candidates.sort { left, right in
            if left.score != right.score { return left.score > right.score }
            return (left.first, left.second) < (right.first, right.second)
        }
        var effects: [EconomyEffect] = []
        for candidate in candidates where isFree[candidate.first] && isFree[candidate.second] {
            isFree[candidate.first] = false
            isFree[candidate.second] = false
            effects.append(.pair(candidate.first, candidate.second, .greedyWelfare))
        }
        return effects
    }

    private func consider(
        _ first: Int, _ second: Int, in view: borrowing EconomyView,
        _ candidates: inout [Candidate]
    ) {
        let negotiation = view.negotiation(first, second)
        var most = 0.0
        for pair in view.kinds(first, second).pairs {
            if let block = negotiation.block(of: pair) { most = max(most, block.totalGain) }
        }
        guard most > 0 else { return }
        let distance = view.state.distance(first, second)
        candidates.append(
            Candidate(score: most * view.discount(distance), first: first, second: second))
    }
}

extension PairKinds {
    /// The kinds in the order in which trades are listed.
    package var pairs: [ExchangePair] {
        (allowsBarter ? [.aForB] : []) + (allowsMoney ? [.aForMoney, .bForMoney] : [])
    }
}
