import Determinism
import MarketModel
import Primitives

// How a run begins, goes from tick to tick, and ends.
extension EconomyAuditor {
    mutating func create(_ agent: EconomyAgentCreated) throws(AuditFinding) {
        guard let rules, phase == .agents, agents.count < rules.agentCount else {
            throw problem(.eventOrder, "no agent now", agent.name)
        }
        try need(
            agent.agent.index == agents.count, .identifiers, "agent \(agents.count)",
            "\(agent.agent.index)")
        try need(
            rules.holds(agent.position), .place, "a cell of the grid", "\(agent.position)")
        if let due = rules.agents?[agents.count] {
            let found: JSONValue = [
                "position": agent.position.document,
                "inventory": [
                    "A": .integer(agent.endowment.a), "B": .integer(agent.endowment.b),
                    "M": .integer(agent.endowment.money),
                ],
            ]
            let announced: JSONValue = [
                "position": due["position"] ?? .null, "inventory": due["inventory"] ?? .null,
            ]
            try need(
                CanonicalJSON.encode(found) == CanonicalJSON.encode(announced), .scenario,
                Excerpt.of(announced), Excerpt.of(found))
        }
        agents.append(
            AuditedAgent(
                position: agent.position, holding: AuditedBundle(agent.endowment),
                lambda: agent.lambdaMoney))
        issued = issued + AuditedBundle(agent.endowment)
    }

    mutating func place(_ resource: ResourceAmount) throws(AuditFinding) {
        guard let rules, phase == .agents || phase == .resources,
            agents.count == rules.agentCount
        else { throw problem(.eventOrder, "no resource now", "RESOURCE_PLACED") }
        phase = .resources
        try need(
            rules.holds(resource.position) && cells[resource.position] == nil, .place,
            "a free cell of the grid", "\(resource.position)")
        if let announced = rules.resources {
            let due = placedCount < announced.count ? announced[placedCount] : .null
            let found: JSONValue = [
                "amount": .integer(resource.amount), "good": .string(resource.good.rawValue),
                "position": resource.position.document,
            ]
            try need(
                CanonicalJSON.encode(found) == CanonicalJSON.encode(due), .scenario,
                Excerpt.of(due), Excerpt.of(found))
        }
        placedCount += 1
        cells[resource.position] = AuditedCell(
            good: resource.good, amount: resource.amount, original: resource.amount)
    }

    mutating func startRun() throws(AuditFinding) {
        guard let rules else { throw problem(.eventOrder, "RUN_CREATED", "RUN_STARTED") }
        let isComplete =
            agents.count == rules.agentCount
            && placedCount == rules.resources?.count ?? placedCount
        try need(
            (phase == .agents || phase == .resources) && isComplete, .eventOrder,
            "AGENT_CREATED and RESOURCE_PLACED for all", "RUN_STARTED")
        phase = .betweenTicks
    }

    mutating func startTick(_ tick: Tick) throws(AuditFinding) {
        guard let rules, phase == .betweenTicks else {
            throw problem(.eventOrder, "no tick now", "TICK_START")
        }
        try need(
            tick.index == ticksDone && ticksDone < rules.ticks, .eventOrder,
            "tick \(ticksDone) of \(rules.ticks)", "tick \(tick.index)")
        self.tick = tick.index
        ticksDone += 1
        tradesBefore = tradeCount
        marketMembers = nil
        phase = .ticking
    }

    mutating func endTick(trades: Int64) throws(AuditFinding) {
        try need(phase == .ticking, .eventOrder, "no end outside a tick", "TICK_END")
        try need(marketTrades.isEmpty && areMovesClosed, .eventOrder, "MARKET_CLEARED", "TICK_END")
        try need(
            trades == tradeCount - tradesBefore, .counts,
            "\(tradeCount - tradesBefore) trades", "\(trades)")
        var sum = AuditedBundle()
        for agent in agents { sum = sum + agent.holding }
        for pool in pools { sum = sum + pool.holding }
        marketMoves.removeAll(keepingCapacity: true)
        try need(sum == issued, .conservation, "\(issued)", "\(sum)")
        phase = .betweenTicks
    }

    mutating func stopRun(because reason: RunStopReason) throws(AuditFinding) {
        guard let rules, phase == .betweenTicks else {
            throw problem(.eventOrder, "no stop within a tick", "RUN_STOPPED")
        }
        switch reason {
        case .completed:
            try need(
                ticksDone == rules.ticks, .eventOrder, "\(rules.ticks) ticks", "\(ticksDone)")
        case .requested: break
        case .allBankrupt:
            throw problem(.bankruptcy, "nobody bankrupt in an economy", reason.rawValue)
        }
        phase = .stopped
    }

    mutating func change(_ old: EconomyMode, _ new: EconomyMode) throws(AuditFinding) {
        try need(
            old != new && old == mode ?? old, .eventOrder,
            "another mode than \(mode ?? new)", "\(old) to \(new)")
        mode = new
    }
}

extension Position {
    var document: JSONValue { [.integer(Int64(x)), .integer(Int64(y))] }
}
