import Determinism
import MarketModel
import Primitives

// How a run begins and ends.
extension Auditor {
    mutating func createRun(_ origin: RunCreated) throws(AuditFinding) {
        try need(phase == .genesis, .eventOrder, "one RUN_CREATED", "another")
        let rules = try AuditRules(origin, market)
        activationState = RandomStream(seed: rules.seed, name: "activation").state
        self.rules = rules
        phase = .agents
    }

    mutating func createAgent(_ created: AgentCreated) throws(AuditFinding) {
        if phase == .opening { try announce(created) }
        guard let rules, phase == .agents || phase == .opening, agents.count < rules.agents.count
        else {
            throw problem(.eventOrder, "no agent now", text(of: .agentCreated(created)))
        }
        let announced = rules.agents[agents.count]
        let due = AgentCreated(
            agent: AgentID(agents.count), name: announced.name, kind: announced.kind,
            bot: announced.bot, balances: announced.balances)
        try need(
            due == created, .scenario, text(of: .agentCreated(due)),
            text(of: .agentCreated(created)))
        agents.append(
            Agent(isBot: created.kind == .bot, latencyTicks: announced.latencyTicks))
        for (asset, amount) in created.balances.enumerated() {
            try need(amount.units >= 0, .solvency, "an endowment", "\(amount)")
            available.append(amount.units)
            reserved.append(0)
            try issue(asset, amount.units)
        }
        if rules.incentives.bankruptcyIsEnabled {
            let equity = equity(of: agents.count - 1, at: venues.map { 2 * $0.reference })
            try need(
                equity > rules.incentives.equityFloor, .scenario, "a start above the floor",
                "equity \(Amount(units: equity))")
        }
    }

    /// Notes a remote agent that joins while the run goes on: who it is nothing before told.
    private mutating func announce(_ created: AgentCreated) throws(AuditFinding) {
        try need(
            created.kind == .remote && created.bot == nil, .scenario,
            "a remote agent, for a tick has opened", text(of: .agentCreated(created)))
        let before = plannedDone > 0 ? rules?.planned[plannedDone - 1].tick : nil
        try need(
            before != tick, .eventOrder, "agents before what is planned",
            text(of: .agentCreated(created)))
        try need(
            Int64(agents.count) < RecordLimits.agents, .counts,
            "at most \(RecordLimits.agents) agents",
            "one more")
        try need(
            rules?.agents.contains { $0.name == created.name } == false, .identifiers,
            "a name of its own", created.name)
        rules?.agents.append(
            AuditRules.Agent(
                name: created.name, kind: .remote, bot: nil, balances: created.balances,
                latencyTicks: 0, wakeRate: 1))
    }

    mutating func startRun() throws(AuditFinding) {
        try need(
            phase == .agents && agents.count == rules?.agents.count, .eventOrder,
            "AGENT_CREATED for every agent", "RUN_STARTED")
        phase = .betweenTicks
    }

    mutating func startTick(_ tick: Tick) throws(AuditFinding) {
        guard let rules, phase == .betweenTicks else {
            throw problem(.eventOrder, "no tick now", "TICK_START")
        }
        let next = ticksDone
        try need(
            tick.index == next && next < rules.ticks, .eventOrder,
            "tick \(next) of \(rules.ticks)", "tick \(tick.index)")
        try need(
            agents.isEmpty || agents.contains(where: \.isActive), .eventOrder,
            "RUN_STOPPED: nobody is active", "TICK_START")
        self.tick = tick.index
        ticksDone += 1
        tradesBefore = tradeCount
        turn = Turn()
        for index in agents.indices {
            agents[index].actions = 0
            agents[index].hasActed = false
            agents[index].owesDecay = false
        }
        drawActivation()
        phase = .opening
    }

    mutating func stopRun(because reason: RunStopReason) throws(AuditFinding) {
        guard let rules, phase == .betweenTicks else {
            throw problem(.eventOrder, "no stop within a tick", "RUN_STOPPED")
        }
        let nobodyIsLeft = !agents.isEmpty && !agents.contains(where: \.isActive)
        switch reason {
        case .completed:
            try need(
                ticksDone == rules.ticks, .eventOrder, "\(rules.ticks) ticks", "\(ticksDone)")
        case .allBankrupt:
            try need(nobodyIsLeft, .bankruptcy, "nobody active", "somebody")
        case .requested: break
        }
        try checkBooks()
        phase = .stopped
    }

    /// Cash and holdings at twice the marks of their assets, rounded down once at the end.
    func equity(of agent: Int, at doubledMarks: [Int128]) -> Int128 {
        let scale = 2 * AuditArithmetic.one
        var whole = Int128(0)
        var rest = Int128(0)
        for asset in 1..<max(1, market.assets.count) {
            guard let place = venues.firstIndex(where: { $0.base == asset }) else { continue }
            let held = total(agent, asset)
            if held == 0 { continue }
            // Held and mark may exceed 128 bits together: the multiple of the scale goes first.
            let multiple = held / scale
            let product = (held - multiple * scale) * doubledMarks[place]
            whole += multiple * doubledMarks[place] + product / scale
            rest += product % scale
        }
        return total(agent, 0) + whole + rest / scale
    }
}
