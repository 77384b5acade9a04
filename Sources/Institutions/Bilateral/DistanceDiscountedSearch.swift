import Geography
import MarketModel
import Primitives

/// Seeks the partner or the cell with the best score in view, and goes home otherwise.
public struct DistanceDiscountedSearch: SearchRule {
    /// Creates the rule.
    public init() {}

    /// Sees as far as vision reaches.
    public func choose(
        for agent: Int, in view: borrowing EconomyView, into outcome: inout SearchOutcome
    ) {
        outcome.choose(
            for: agent, in: view, within: view.parameters.visionRadius, goesHome: true)
    }
}

extension SearchOutcome {
    /// Adds what an agent wants that sees so far.
    ///
    /// - Parameter goesHome: Whether it goes home where it finds no cell to gather from.
    mutating func choose(
        for agent: Int, in view: borrowing EconomyView, within radius: Int, goesHome: Bool
    ) {
        let mode = view.state.mode
        if mode != .forage { addPartners(of: agent, in: view, within: radius) }
        let partner = preferences.bestOfLast
        if mode == .trade {
            if let partner { effects.append(.seek(agent: agent, partner: partner.partner)) }
            return
        }
        let cell = ForageChoice.best(for: agent, in: view, within: radius)
        if let partner, partner.score > cell?.score ?? 0 {
            effects.append(.seek(agent: agent, partner: partner.partner))
        } else if let cell {
            effects.append(.walk(agent: agent, to: cell.position))
            effects.append(.claim(agent: agent, cell.position))
        } else if goesHome {
            effects.append(.walk(agent: agent, to: view.state.homes[agent]))
        }
    }

    private mutating func addPartners(
        of agent: Int, in view: borrowing EconomyView, within radius: Int
    ) {
        let tick = view.state.tick.index
        let place = view.state.positions[agent]
        view.neighbours.forEachNeighbour(of: agent, at: place, within: radius) { other in
            if view.state.cooldowns.isOn(agent, other.agent, at: tick) { return }
            let surplus = view.estimate(agent, other.agent).surplus
            guard surplus > 0 else { return }
            preferences.append(
                TradePreference(
                    score: surplus * view.discount(other.distance), partner: other.agent))
        }
        preferences.sortLast()
    }
}
