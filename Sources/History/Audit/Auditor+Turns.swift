import Determinism
import MarketModel
import Primitives

extension Auditor {
    /// Whose turn it is within a tick.
    struct Turn {
        /// What was delayed comes first, then what remote agents send, then the bots.
        enum Stage: Int {
            case delayed, remote, bots
        }

        var stage = Stage.delayed
        var agent = -1
        /// Of the delayed action before: those that waited longer were submitted earlier.
        var latencyTicks = Int64.max
        /// Of the bot before, in the order of activation.
        var position: Int32 = -1
        /// The order that the event before cancelled at its agent's wish.
        var cancelled: Int64?
        /// Actions that showed, by the most that one of them can have done.
        var actions: Int64 = 0
        /// The agent of the `RATE_LIMIT_HIT` before.
        var limited = -1
    }

    /// Draws the order of this tick's bots, as the stream `activation` decides it.
    mutating func drawActivation() {
        guard let rules else { return }
        let bots = agents.indices.filter { agents[$0].isBot && agents[$0].isActive }
        var order: [Int] = []
        var stream = RandomStream(state: activationState)
        switch rules.activation {
        case .sequential:
            order = bots
        case .shuffled:
            order = bots
            stream.shuffle(&order)
        case .poisson:
            for bot in bots where stream.chance(rules.agents[bot].wakeRate) { order.append(bot) }
            stream.shuffle(&order)
        }
        activationState = stream.state
        positions = ContiguousArray(repeating: -1, count: agents.count)
        for (position, bot) in order.enumerated() { positions[bot] = Int32(position) }
    }

    /// Notes that an agent's action shows, in its phase, its turn and within its limit.
    ///
    /// - Parameter cancelled: The order it took back, for that may be one of many that a
    ///   single action took back.
    mutating func note(
        _ id: AgentID, isRefusedAsBankrupt: Bool = false, cancelled: OrderID? = nil
    ) throws(AuditFinding) {
        let agent = id.index
        try need(agents.indices.contains(agent), .identifiers, "a known agent", "\(agent)")
        try need(phase == .actions, .eventOrder, "no action after the limits", "agent \(agent)")
        try need(
            agents[agent].isActive != isRefusedAsBankrupt, .bankruptcy,
            "refusals of bankrupt agents, and of no other",
            "an action of agent \(agent), \(agents[agent].isActive ? "active" : "bankrupt")")
        let isOneMore =
            agent == turn.agent && (turn.cancelled ?? .max) < (cancelled?.number ?? 0)
        turn.cancelled = cancelled?.number
        if !isOneMore {
            agents[agent].actions += 1
            turn.actions += 1
        }
        try need(
            agents[agent].actions <= rules?.incentives.maxActionsPerTick ?? 0, .counts,
            "at most \(rules?.incentives.maxActionsPerTick ?? 0) actions",
            "\(agents[agent].actions) of agent \(agent)")
        try takeTurn(agent)
    }

    private mutating func takeTurn(_ agent: Int) throws(AuditFinding) {
        let isBot = agents[agent].isBot
        let latency = agents[agent].latencyTicks
        let stage: Turn.Stage = latency > 0 ? .delayed : isBot ? .bots : .remote
        try need(
            stage.rawValue >= turn.stage.rawValue, .eventOrder,
            "what was delayed, then remote agents, then bots", "agent \(agent) after them")
        turn.stage = stage
        if agent == turn.agent { return }
        try need(
            !(isBot && agents[agent].hasActed), .eventOrder, "one turn of each bot",
            "two of agent \(agent)")
        switch stage {
        case .delayed:
            try need(
                latency <= turn.latencyTicks, .eventOrder, "what waited longest first",
                "agent \(agent) after one submitted later")
            turn.latencyTicks = latency
        case .remote: break
        case .bots:
            try need(
                positions[agent] > turn.position, .eventOrder, "the order of activation",
                "agent \(agent) in the place \(positions[agent]) after \(turn.position)")
            turn.position = positions[agent]
        }
        agents[agent].hasActed = true
        turn.agent = agent
    }

    mutating func hitRateLimit(
        _ id: AgentID, attempted: Int64, limit: Int64
    ) throws(AuditFinding) {
        phase = .rateLimits
        try need(
            id.index > turn.limited && id.index < agents.count, .eventOrder,
            "limits by agent id, once each", "agent \(id.index) after \(turn.limited)")
        try need(
            agents[id.index].isActive, .bankruptcy, "nothing of a bankrupt agent",
            "RATE_LIMIT_HIT of agent \(id.index)")
        let most = rules?.incentives.maxActionsPerTick ?? 0
        try need(
            limit == most && attempted > most, .counts, "more than \(most) attempted",
            "\(attempted) at the limit \(limit)")
        turn.limited = id.index
    }
}
