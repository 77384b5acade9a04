import Geography
import MarketModel
import Primitives

/// Seeks the partner or the cell with the best score in view, and goes home otherwise.
public struct DistanceDiscountedSearch: SearchRule {
    /// Creates the rule.
    public init() {}

    /// Ranks everybody in view.
    public func rank(
        for agent: Int, in view: borrowing EconomyView, into preferences: inout TradePreferences
    ) -> ForageChoice? {
        choice(in: view).rank(for: agent, in: view, into: &preferences)
    }

    /// Sees as far as vision reaches.
    public func choose(
        for agent: Int, preferring partner: TradePreference?, or cell: ForageChoice?,
        in view: borrowing EconomyView, into effects: inout [EconomyEffect]
    ) {
        choice(in: view)
            .choose(for: agent, preferring: partner, or: cell, in: view, into: &effects)
    }

    private func choice(in view: borrowing EconomyView) -> DiscountedChoice {
        DiscountedChoice(radius: view.parameters.visionRadius, goesHome: true)
    }
}

/// The choice between the best partner and the best cell within a radius.
struct DiscountedChoice {
    var radius: Int
    /// Whether an agent goes home where it finds no cell to gather from.
    var goesHome: Bool

    func rank(
        for agent: Int, in view: borrowing EconomyView, into preferences: inout TradePreferences
    ) -> ForageChoice? {
        if view.state.mode != .forage {
            preferences.addPartners(of: agent, in: view, within: radius)
        }
        if view.state.mode == .trade { return nil }
        return ForageChoice.best(for: agent, in: view, within: radius)
    }

    func choose(
        for agent: Int, preferring partner: TradePreference?, or cell: ForageChoice?,
        in view: borrowing EconomyView, into effects: inout [EconomyEffect]
    ) {
        if view.state.mode == .trade {
            if let partner { effects.append(.seek(agent: agent, partner: partner.partner)) }
            return
        }
        var cell = cell
        // Cells that hold something are only claimed here, never given up: the best one stays
        // the best unless somebody has claimed it.
        if let place = cell?.position, view.isClaimed(place, against: agent) {
            cell = ForageChoice.best(for: agent, in: view, within: radius)
        }
        if let partner, partner.score > cell?.score ?? 0 {
            effects.append(.seek(agent: agent, partner: partner.partner))
        } else if let cell {
            effects.append(.walk(agent: agent, to: cell.position))
            effects.append(.claim(agent: agent, cell.position))
        } else if goesHome {
            effects.append(.walk(agent: agent, to: view.state.homes[agent]))
        }
    }
}

extension TradePreferences {
    /// Adds everybody within a radius from whom an agent may expect a surplus, but for those it
    /// leaves alone.
    mutating func addPartners(
        of agent: Int, in view: borrowing EconomyView, within radius: Int
    ) {
        let tick = view.state.tick.index
        let place = view.state.positions[agent]
        let isResting = view.state.cooldowns.isAny(of: agent, at: tick)
        view.neighbours.forEachNeighbour(of: agent, at: place, within: radius) { other in
            if isResting && view.state.cooldowns.isOn(agent, other.agent, at: tick) { return }
            let surplus = view.estimate(agent, other.agent).surplus
            guard surplus > 0 else { return }
            append(
                TradePreference(
                    score: surplus * view.discount(other.distance), partner: other.agent))
        }
    }
}
