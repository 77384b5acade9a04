import MarketModel
import Primitives

// What agents plan and do.
extension EconomyAuditor {
    mutating func set(
        _ target: TargetSet, _ rules: EconomyAuditRules
    ) throws(AuditFinding) {
        try needAgents(target.agent)
        if let other = target.targetAgent { try needAgents(other) }
        for position in [target.position, target.committed].compactMap({ $0 }) {
            try need(rules.holds(position), .place, "a cell of the grid", "\(position)")
        }
        let old = agents[target.agent.index].target
        let isNew =
            old.position != target.position || old.targetAgent != target.targetAgent
            || old.committed != target.committed
        try need(isNew, .counts, "a plan that has changed", "the same")
        agents[target.agent.index].target = target
    }

    mutating func claim(
        _ position: Position, _ agent: AgentID, _ rules: EconomyAuditRules
    ) throws(AuditFinding) {
        try needAgents(agent)
        try need(rules.claimsResources, .resources, "no claims in this run", "one")
        try need(
            cells[position] != nil && claims[position] == nil, .resources,
            "a cell that grows and is free", "\(position)")
        claims[position] = agent
    }

    mutating func join(_ pair: PairMade) throws(AuditFinding) {
        try needAgents(pair.first, pair.second)
        let areFree =
            agents[pair.first.index].partner == nil && agents[pair.second.index].partner == nil
        try need(
            areFree && pair.first != pair.second, .pairing, "two free agents",
            "\(pair.first.index) and \(pair.second.index)")
        agents[pair.first.index].partner = pair.second
        agents[pair.second.index].partner = pair.first
    }

    mutating func part(
        _ pair: PairEnded, _ rules: EconomyAuditRules
    ) throws(AuditFinding) {
        try needAgents(pair.first, pair.second)
        try need(
            pair.first < pair.second && agents[pair.first.index].partner == pair.second
                && agents[pair.second.index].partner == pair.first, .pairing, "a pair",
            "\(pair.first.index) and \(pair.second.index)")
        let end = pair.reason.isFailedNegotiation ? Tick(tick + rules.cooldownTicks) : nil
        try need(
            pair.cooldownUntil == end, .pairing,
            "a rest until \(end.map { "\($0.index)" } ?? "now")",
            "\(pair.cooldownUntil.map { "\($0.index)" } ?? "now")")
        if pair.reason == .market {
            let isInside = markets(rules).contains { members in
                members.contains(pair.first.index) && members.contains(pair.second.index)
            }
            try need(isInside, .pairing, "a pair within a market", "\(pair)")
        }
        agents[pair.first.index].partner = nil
        agents[pair.second.index].partner = nil
    }

    mutating func move(
        _ agent: AgentID, to position: Position, _ rules: EconomyAuditRules
    ) throws(AuditFinding) {
        try needAgents(agent)
        try need(rules.holds(position), .place, "a cell of the grid", "\(position)")
        let steps = agents[agent.index].position.distance(to: position)
        try need(
            steps > 0 && steps <= rules.moveBudget && agents[agent.index].lastMoveTick < tick,
            .place, "one walk of 1 to \(rules.moveBudget) steps", "\(steps)")
        agents[agent.index].position = position
        agents[agent.index].lastMoveTick = tick
    }

