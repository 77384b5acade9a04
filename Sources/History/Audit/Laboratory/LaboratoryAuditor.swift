public import MarketModel
public import Primitives

/// Follows a laboratory from its events alone, and says where the record breaks a rule.
///
/// It folds units and quotes with code of its own, and checks that nobody trades more than its
/// units, that prices lie in the range and a trade's is the earlier quote's, that nobody makes a
/// loss unless its strategy may, and that every period's surplus and efficiency are right. The
/// first finding ends it.
public struct LaboratoryAuditor: AuditFold {
    enum Phase {
        case genesis, traders, betweenTicks, ticking, periodOver, stopped
    }

    /// The number of events audited.
    public internal(set) var eventCount: Int64 = 0
    /// What was found, if anything; the audit has ended there.
    public internal(set) var finding: AuditFinding?

    var rules: LaboratoryAuditRules?
    var phase = Phase.genesis
    var tick: Int64 = 0
    var ticksDone: Int64 = 0
    var traders: [AuditedTrader] = []
    var book = AuditedQuotes()
    var tradeCount: Int64 = 0
    var periodTrades: Int64 = 0
    var periodSurplus: Int64 = 0

    /// Prepares to audit a run from its first event on.
    public init() {}

    /// Takes the next event of the run in.
    ///
    /// - Throws: The first thing that is wrong; the same again for every event after it.
    public mutating func audit(_ event: Event, in tick: Tick) throws(AuditFinding) {
        try take(event, in: tick)
    }

    /// Says whether the record may end here: between two periods.
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
        case .runCreated(let origin): try begin(origin)
        case .runStarted:
            guard let rules, phase == .traders, traders.count == rules.traders.count else {
                throw problem(.eventOrder, "AGENT_CREATED for all", "RUN_STARTED")
            }
            phase = .betweenTicks
        case .runStopped(let reason): try stopRun(because: reason)
        case .tickStarted: preconditionFailure("handled before")
        case .tickEnded(let actions, let trades):
            try need(
                phase == .periodOver && actions == 0 && trades == periodTrades && book.isEmpty,
                .counts, "PERIOD_ENDED, \(periodTrades) trades and an empty book",
                "\(actions) actions, \(trades) trades")
            phase = .betweenTicks
        case .economy(let event): try follow(event)
        case .orderPlaced(let order): try place(order)
        case .orderReplaced(let order): try replace(order)
        case .orderCancelled(let order): try cancel(order)
        case .tradeExecuted(let trade): try execute(trade)
        case .agentCreated, .runBranched, .orderExpired, .orderRejected, .rateLimitHit,
            .decayApplied, .agentBankrupt, .balanceUpdated, .scenarioEvent:
            throw problem(.eventOrder, "an event of a laboratory", "one of an exchange")
        }
    }

    private mutating func follow(_ event: EconomyEvent) throws(AuditFinding) {
        switch event {
        case .traderCreated(let trader): try create(trader)
        case .goodsTraded(let trade): try settle(trade)
        case .marketCleared(let market):
            try need(
                phase == .ticking && market.volume == periodTrades
                    && market.surplus == Double(periodSurplus), .counts,
                "\(periodTrades) units and a surplus of \(periodSurplus)",
                "\(market.volume) and \(market.surplus)")
        case .periodEnded(let period): try end(period)
        case .agentCreated, .resourcePlaced, .resourceRegrown, .modeChanged, .targetSet,
            .claimMade, .claimReleased, .paired, .unpaired, .agentMoved, .resourceHarvested,
            .goodsAllocated, .lambdaUpdated:
            throw problem(.eventOrder, "an event of a laboratory", "one of an economy")
        }
    }
}
