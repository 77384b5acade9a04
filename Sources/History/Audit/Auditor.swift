public import MarketModel
public import Primitives

/// Follows an exchange run from its events alone, and says where the record breaks a rule.
///
/// It is the second way to the same answer: written from the specification with plain code of
/// its own, it re-derives from each order, replacement and planned event all that must follow
/// (executions, fees, cancellations, expiries, decay, bankruptcies, estates) and compares. So
/// balances, reservations and queues here are what the record says they are, and may be held
/// against those of the world that wrote it. The first finding ends the audit, for what
/// follows would be noise.
///
/// Between two events of one action the state is ahead of the record: at what the action must
/// lead to. After `TICK_END` the two agree.
public struct Auditor: AuditFold {
    /// Where in a run the record is.
    enum Phase {
        case genesis, agents, betweenTicks, opening, actions, rateLimits, closing, stopped
    }

    /// What is known of an agent beside its balances.
    struct Agent {
        var isActive = true
        var isBot: Bool
        var latencyTicks: Int64
        /// The first and last of its open orders, by id.
        var oldest = AuditedOrder.none
        var newest = AuditedOrder.none
        /// Actions that showed in the present tick.
        var actions: Int64 = 0
        /// Whether its turn in the present tick is over.
        var hasActed = false
        var owesDecay = false
    }

    /// The number of events audited.
    public internal(set) var eventCount: Int64 = 0
    /// What was found, if anything; the audit has ended there.
    public internal(set) var finding: AuditFinding?

    let market: MarketDescription
    let encoder: EventEncoder
    var rules: AuditRules?
    var tick: Int64 = 0
    var phase = Phase.genesis
    /// The events that have to come next, in this order, and how many of them have.
    var expected: ContiguousArray<Event> = []
    var expectedDone = 0

    var agents: ContiguousArray<Agent> = []
    /// By agent, then asset.
    var available: ContiguousArray<Int128> = []
    var reserved: ContiguousArray<Int128> = []
    var house: ContiguousArray<Int128>
    /// Endowments and mints less burns, by asset.
    var issued: ContiguousArray<Int128>
    var venues: ContiguousArray<AuditedVenue>
    /// By order id less one.
    var orders: ContiguousArray<AuditedOrder> = []
    /// Orders that end with a tick, in order of id; for lookup only.
    var expiring: [Int64: [Int32]] = [:]
    var tradeCount: Int64 = 0

    var ticksDone: Int64 = 0
    var plannedDone = 0
    var tradesBefore: Int64 = 0
    var turn = Turn()
    /// Each agent's place in the order of this tick's bots; -1 for those asleep.
    var positions: ContiguousArray<Int32> = []
    var activationState: UInt32 = 0

    /// Prepares to audit a run from its first event on.
    ///
    /// - Parameter market: What is traded; `RUN_CREATED` has to describe the same.
    public init(market: MarketDescription) {
        self.market = market
        encoder = EventEncoder(market)
        house = ContiguousArray(repeating: 0, count: market.assets.count)
        issued = house
        venues = ContiguousArray(market.instruments.map { AuditedVenue($0) })
    }

    /// Takes the next event of the run in.
    ///
    /// - Throws: The first thing that is wrong; the same again for every event after it.
    /// - Complexity: O(1) for an event of an order, plus O(log levels) where a queue changes;
    ///   O(agents × assets) for the events of a tick.
    public mutating func audit(_ event: Event, in tick: Tick) throws(AuditFinding) {
        try take(event, in: tick)
    }

    /// Says whether the record may end here: between two ticks, with nothing outstanding.
    ///
    /// - Parameter isTickOpen: Whether it may end within a tick too, before the bots act: a run
    ///   that was served may stop there.
    /// - Throws: What had to follow.
    public mutating func finish(mayLeaveTickOpen isTickOpen: Bool = false) throws(AuditFinding) {
        if let finding { throw finding }
        if isTickOpen, phase == .opening {
            try leaveOpening()
            phase = .actions
        }
        if expectedDone < expected.count {
            throw problem(.eventOrder, text(of: expected[expectedDone]), "the end of the record")
        }
        guard phase == .betweenTicks || phase == .stopped || (isTickOpen && phase == .actions)
        else {
            throw problem(.eventOrder, "TICK_END", "the end of the record")
        }
        try checkBooks()
    }

    mutating func follow(_ event: Event, in tick: Tick) throws(AuditFinding) {
        if expectedDone < expected.count {
            guard expected[expectedDone] == event, tick.index == self.tick else {
                throw mismatch(expected[expectedDone], event, in: tick)
            }
            expectedDone += 1
            if expectedDone == expected.count {
                expected.removeAll(keepingCapacity: true)
                expectedDone = 0
            }
            return
        }
        if case .tickStarted = event { return try startTick(tick) }
        try need(tick)
        try begin(event)
    }

    /// Follows an event that nothing before it made due.
    private mutating func begin(_ event: Event) throws(AuditFinding) {
        switch event {
        case .runCreated(let origin): try createRun(origin)
        case .agentCreated(let agent): try createAgent(agent)
        case .runStarted: try startRun()
        case .runStopped(let reason): try stopRun(because: reason)
        case .tickStarted: preconditionFailure("handled before")
        case .runBranched(let branched): try branch(branched)
        case .scenarioEvent(let planned): try apply(planned)
        case .orderPlaced(let order):
            if try !mayAct(event) { return }
            try place(order)
        case .orderReplaced(let order):
            if try !mayAct(event) { return }
            try replace(order)
        case .orderCancelled(let order) where order.reason == .requested:
            if try !mayAct(event) { return }
            try cancelOnRequest(order)
        case .orderRejected(let rejection):
            if try !mayAct(event) { return }
            try refuse(rejection)
        case .rateLimitHit(let agent, let attempted, let limit):
            if try !mayAct(event) { return }
            try hitRateLimit(agent, attempted: attempted, limit: limit)
        case .economy:
            throw problem(.eventOrder, "an event of an exchange", text(of: event))
        case .tradeExecuted:
            throw problem(.priority, "no trade that nothing led to", text(of: event))
        case .tickEnded(let actions, let trades):
            if try !isClosing(event) { return }
            try endTick(actions: actions, trades: trades)
        case .orderCancelled, .orderExpired, .decayApplied, .agentBankrupt, .balanceUpdated:
            if try !isClosing(event) { return }
            throw problem(.eventOrder, "TICK_END", text(of: event))
        }
    }

    /// Leaves the opening, if that is where the record is. Whether the event is an action:
    /// otherwise it was the first consequence of the opening, and has been compared.
    private mutating func mayAct(_ event: Event) throws(AuditFinding) -> Bool {
        if phase == .opening {
            try leaveOpening()
            phase = .actions
            if !expected.isEmpty {
                try follow(event, in: Tick(tick))
                return false
            }
        }
        guard phase == .actions || phase == .rateLimits else {
            throw problem(.eventOrder, "no action now", text(of: event))
        }
        return true
    }

    /// Enters the closing, if the record has not. Whether nothing is due there any more:
    /// otherwise the event was the first that was, and has been compared.
    private mutating func isClosing(_ event: Event) throws(AuditFinding) -> Bool {
        if phase == .opening, try !mayAct(event) { return false }
        guard phase == .actions || phase == .rateLimits || phase == .closing else {
            throw problem(.eventOrder, "no such event outside a tick", text(of: event))
        }
        if phase == .closing { return true }
        phase = .closing
        try closeTick()
        if expected.isEmpty { return true }
        try follow(event, in: Tick(tick))
        return false
    }
}
