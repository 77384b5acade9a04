import Geography
import Institutions
import MarketModel
import Primitives

// Movement, trade, foraging and regrowth.
extension EconomyWorld {
    /// Everybody walks towards its goal, by id, and sees those who walked before where they are.
    func move() {
        let budget = scenario.parameters.moveBudgetPerTick
        let last = agentCount - 1
        for agent in 0...last {
            if let other = view.state.plans[min(agent + Self.lead, last)].targetAgent {
                outlook.expectPosition(of: other)
            }
            let plan = view.state.plans[agent]
            let goal = plan.partner.map { view.state.positions[$0] } ?? plan.target
            guard let goal, !isNearEnough(agent, plan) else { continue }
            let old = view.state.positions[agent]
            let new = old.walking(towards: goal, budget: budget)
            if new == old { continue }
            view.state.positions[agent] = new
            record(.agentMoved(agent: AgentID(agent), new))
        }
    }

    /// Whether an agent stays: it can trade from here, or the other one comes around the corner.
    private func isNearEnough(_ agent: Int, _ plan: AgentPlan) -> Bool {
        guard let other = plan.targetAgent else { return false }
        let own = view.state.positions[agent]
        let place = view.state.positions[other]
        if own.distance(to: place) <= scenario.parameters.interactionRadius { return true }
        let isDiagonal = abs(own.x - place.x) == 1 && abs(own.y - place.y) == 1
        return isDiagonal && agent < other && view.state.plans[other].targetAgent == agent
    }

    /// Exchange, under the institution of the scenario.
    func trade() {
        switch scenario.institution {
        case .bilateral: break
        case .postedPrice(let rules):
            tradeInMarkets(rules.bounds) { members in
                for good in rules.goods { post(members, good, rules) }
            }
        case .callAuction(let bounds):
            tradeInMarkets(bounds) { members in
                for good in Good.allCases { call(members, good) }
            }
        case .doubleAuction(let rules):
            tradeInMarkets(rules.bounds) { members in
                for good in Good.allCases { auction(members, good, rules) }
            }
        case .postedOffer(let rules):
            tradeInMarkets(rules.bounds) { members in
                for good in Good.allCases { shop(members, good, rules) }
            }
        case .pool(let rules):
            tradeInMarkets(rules.bounds) { members in
                for good in Good.allCases { visitPool(members, good, rules) }
            }
        case .walrasian(let bounds):
            tradeInMarkets(bounds) { settleByTheory($0) }
        }
        tradeInPairs()
    }

    /// Pairs who have met negotiate, by lower id: at most one trade per pair and tick.
    private func tradeInPairs() {
        switch scenario.bargaining {
        case .compensatingBlock(let ranks):
            bargain(by: CompensatingBlock(ranksBySurplus: ranks))
        case .splitDifference(let enumeration): bargain(by: SplitDifference(enumeration))
        case .takeItOrLeaveIt(let terms): bargain(by: TakeItOrLeaveItBargaining(terms))
        }
    }

    private func bargain(by rule: some BargainingRule) {
        let radius = scenario.parameters.interactionRadius
        let last = agentCount - 1
        for agent in 0...last {
            if let other = view.state.plans[min(agent + Self.lead, last)].partner, other > agent {
                outlook.expectPosition(of: other)
                outlook.expectQuotes(of: other)
                outlook.expectTaste(of: other)
                outlook.expectRest(of: other)
                outlook.expectPlan(of: other)
            }
            guard let partner = view.state.plans[agent].partner, partner > agent,
                view.state.distance(agent, partner) <= radius
            else { continue }
            effects.removeAll(keepingCapacity: true)
            rule.settle(agent, partner, in: view, into: &effects)
            for effect in effects { apply(effect) }
        }
    }

    /// Everybody unpaired who has not been to market gathers from its cell, by id.
    func forage() {
        guard view.state.field.fullCellCount > 0 else { return }
        let last = agentCount - 1
        for agent in 0...last {
            outlook.expectYield(of: view.state.positions[min(agent + Self.lead, last)])
            let next = min(agent + Self.lead / 2, last)
            if view.isFree(next),
                let number = view.state.field.number(of: view.state.positions[next])
            {
                outlook.expectCell(number)
            }
            if view.isFree(agent) && marketTicks[agent] != tick.index { forage(agent) }
        }
    }

    private func forage(_ agent: Int) {
        let place = view.state.positions[agent]
        guard view.state.field.isGatherable(place) else { return }
        if scenario.parameters.singleHarvester,
            view.state.field.cell(at: place)?.lastHarvestedTick == tick.index
        {
            return
        }
        guard let harvest = view.state.field.harvest(at: place, in: tick) else { return }
        view.state.holdings[agent][harvest.good] += harvest.amount
        issued[harvest.good] += harvest.amount
        noteChange(of: agent)
        record(
            .resourceHarvested(
                ResourceHarvested(
                    agent: AgentID(agent), position: place, good: harvest.good,
                    amount: harvest.amount, left: harvest.left)))
        if view.state.plans[agent].commitment == nil { return }
        view.state.cooldowns.clearAll(of: agent, at: tick.index)
        change(agent) { $0.commitment = nil }
    }

    /// Harvested cells that have rested grow, up to what they started with.
    func regrow() {
        let growth = scenario.parameters.resourceGrowthRate
        guard growth > 0 else { return }
        view.state.field.regrow(
            by: growth, restTicks: scenario.parameters.resourceRegenCooldownTicks, in: tick
        ) { cell in
            record(
                .resourceRegrown(
                    ResourceAmount(
                        position: cell.position, good: cell.good, amount: cell.amount)))
        }
    }
}
