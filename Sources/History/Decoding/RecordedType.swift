/// The types of events that this version knows, by their names in the record.
enum RecordedType: String, CaseIterable {
    case runCreated = "RUN_CREATED"
    case agentCreated = "AGENT_CREATED"
    case runStarted = "RUN_STARTED"
    case runBranched = "RUN_BRANCHED"
    case runStopped = "RUN_STOPPED"
    case tickStarted = "TICK_START"
    case tickEnded = "TICK_END"
    case orderPlaced = "ORDER_PLACED"
    case orderReplaced = "ORDER_REPLACED"
    case tradeExecuted = "TRADE_EXECUTED"
    case orderCancelled = "ORDER_CANCELLED"
    case orderExpired = "ORDER_EXPIRED"
    case orderRejected = "ORDER_REJECTED"
    case rateLimitHit = "RATE_LIMIT_HIT"
    case decayApplied = "DECAY_APPLIED"
    case agentBankrupt = "AGENT_BANKRUPT"
    case balanceUpdated = "BALANCE_UPDATED"
    case scenarioEvent = "SCENARIO_EVENT"
    case resourcePlaced = "RESOURCE_PLACED"
    case resourceRegrown = "RESOURCE_REGROWN"
    case resourceHarvested = "RESOURCE_HARVESTED"
    case modeChanged = "MODE_CHANGED"
    case targetSet = "TARGET_SET"
    case claimMade = "CLAIM_MADE"
    case claimReleased = "CLAIM_RELEASED"
    case paired = "PAIRED"
    case unpaired = "UNPAIRED"
    case agentMoved = "AGENT_MOVED"
    case goodsTraded = "GOODS_TRADED"
    case goodsAllocated = "GOODS_ALLOCATED"
    case lambdaUpdated = "LAMBDA_UPDATED"
    case marketCleared = "MARKET_CLEARED"
    case periodEnded = "PERIOD_ENDED"

    /// The type with a name; `nil` for one that this version does not know.
    ///
    /// By length first, so that a few bytes decide and no string is made.
    @inline(__always)
    init?(_ name: UnsafeRawBufferPointer) {
        guard var reader = ByteReader(name) else { return nil }
        switch name.count {
        case 8 where reader.accept("TICK_END"): self = .tickEnded
        case 10 where reader.accept("TICK_START"): self = .tickStarted
        case 12 where reader.accept("ORDER_PLACED"): self = .orderPlaced
        case 14 where reader.accept("TRADE_EXECUTED"): self = .tradeExecuted
        case 14 where reader.accept("ORDER_REPLACED"): self = .orderReplaced
        case 14 where reader.accept("ORDER_REJECTED"): self = .orderRejected
        case 15 where reader.accept("ORDER_CANCELLED"): self = .orderCancelled
        case 13 where reader.accept("ORDER_EXPIRED"): self = .orderExpired
        case 13 where reader.accept("DECAY_APPLIED"): self = .decayApplied
        case 6...18:
            // Swift's strings are equal by meaning: a Kelvin sign would do for a K.
            guard name.allSatisfy({ $0 < 0x80 }),
                let type = Self(rawValue: String(decoding: name, as: UTF8.self))
            else { return nil }
            self = type
        default: return nil
        }
    }
}
