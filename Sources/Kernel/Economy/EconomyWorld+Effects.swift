import Geography
import Institutions
import MarketModel
import Primitives

// The only place where what a rule wants becomes what is: checked first, then done and told.
extension EconomyWorld {
    /// Does what a rule wants.
    ///
    /// - Precondition: The rule asks for nothing impossible; one that does is wrong, and stops
    ///   the process with the values.
    func apply(_ effect: EconomyEffect) {
        switch effect {
        case .seek(let agent, let partner): seek(agent, partner)
        case .walk(let agent, let cell): walk(agent, to: cell)
        case .claim(let agent, let cell): claim(cell, of: agent)
        case .pair(let first, let second, let reason): pair(first, second, because: reason)
        case .trade(let first, let second, let block, let price):
            exchange(block, between: first, second, at: price)
        case .part(let first, let second, let reason): part(first, second, because: reason)
        case .remember(.search, let state): view.state.memory.search = state
        case .remember(.matching, let state): view.state.memory.matching = state
        case .remember(.bargaining, let state): view.state.memory.bargaining = state
        }
    }

    private func seek(_ agent: Int, _ partner: Int) {
        precondition(agent != partner, "agent \(agent) seeks itself")
        let place = view.state.positions[partner]
        change(agent) {
            $0.target = place
            $0.targetAgent = partner
        }
    }

    private func walk(_ agent: Int, to cell: Position) {
        let isResource = view.state.field.grows(at: cell)
        change(agent) {
            $0.target = cell
            $0.targetAgent = nil
            if isResource { $0.commitment = cell }
        }
    }

    private func claim(_ cell: Position, of agent: Int) {
        guard scenario.parameters.claimsResources else { return }
        let owner = view.state.claims.owner(of: cell)
        precondition(owner == nil || owner == agent, "\(cell) is claimed by another agent")
        if owner == agent { return }
        view.state.claims.add(cell, of: agent)
        record(.claimMade(agent: AgentID(agent), cell))
    }

    private func pair(_ first: Int, _ second: Int, because reason: PairingReason) {
        precondition(
            first != second && view.isFree(first) && view.isFree(second),
            "agents \(first) and \(second) are not both free")
        let surplus = view.estimate(first, second).surplus
        view.state.cooldowns.clear(first, second, at: tick.index)
        view.state.cooldowns.clear(second, first, at: tick.index)
        record(
            .paired(
                PairMade(
                    first: AgentID(first), second: AgentID(second), reason: reason,
                    surplus: surplus)))
        join(first, to: second)
        join(second, to: first)
    }

    private func join(_ agent: Int, to partner: Int) {
        let place = view.state.positions[partner]
        change(agent) {
            $0.partner = partner
            $0.target = place
            $0.targetAgent = partner
        }
    }

    /// Dissolves a pair, the lower id first; after a failed negotiation both rest.
    func part(_ first: Int, _ second: Int, because reason: PartingReason) {
        precondition(
            first < second && view.state.plans[first].partner == second
                && view.state.plans[second].partner == first,
            "agents \(first) and \(second) are no pair")
        view.state.plans[first].partner = nil
        view.state.plans[second].partner = nil
        var cooldownEnd: Tick?
        if reason.isFailedNegotiation {
            let end = tick.index + scenario.parameters.tradeCooldownTicks
            view.state.cooldowns.set(first, second, until: end, at: tick.index)
            view.state.cooldowns.set(second, first, until: end, at: tick.index)
            cooldownEnd = Tick(end)
        }
        record(
            .unpaired(
                PairEnded(
                    first: AgentID(first), second: AgentID(second), reason: reason,
                    cooldownUntil: cooldownEnd)))
    }

    func exchange(
        _ block: Block, between first: Int, _ second: Int, at price: Double,
        market: Int64? = nil
    ) {
        let change = block.changeOfFirst
        let after = view.state.holdings[first] + change
        let afterSecond = view.state.holdings[second] + -change
        precondition(
            after.isNonnegative && afterSecond.isNonnegative && block.units > 0
                && block.payment > 0, "agents \(first) and \(second) do not have \(block)")
        precondition(
            block.gainOfFirst > scenario.parameters.epsilon
                && block.gainOfSecond > scenario.parameters.epsilon,
            "a trade helps both, got \(block)")
        view.state.holdings[first] = after
        view.state.holdings[second] = afterSecond
        noteChange(of: first)
        noteChange(of: second)
        tradeCount += 1
        let firstBuys = block.direction == .firstBuys
        let buyer = firstBuys ? first : second
        var trade = GoodsTraded(
            trade: TradeID(tradeCount), buyer: AgentID(buyer),
            seller: AgentID(firstBuys ? second : first), pair: block.pair,
            units: block.units, payment: block.payment, price: price,
            position: view.state.positions[buyer],
            gainOfBuyer: firstBuys ? block.gainOfFirst : block.gainOfSecond,
            gainOfSeller: firstBuys ? block.gainOfSecond : block.gainOfFirst)
        trade.market = market
        record(.goodsTraded(trade))
    }

    /// Marks an agent whose inventory or λ changed: its quotes are made anew in Housekeeping.
    func noteChange(of agent: Int) {
        if hasChanged[agent] { return }
        hasChanged[agent] = true
        changedAgents.append(agent)
    }
}

extension GoodsBundle {
    var isNonnegative: Bool { a >= 0 && b >= 0 && money >= 0 }
}
