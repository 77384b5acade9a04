import Determinism
public import MarketModel
public import Primitives

/// Follows an economy from its events alone, and says where the record breaks a rule.
///
/// It folds positions, inventories, resources, pairings and claims with code of its own, and
/// checks conservation, that nothing is owed, that who trades is paired and near, and that no
/// trade helped either side by epsilon or less. Why an agent chose what it chose it does not
/// ask: that is what a replay is for. The first finding ends it.
public struct EconomyAuditor: AuditFold {
    enum Phase {
        case genesis, agents, resources, betweenTicks, ticking, stopped
    }

    /// The number of events audited.
    public internal(set) var eventCount: Int64 = 0
    /// What was found, if anything; the audit has ended there.
    public internal(set) var finding: AuditFinding?

    var rules: EconomyAuditRules?
    var phase = Phase.genesis
    var tick: Int64 = 0
    var ticksDone: Int64 = 0
    var mode: EconomyMode?
    var agents: [AuditedAgent] = []
    var cells: [Position: AuditedCell] = [:]
    var claims: [Position: AgentID] = [:]
    var tradeCount: Int64 = 0
    var tradesBefore: Int64 = 0
    /// Endowments and all that was gathered.
    var issued = AuditedBundle()
    /// The market trades of this tick that no `MARKET_CLEARED` has accounted for yet.
    var marketTrades: [GoodsTraded] = []
    /// The moves of a market whose first `MARKET_CLEARED` has or has not accounted for them.
    var marketMoves: [GoodsAllocated] = []
    var areMovesClosed = true
    /// The house's pools, as they are now.
    var pools: [AuditedPool] = []
    /// The markets of this tick, once one of them has done anything.
    var marketMembers: [[Int]]?
    /// How many resources were placed.
    var placedCount = 0

    /// Prepares to audit a run from its first event on.
    public init() {}

    /// Takes the next event of the run in.
    ///
    /// - Throws: The first thing that is wrong; the same again for every event after it.
    /// - Complexity: O(1); O(agents) at the end of a tick.
    public mutating func audit(_ event: Event, in tick: Tick) throws(AuditFinding) {
        try take(event, in: tick)
    }

    /// Says whether the record may end here: between two ticks.
    ///
    /// - Throws: What had to follow.
    public mutating func finish() throws(AuditFinding) {
        if let finding { throw finding }
        try need(
            phase == .betweenTicks || phase == .stopped, .eventOrder, "TICK_END",
            "the end of the record")
    }

    mutating func follow(_ event: Event, in tick: Tick) throws(AuditFinding) {
        if case .tickStarted = event { return try startTick(tick) }
        try need(tick)
        switch event {
        case .runCreated(let origin):
            try need(phase == .genesis, .eventOrder, "one RUN_CREATED", "another")
            do {
                rules = try EconomyAuditRules(origin)
            } catch {
                throw problem(.scenario, error.expected, error.found)
            }
            pools = rules?.pools ?? []
            for pool in pools { issued = issued + pool.holding }
            phase = .agents
        case .runStarted: try startRun()
        case .runStopped(let reason): try stopRun(because: reason)
        case .tickStarted: preconditionFailure("handled before")
        case .tickEnded(let actions, let trades):
            try need(actions == 0, .counts, "no actions in an economy", "\(actions)")
            try endTick(trades: trades)
        case .economy(let event): try follow(event)
        case .runBranched(let branched): try branch(branched)
        case .agentCreated, .orderPlaced, .orderReplaced, .tradeExecuted,
            .orderCancelled, .orderExpired, .orderRejected, .rateLimitHit, .decayApplied,
            .agentBankrupt, .balanceUpdated, .scenarioEvent:
            throw problem(.eventOrder, "an event of an economy", "one of an exchange")
        }
    }

    /// The rules are from here on those of the scenario with one more value.
    private mutating func branch(_ branched: RunBranched) throws(AuditFinding) {
        let open = ["params.", "search_protocol", "matching_protocol", "bargaining_protocol"]
        try need(phase == .ticking, .eventOrder, "no branch outside a tick", "one")
        guard let rules, open.contains(where: { branched.path.hasPrefix($0) }),
            let scenario = rules.scenario.replacing(branched.path, with: branched.value)
        else { throw problem(.scenario, "a rule or a protocol", branched.path) }
        do {
            self.rules = try EconomyAuditRules(RunCreated(scenario: scenario, seed: rules.seed))
        } catch {
            throw problem(.scenario, error.expected, error.found)
        }
    }

    private mutating func follow(_ event: EconomyEvent) throws(AuditFinding) {
        switch event {
        case .agentCreated(let agent): return try create(agent)
        case .resourcePlaced(let resource): return try place(resource)
        case .traderCreated, .periodEnded:
            throw problem(.eventOrder, "an event of an economy", "one of a laboratory")
        case .resourceRegrown, .modeChanged, .targetSet, .claimMade, .claimReleased, .paired,
            .unpaired, .agentMoved, .goodsTraded, .goodsAllocated, .resourceHarvested,
            .lambdaUpdated, .marketCleared:
            try need(phase == .ticking, .eventOrder, "no such event outside a tick", "one")
        }
        guard let rules else { return }
        switch event {
        case .agentCreated, .resourcePlaced, .traderCreated, .periodEnded: break
        case .marketCleared(let market): try close(market, rules)
        case .resourceRegrown(let resource): try grow(resource, rules)
        case .modeChanged(let old, let new): try change(old, new)
        case .targetSet(let target): try set(target, rules)
        case .claimMade(let agent, let position): try claim(position, agent, rules)
        case .claimReleased(let agent, let position):
            try need(
                claims[position] == agent, .resources, "a claim of \(agent.index)", "none")
            claims[position] = nil
        case .paired(let pair): try join(pair)
        case .unpaired(let pair): try part(pair, rules)
        case .agentMoved(let agent, let position): try move(agent, to: position, rules)
        case .goodsTraded(let trade):
            if pool(of: trade) != nil {
                try settleWithPool(trade, rules)
            } else {
                try settle(trade, rules)
            }
        case .goodsAllocated(let move): try allocate(move, rules)
        case .resourceHarvested(let harvest): try gather(harvest, rules)
        case .lambdaUpdated(let agent, let old, let new): try learn(agent, old, new, rules)
        }
    }

    /// Says that agents exist.
    func needAgents(_ ids: AgentID...) throws(AuditFinding) {
        for id in ids {
            try need(
                agents.indices.contains(id.index), .identifiers,
                "an agent below \(agents.count)", "\(id.index)")
        }
    }
}
