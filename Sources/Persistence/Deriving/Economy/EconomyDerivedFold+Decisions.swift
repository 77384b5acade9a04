import Analytics
import Determinism
import Institutions
import MarketModel
import Primitives

// The rows of what agents decided, and of whom they would have traded with.
extension EconomyDerivedFold {
    /// What an agent set out to do, as the telemetry names it.
    private enum Aim: String {
        case trade
        case tradePaired = "trade_paired"
        case forage
        case idleHome = "idle_home"
        case idle
    }

    mutating func addDecisions(_ perceived: PerceivedEconomy, in tick: Tick) throws {
        let claimed = claimedCells()
        for (index, agent) in fold.agents.enumerated() {
            let aim = aim(of: index, agent, perceived)
            let partner: AgentID? =
                switch aim {
                case .trade, .tradePaired: agent.partner ?? agent.targetAgent
                case .forage, .idleHome, .idle: nil
                }
            let surplus = partner.map { perceived.estimate(index, $0.index).surplus }
            try sink.add(
                [
                    .integer(tick.index), .integer(Int64(index)), .optional(partner),
                    .real(surplus), .text(aim.rawValue), .optional(agent.target?.x),
                    .optional(agent.target?.y), .integer(perceived.neighbourCount(of: index)),
                    .text(alternatives(of: index, perceived)), .text(fold.mode.rawValue),
                    claimed[index].map { .text("\($0.x),\($0.y)") } ?? .none,
                    .flag(agent.partner != nil), .flag(agent.commitment != nil),
                ], to: .decisions)
            if rules.parameters.logsPreferences {
                try addPreferences(of: index, perceived, in: tick)
            }
        }
    }

    /// What an agent's plan means. A target of an earlier tick that nothing has replaced is idle.
    private func aim(
        of index: Int, _ agent: FoldedAgent, _ perceived: PerceivedEconomy
    ) -> Aim {
        if agent.partner != nil { return .tradePaired }
        let candidates = perceived.partners(of: index)
        if let other = agent.targetAgent {
            return candidates.contains { $0.partner == other.index } ? .trade : .idle
        }
        guard let target = agent.target else { return .idle }
        if agent.commitment == target && fold.amount(at: target) > 0 { return .forage }
        let looked = fold.mode != .trade || !candidates.isEmpty
        let goesHome = rules.search == .distanceDiscounted && looked
        return goesHome && target == perceived.home(of: index) ? .idleHome : .idle
    }

    private func alternatives(of index: Int, _ perceived: PerceivedEconomy) -> String {
        let list = perceived.partners(of: index).map { entry -> JSONValue in
            let surplus = perceived.estimate(index, entry.partner).surplus
            return [.integer(Int64(entry.partner)), .number(surplus)]
        }
        return CanonicalJSON.text(.array(list))
    }

    private mutating func addPreferences(
        of index: Int, _ perceived: PerceivedEconomy, in tick: Tick
    ) throws {
        for (rank, entry) in perceived.partners(of: index).enumerated() {
            let estimate = perceived.estimate(index, entry.partner)
            guard let pair = estimate.pair else { continue }
            try sink.add(
                [
                    .integer(tick.index), .integer(Int64(index)),
                    .integer(Int64(entry.partner)), .integer(Int64(rank)),
                    .real(estimate.surplus), .real(entry.score),
                    .integer(Int64(perceived.distance(index, entry.partner))),
                    .text(pair.rawValue),
                ], to: .preferences)
        }
    }

    /// The cell each agent has reserved; of several the one it walks to, or else the first.
    private func claimedCells() -> [Position?] {
        var cells: [Position?] = fold.agents.map { _ in nil }
        for claim in fold.claims {
            let index = claim.agent.index
            if let known = cells[index] {
                let target = fold.agents[index].target
                if known == target || (claim.position != target && known < claim.position) {
                    continue
                }
            }
            cells[index] = claim.position
        }
        return cells
    }
}

extension DerivedValue {
    static func optional(_ agent: AgentID?) -> DerivedValue { agent.map { .agent($0) } ?? .none }

    static func optional(_ number: Int32?) -> DerivedValue {
        number.map { .integer(Int64($0)) } ?? .none
    }
}
