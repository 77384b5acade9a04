import Geography
import MarketModel

/// Mutual first choices become pairs; whoever is left, by the size of the score.
public struct ThreePassMatching: MatchingRule {
    /// What it does beyond its reference form.
    public let options: ThreePassOptions

    /// Creates the rule.
    public init(_ options: ThreePassOptions) { self.options = options }

    /// Pairs the free: consent first, then the best scores.
    public func match(
        _ preferences: TradePreferences, in view: borrowing EconomyView
    ) -> [EconomyEffect] {
        var effects: [EconomyEffect] = []
        var isFree = (0..<view.state.agentCount).map { _ in true }
        for agent in isFree.indices { isFree[agent] = view.isFree(agent) }
        consent(preferences, &isFree, &effects)
        for candidate in candidates(preferences, isFree) {
            let agent = Int(candidate.agent)
            let partner = Int(candidate.partner)
            guard isFree[agent] && isFree[partner] else { continue }
            isFree[agent] = false
            isFree[partner] = false
            effects.append(.pair(agent, partner, .greedyFallback))
        }
        if options.fallsBackToForage { fallBack(preferences, isFree, in: view, &effects) }
        return effects
    }

    private func consent(
        _ preferences: TradePreferences, _ isFree: inout [Bool],
        _ effects: inout [EconomyEffect]
    ) {
        let outlook = preferences.outlookByAgent
        let last = isFree.count - 1
        for agent in isFree.indices where isFree[agent] {
            if let later = preferences.best(of: min(agent + 16, last)) {
                outlook.expect(later.partner)
            }
            guard let partner = preferences.best(of: agent)?.partner, isFree[partner],
                preferences.best(of: partner)?.partner == agent
            else { continue }
            isFree[agent] = false
            isFree[partner] = false
            effects.append(.pair(min(agent, partner), max(agent, partner), .mutualConsent))
        }
    }

    private func candidates(
        _ preferences: TradePreferences, _ isFree: [Bool]
    ) -> [RankedCandidate] {
        var candidates: [RankedCandidate] = []
        let outlook = preferences.outlook
        let last = isFree.count - 1
        for agent in isFree.indices where isFree[agent] {
            outlook.expect(preferences.range(of: min(agent + 16, last)).lowerBound)
            for place in preferences.range(of: agent) {
                let entry = preferences.entry(place)
                guard isFree[entry.partner] else { continue }
                if options.skipsCommitted && preferences.range(of: entry.partner).isEmpty {
                    continue
                }
                candidates.append(
                    RankedCandidate(
                        score: entry.score, agent: Int32(agent), partner: Int32(entry.partner)))
            }
        }
        // Equal scores stay by agent, then by partner.
        candidates.sortByScore()
        return candidates
    }

    /// Whoever wanted a partner and has none goes foraging, or home.
    private func fallBack(
        _ preferences: TradePreferences, _ isFree: [Bool], in view: borrowing EconomyView,
        _ effects: inout [EconomyEffect]
    ) {
        var taken: [ForageChoice] = []
        for agent in isFree.indices where isFree[agent] {
            let plan = view.state.plans[agent]
            guard plan.targetAgent != nil, !preferences.range(of: agent).isEmpty else { continue }
            let radius = view.parameters.visionRadius
            let choice =
                view.state.mode == .both
                ? ForageChoice.best(for: agent, in: view, within: radius) : nil
            // What an earlier one has just chosen is not claimed yet, and is left to it.
            let isTaken =
                view.parameters.claimsResources
                && taken.contains { $0.position == choice?.position }
            if let choice, !isTaken {
                taken.append(choice)
                effects.append(.walk(agent: agent, to: choice.position))
                effects.append(.claim(agent: agent, choice.position))
            } else {
                effects.append(.walk(agent: agent, to: view.state.homes[agent]))
            }
        }
    }
}