    mutating func settle(
        _ trade: GoodsTraded, _ rules: EconomyAuditRules
    ) throws(AuditFinding) {
        try needAgents(trade.buyer, trade.seller)
        try need(
            trade.trade.number == tradeCount + 1, .identifiers, "trade \(tradeCount + 1)",
            "\(trade.trade.number)")
        let buyer = agents[trade.buyer.index]
        let seller = agents[trade.seller.index]
        if trade.market == nil {
            try need(
                buyer.partner == trade.seller && buyer.position == trade.position
                    && buyer.position.distance(to: seller.position) <= rules.interactionRadius,
                .pairing, "a pair that has met at \(buyer.position)", "\(trade)")
        } else {
            try needMarket(of: trade, rules)
        }
        try need(
            (trade.market != nil || buyer.lastTradeTick < tick) && mode != .forage
                && rules.allows(trade.pair), .pairing,
            "one trade of a pair and tick, as mode and regime allow", "\(trade)")
        try need(
            trade.units > 0 && trade.units <= rules.greatestBlock && trade.payment > 0
                && trade.price.isFinite, .counts, "1 to \(rules.greatestBlock) units for something",
            "\(trade.units) for \(trade.payment)")
        // On record a price may be rounded to hundredths.
        let exact = Double(trade.payment) / Double(trade.units)
        try need(
            abs(trade.price - exact) <= 0.005 + 1e-9 * exact, .counts, "a price of \(exact)",
            "\(trade.price)")
        try need(
            trade.gainOfBuyer > rules.epsilon && trade.gainOfSeller > rules.epsilon, .gain,
            "gains above \(rules.epsilon)", "\(trade.gainOfBuyer) and \(trade.gainOfSeller)")
        let change = AuditedBundle(trade.changeOfBuyer)
        agents[trade.buyer.index].holding = buyer.holding + change
        agents[trade.seller.index].holding = seller.holding + -change
        try need(
            agents[trade.buyer.index].holding.isNonnegative
                && agents[trade.seller.index].holding.isNonnegative, .solvency,
            "goods and money at hand", "\(trade)")
        agents[trade.buyer.index].lastTradeTick = tick
        agents[trade.seller.index].lastTradeTick = tick
        if trade.market != nil {
            agents[trade.buyer.index].lastMarketTick = tick
            agents[trade.seller.index].lastMarketTick = tick
            marketTrades.append(trade)
        }
        tradeCount += 1
    }

    mutating func gather(
        _ harvest: ResourceHarvested, _ rules: EconomyAuditRules
    ) throws(AuditFinding) {
        try needAgents(harvest.agent)
        let agent = agents[harvest.agent.index]
        try need(
            agent.partner == nil && agent.position == harvest.position && mode != .trade
                && agent.lastMarketTick < tick,
            .resources, "a free agent on the cell", "\(harvest)")
        guard var cell = cells[harvest.position], cell.good == harvest.good else {
            throw problem(.resources, "a cell of \(harvest.good.rawValue)", "none")
        }
        let due = min(cell.amount, rules.forageRate)
        try need(
            due > 0 && harvest.amount == due && harvest.left == cell.amount - due, .resources,
            "\(due) taken, \(cell.amount - due) left",
            "\(harvest.amount) taken, \(harvest.left) left")
        try need(
            !rules.singleHarvester || cell.lastHarvestTick != tick, .resources,
            "one harvest of a cell and tick", "another")
        cell.amount -= due
        cell.lastHarvestTick = tick
        cells[harvest.position] = cell
        var gathered = AuditedBundle()
        if harvest.good == .a { gathered.a = Int128(due) } else { gathered.b = Int128(due) }
        agents[harvest.agent.index].holding = agent.holding + gathered
        issued = issued + gathered
    }

    mutating func grow(
        _ resource: ResourceAmount, _ rules: EconomyAuditRules
    ) throws(AuditFinding) {
        guard var cell = cells[resource.position], cell.good == resource.good,
            let last = cell.lastHarvestTick
        else { throw problem(.resources, "a harvested cell", "\(resource)") }
        let room = cell.original - cell.amount
        let due = cell.amount + min(rules.growth, room)
        try need(
            room > 0 && rules.growth > 0 && tick - last >= rules.restTicks
                && cell.lastGrowthTick < tick && resource.amount == due, .resources,
            "\(due) on a cell that has rested", "\(resource.amount)")
        cell.amount = due
        cell.lastGrowthTick = tick
        cells[resource.position] = cell
    }

    mutating func learn(
        _ agent: AgentID, _ old: Double, _ new: Double, _ rules: EconomyAuditRules
    ) throws(AuditFinding) {
        try needAgents(agent)
        try need(
            rules.learnsValueOfMoney && old == agents[agent.index].lambda
                && abs(new - old) > 1e-9 && new >= rules.lambdaMin && new <= rules.lambdaMax,
            .counts, "a changed λ within its bounds", "\(old) to \(new)")
        agents[agent.index].lambda = new
    }
}
