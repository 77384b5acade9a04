import Analytics
import Determinism
import Institutions
import MarketModel
import Primitives

/// Folds the events of an economy's run, each of which holds, into the rows of its tables.
///
/// What happened is in the events. What agents saw and might have done is computed again from
/// them by the rules of the institution, which are pure.
struct EconomyDerivedFold<Sink: DerivedSink> {
    /// What part of a tick the events tell of.
    private enum Phase {
        /// The mode is taken up.
        case opening(modeIsNew: Bool)
        /// Agents choose where to go, and are brought together.
        case deciding
        /// They walk, trade, gather and learn; or no tick is open.
        case acting
    }

    var sink: Sink
    var fold = EconomyFold()
    var rules: RecordedRules
    /// What agents went by; `nil` where only trades are kept, and before the run has started.
    var perceived: PerceivedEconomy?
    /// Whose λ changed in this tick.
    var hasLearned: [Bool] = []
    private let level: EconomyTelemetry
    private var phase = Phase.acting

    /// Prepares to fold a run from its first event.
    init(_ origin: RunCreated, into sink: Sink, _ level: EconomyTelemetry) {
        self.sink = sink
        self.level = level
        rules = RecordedRules(origin.scenario)
    }

    mutating func take(_ event: Event, in tick: Tick) throws {
        if level.keepsTicks { try follow(event, in: tick) }
        if case .economy(.goodsTraded(let trade)) = event { try add(trade, in: tick) }
        fold.consume(event)
        guard case .tickEnded = event, let perceived else { return }
        try addSnapshots(perceived, in: tick)
        for agent in hasLearned.indices { hasLearned[agent] = false }
    }

    /// Notes what an event says beyond trades, before it is folded.
    private mutating func follow(_ event: Event, in tick: Tick) throws {
        try leavePhase(before: event, in: tick)
        switch event {
        case .runStarted:
            perceived = PerceivedEconomy(rules, fold)
            hasLearned = fold.agents.map { _ in false }
        case .runBranched(let branch):
            rules.follow(branch)
            perceived?.follow(rules)
        case .tickStarted: phase = .opening(modeIsNew: false)
        case .economy(let event): try follow(event, in: tick)
        case .runCreated, .runStopped, .tickEnded, .agentCreated, .orderPlaced, .orderReplaced,
            .tradeExecuted, .orderCancelled, .orderExpired, .orderRejected, .rateLimitHit,
            .decayApplied, .agentBankrupt, .balanceUpdated, .scenarioEvent:
            break
        }
    }

    private mutating func follow(_ event: EconomyEvent, in tick: Tick) throws {
        switch event {
        case .modeChanged(let old, let new):
            phase = .opening(modeIsNew: true)
            try sink.add(
                [.integer(tick.index), .text(old.rawValue), .text(new.rawValue)],
                to: .modeChanges)
        case .paired(let pair):
            perceived?.endRest(pair.first, pair.second)
            try add(pair, in: tick)
        case .unpaired(let pair):
            if level == .debug && pair.reason.isFailedNegotiation {
                try addAttempts(of: pair.first, pair.second, leadingTo: nil, in: tick)
            }
            if let end = pair.cooldownUntil { perceived?.rest(pair.first, pair.second, until: end) }
            try add(pair, in: tick)
        case .goodsTraded(let trade):
            if level == .debug { try addAttempts(at: trade, in: tick) }
            // A pool quotes by its rule alone.
            for party in [trade.buyer, trade.seller] where fold.agents.indices.contains(party.index)
            {
                perceived?.noteChange(of: party)
            }
        case .goodsAllocated(let move): perceived?.noteChange(of: move.agent)
        case .marketCleared(let market): try add(market, in: tick)
        case .resourceHarvested(let harvest):
            perceived?.noteChange(of: harvest.agent)
            if fold.agents[harvest.agent.index].commitment != nil {
                perceived?.endRest(of: harvest.agent)
            }
        case .lambdaUpdated(let agent, let old, let new):
            perceived?.noteChange(of: agent)
            hasLearned[agent.index] = true
            try addLambda(of: agent, old, new, in: tick)
        case .agentCreated, .resourcePlaced, .resourceRegrown, .targetSet, .claimMade,
            .claimReleased, .agentMoved, .traderCreated, .periodEnded:
            break
        }
    }

    /// A phase is over when an event comes that only a later one has.
    private mutating func leavePhase(before event: Event, in tick: Tick) throws {
        guard let perceived else { return }
        if case .opening(let modeIsNew) = phase, !event.opensTick {
            perceived.perceive(fold, in: tick, keepsTrips: !modeIsNew)
            try addTickState(in: tick)
            phase = .deciding
        }
        if case .deciding = phase, event.endsDecision {
            try addDecisions(perceived, in: tick)
            phase = .acting
        }
    }
}

extension PartingReason {
    /// Whether a new mode dissolved the pair, before anybody looked around.
    fileprivate var isOfMode: Bool {
        if case .modeSwitch = self { true } else { false }
    }
}

extension Event {
    /// Whether it belongs to what comes before anybody looks around.
    fileprivate var opensTick: Bool {
        switch self {
        case .tickStarted, .runBranched, .economy(.modeChanged): true
        case .economy(.unpaired(let pair)): pair.reason.isOfMode
        case .economy, .runCreated, .runStarted, .runStopped, .tickEnded, .agentCreated,
            .orderPlaced, .orderReplaced, .tradeExecuted, .orderCancelled, .orderExpired,
            .orderRejected, .rateLimitHit, .decayApplied, .agentBankrupt, .balanceUpdated,
            .scenarioEvent:
            false
        }
    }

    /// Whether it comes after all have decided.
    fileprivate var endsDecision: Bool {
        switch self {
        case .tickEnded: true
        case .economy(let event):
            switch event {
            case .agentMoved, .goodsTraded, .goodsAllocated, .unpaired, .resourceHarvested,
                .resourceRegrown, .lambdaUpdated, .marketCleared, .periodEnded:
                true
            case .agentCreated, .resourcePlaced, .modeChanged, .targetSet, .claimMade,
                .claimReleased, .paired, .traderCreated:
                false
            }
        case .runCreated, .runStarted, .runStopped, .runBranched, .tickStarted, .agentCreated,
            .orderPlaced, .orderReplaced, .tradeExecuted, .orderCancelled, .orderExpired,
            .orderRejected, .rateLimitHit, .decayApplied, .agentBankrupt, .balanceUpdated,
            .scenarioEvent:
            false
        }
    }
}
