import Determinism
public import MarketModel
public import Primitives

/// Folds a laboratory's events into the figures of its summary.
public final class LaboratoryAnalyzer: EventConsumer {
    /// What each period came to.
    public private(set) var periods: [LaboratoryPeriod] = []

    private var traders: [LaboratoryTraderCreated] = []
    private var measure: PeriodMeasure?
    private var trades: [LaboratoryTrade] = []
    private var origin: RunCreated?
    private var stopReason: RunStopReason?
    private var eventCount: Int64 = 0

    /// Has seen nothing yet.
    public init() {}

    /// What theory says of a period; `nil` before all traders are known.
    public var theory: SupplyAndDemand? { measure?.theory }

    /// Takes an event in.
    public func consume(_ event: Event, in tick: Tick) {
        eventCount += 1
        switch event {
        case .runCreated(let created): origin = created
        case .runStarted: measure = PeriodMeasure(traders)
        case .runStopped(let reason): stopReason = reason
        case .tickStarted: trades.removeAll(keepingCapacity: true)
        case .tradeExecuted(let trade):
            let buys = trade.aggressorSide == .bid
            let (taker, maker) = (trade.takerAgent.index, trade.makerAgent.index)
            trades.append(
                LaboratoryTrade(
                    buyer: buys ? taker : maker, seller: buys ? maker : taker,
                    price: Int64(trade.price.units / Int128(Amount.unitsPerWhole))))
        case .economy(let event): consume(event)
        case .tickEnded, .runBranched, .agentCreated, .orderPlaced, .orderReplaced,
            .orderCancelled, .orderExpired, .orderRejected, .rateLimitHit, .decayApplied,
            .agentBankrupt, .balanceUpdated, .scenarioEvent:
            break
        }
    }

    private func consume(_ event: EconomyEvent) {
        switch event {
        case .traderCreated(let trader): traders.append(trader)
        case .goodsTraded(let trade):
            trades.append(
                LaboratoryTrade(
                    buyer: trade.buyer.index, seller: trade.seller.index, price: trade.payment))
        case .periodEnded:
            guard let measure else { return }
            periods.append(measure.measure(trades))
        case .agentCreated, .resourcePlaced, .resourceRegrown, .modeChanged, .targetSet,
            .claimMade, .claimReleased, .paired, .unpaired, .agentMoved, .resourceHarvested,
            .goodsAllocated, .lambdaUpdated, .marketCleared:
            break
        }
    }

    /// What the events so far come to.
    public func summary() -> LaboratorySummary {
        let scenario = origin?.scenario
        return LaboratorySummary(
            status: stopReason == nil ? .paused : .completed, stopReason: stopReason,
            scenario: scenario?["name"]?.stringValue ?? "",
            institution: scenario?["institution"]?["name"]?.stringValue ?? "",
            seed: origin?.seed ?? 0, events: eventCount,
            buyers: traders.count { $0.side == .bid },
            sellers: traders.count { $0.side == .ask },
            theory: measure?.theory ?? SupplyAndDemand(values: [], costs: []), periods: periods)
    }
}
