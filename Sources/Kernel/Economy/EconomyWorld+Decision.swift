import Geography
import Institutions
import MarketModel
import Primitives

// Decision: claims nobody needs any more end, agents search one by one, then pairs form.
extension EconomyWorld {
    func decide() {
        releaseStaleClaims()
        preferences.removeAll()
        switch scenario.search {
        case .distanceDiscounted: search(by: DistanceDiscountedSearch())
        case .myopic: search(by: MyopicSearch())
        case .randomWalk: search(by: RandomWalkSearch())
        }
        view.state.claims.dropReleased()
        switch scenario.matching {
        case .threePass(let options): match(by: ThreePassMatching(options))
        case .greedySurplus(let scope): match(by: GreedySurplusMatching(scope: scope))
        case .random: match(by: RandomMatching())
        }
    }

    /// A claim is kept by who is committed to its cell, or is still on the way there.
    private func releaseStaleClaims() {
        if view.state.claims.all.isEmpty { return }
        areKept.removeAll(keepingCapacity: true)
        let last = view.state.claims.all.count - 1
        for (place, claim) in view.state.claims.all.enumerated() {
            let later = view.state.claims.all[min(place + Self.lead, last)].agent
            outlook.expectPlan(of: later)
            outlook.expectPosition(of: later)
            let isKept = isNeeded(claim)
            areKept.append(isKept)
            if !isKept { record(.claimReleased(agent: AgentID(claim.agent), claim.position)) }
        }
        view.state.claims.keep(areKept)
    }

    private func isNeeded(_ claim: Claim) -> Bool {
        let plan = view.state.plans[claim.agent]
        if plan.commitment == claim.position { return true }
        let isThere = view.state.positions[claim.agent] == claim.position
        return !isThere && plan.target == claim.position
    }

    private func search(by rule: some SearchRule) {
        rank(by: rule)
        let last = agentCount - 1
        for agent in 0...last {
            expectChoice(of: min(agent + Self.lead, last))
            if goesOn(agent) { continue }
            effects.removeAll(keepingCapacity: true)
            rule.choose(
                for: agent, preferring: preferences.best(of: agent), or: prospects[agent],
                in: view, into: &effects)
            for effect in effects { apply(effect) }
        }
    }

    /// Has the processor fetch what an agent's choice will touch.
    @inline(__always)
    private func expectChoice(of agent: Int) {
        let plan = view.state.plans[agent]
        if let partner = plan.partner ?? preferences.best(of: agent)?.partner {
            outlook.expectPosition(of: partner)
        }
        if let cell = plan.commitment ?? prospects[agent]?.position {
            outlook.expectChoice(of: cell)
        }
    }

    /// Neighbours after neighbours, so that what they look at is still in the cache: nobody sees
    /// here what another one does.
    private func rank(by rule: some SearchRule) {
        let ahead = view.neighbours.placesAhead
        let last = agentCount - 1
        for place in 0...last {
            outlook.expectQuotes(of: view.neighbours.agent(at: min(place + ahead, last)))
            let later = view.neighbours.agent(at: min(place + Self.lead, last))
            outlook.expectPlan(of: later)
            outlook.expectPosition(of: later)
            outlook.expectRest(of: later)
            let next = view.neighbours.agent(at: min(place + Self.lead / 2, last))
            outlook.expectCooldown(view.state.cooldowns.place(of: next))
            let agent = view.neighbours.agent(at: place)
            if isBusy(agent) { continue }
            preferences.begin()
            prospects[agent] = rule.rank(for: agent, in: view, into: &preferences)
            preferences.end(agent)
        }
    }

    /// Whether an agent is paired, or on its way to a cell that still holds something.
    private func isBusy(_ agent: Int) -> Bool {
        let plan = view.state.plans[agent]
        if plan.partner != nil { return true }
        return plan.commitment.map { view.state.field.isGatherable($0) } ?? false
    }

    /// Whether an agent has something to finish: its pair, or its trip to a cell.
    private func goesOn(_ agent: Int) -> Bool {
        let plan = view.state.plans[agent]
        if let partner = plan.partner {
            let place = view.state.positions[partner]
            change(agent) {
                $0.target = place
                $0.targetAgent = partner
            }
            return true
        }
        guard let cell = plan.commitment else { return false }
        if view.state.field.isGatherable(cell) {
            change(agent) {
                $0.target = cell
                $0.targetAgent = nil
            }
            return true
        }
        if view.state.claims.owner(of: cell) == agent {
            view.state.claims.release(cell)
            record(.claimReleased(agent: AgentID(agent), cell))
        }
        change(agent) { $0.commitment = nil }
        return false
    }

    private func match(by rule: some MatchingRule) {
        let effects = rule.match(preferences, in: view)
        let last = effects.count - 1
        for (place, effect) in effects.enumerated() {
            if case .pair(let first, let second, _) = effects[min(place + Self.lead, last)] {
                expectPairing(of: first)
                expectPairing(of: second)
            }
            apply(effect)
        }
    }

    private func expectPairing(of agent: Int) {
        outlook.expectQuotes(of: agent)
        outlook.expectCooldown(view.state.cooldowns.place(of: agent))
        outlook.expectPlan(of: agent)
        outlook.expectPosition(of: agent)
    }

    /// Changes an agent's plan, and tells of it if anything has changed.
    @inline(__always)
    func change(_ agent: Int, _ body: (inout AgentPlan) -> Void) {
        let old = view.state.plans[agent]
        body(&view.state.plans[agent])
        let new = view.state.plans[agent]
        if new.target == old.target && new.targetAgent == old.targetAgent
            && new.commitment == old.commitment
        {
            return
        }
        record(
            .targetSet(
                TargetSet(
                    agent: AgentID(agent), position: new.target,
                    targetAgent: new.targetAgent.map(AgentID.init), committed: new.commitment)))
    }
}
