import Determinism
public import MarketModel
public import Primitives

/// Folds the events of an exchange run into the figures a run reports.
///
/// It knows the market and the events and nothing else: no live world, no clock. The same
/// events, live or read back from a record, give the same figures.
public final class RunAnalyzer: EventConsumer {
    let market: MarketDescription
    let ticksPerYear: Int64
    private(set) var quotes: MarketFold
    private(set) var accounts: AccountFold
    private(set) var statistics: ContiguousArray<InstrumentStatistics>
    private(set) var origin: RunCreated?
    private(set) var stopReason: RunStopReason?
    private(set) var eventCount: Int64 = 0
    private(set) var actionCount: Int64 = 0
    private(set) var tradeCount: Int64 = 0
    private(set) var ticksDone: Int64 = 0

    /// Prepares to fold a run from its first event.
    ///
    /// - Parameters:
    ///   - market: The run's assets and instruments.
    ///   - ticksPerYear: What annualises a Sharpe ratio; positive.
    public init(market: MarketDescription, ticksPerYear: Int64) {
        precondition(ticksPerYear > 0, "a year has ticks, got \(ticksPerYear)")
        self.market = market
        self.ticksPerYear = ticksPerYear
        quotes = MarketFold(market)
        accounts = AccountFold(assetCount: market.assets.count)
        statistics = ContiguousArray(
            repeating: InstrumentStatistics(), count: market.instruments.count)
    }

    /// Goes on from a state that fits.
    func restore(_ state: AnalyzerState, origin: RunCreated) {
        quotes.restore(state.books, state.orders)
        accounts = state.accounts
        statistics = state.statistics
        self.origin = origin
        stopReason = state.stopReason
        (eventCount, ticksDone) = (state.eventCount, state.ticksDone)
        (actionCount, tradeCount) = (state.actionCount, state.tradeCount)
    }

    /// What is traded.
    public var instruments: [Instrument] { market.instruments }

    /// Takes an event in.
    ///
    /// - Complexity: O(log levels); at a closing, O(agents × assets).
    public func consume(_ event: Event, in tick: Tick) {
        eventCount += 1
        switch event {
        case .orderPlaced(let order):
            quotes.place(order)
            // The sale of an estate is nobody's action.
            if !order.isEstate { accounts.countOrder(of: order.agent) }
        case .orderReplaced(let order):
            quotes.replace(order)
        case .tradeExecuted(let trade):
            settle(trade)
        case .orderCancelled(let order):
            quotes.remove(order.order, open: order.open)
        case .orderExpired(let order, _, let open):
            quotes.remove(order, open: open)
        case .orderRejected(let rejection):
            accounts.countRejection(of: rejection.agent)
        case .tickEnded(let actions, let trades):
            close(actions: actions, trades: trades)
        case .tickStarted, .runStarted, .economy:
            break
        case .runCreated, .runStopped, .agentCreated, .rateLimitHit, .decayApplied,
            .agentBankrupt, .balanceUpdated, .scenarioEvent, .runBranched:
            consumeSeldom(event, in: tick)
        }
    }

    /// The events of which a run has few.
    private func consumeSeldom(_ event: Event, in tick: Tick) {
        switch event {
        case .runCreated(let created):
            origin = created
        case .runStopped(let reason):
            stopReason = reason
        case .agentCreated(let agent):
            accounts.open(agent, at: forEachAsset(quotes.referenceMark))
        case .rateLimitHit(let agent, let attempted, let limit):
            accounts.countRateLimited(attempted - limit, of: agent)
        case .decayApplied(let agent, _, let amount, _):
            accounts.decay(amount, of: agent)
        case .agentBankrupt(let bankrupt):
            accounts.declareBankrupt(bankrupt.agent, in: tick)
        case .balanceUpdated(let update):
            accounts.update(update, at: quotes.mark(of: update.asset))
        case .scenarioEvent(.referencePrice(let instrument, let price)):
            quotes.setReferencePrice(price, of: instrument)
        case .scenarioEvent, .runBranched, .tickStarted, .tickEnded, .runStarted, .orderPlaced,
            .orderReplaced, .tradeExecuted, .orderCancelled, .orderExpired, .orderRejected,
            .economy:
            break
        }
    }

    /// The marks of all assets by number, as they stand now; cash has none.
    var marks: [Mark?] { forEachAsset(quotes.mark) }

    private func forEachAsset(_ mark: (AssetID) -> Mark?) -> [Mark?] {
        market.assets.indices.map { mark(AssetID($0)) }
    }

    private func settle(_ trade: TradeExecuted) {
        let index = trade.instrument.index
        // Every notional is exact: prices are whole ticks and quantities whole lots.
        let product = trade.price.units * trade.quantity.units
        let notional = product.flooredQuotient(Int128(Amount.unitsPerWhole))
        accounts.settle(
            trade, notional: notional, yardstick: quotes.books[index].markBeforeAction,
            base: market.instruments[index].base)
        statistics[index].trade(trade.price, trade.quantity, notional: notional)
        quotes.trade(trade)
    }

    private func close(actions: Int64, trades: Int64) {
        ticksDone += 1
        actionCount += actions
        tradeCount += trades
        for index in statistics.indices { statistics[index].close(quotes.books[index]) }
        accounts.close(at: marks)
    }
}
