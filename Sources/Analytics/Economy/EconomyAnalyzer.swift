public import MarketModel
import Preferences
public import Primitives

/// Folds an economy's events into the figures of its summary.
public final class EconomyAnalyzer: EventConsumer {
    private var fold = EconomyFold()
    private var origin: RunCreated?
    private var stopReason: RunStopReason?
    private var ticksDone: Int64 = 0
    private var eventCount: Int64 = 0
    private var failedNegotiations: Int64 = 0
    private var moves: Int64 = 0
    private var prices: [ExchangePair: PriceStatistics] = [:]

    /// Has seen nothing yet.
    public init() {}

    /// Takes an event in.
    public func consume(_ event: Event, in tick: Tick) {
        eventCount += 1
        fold.consume(event)
        switch event {
        case .runCreated(let created): origin = created
        case .runStopped(let reason): stopReason = reason
        case .tickStarted: fold.openTick()
        case .tickEnded: ticksDone += 1
        case .economy(.goodsTraded(let trade)):
            prices[trade.pair, default: PriceStatistics()].add(trade)
        case .economy(.marketCleared(let market))
        where fold.economy?.hasAuctioneer == true && market.volume > 0:
            // An auctioneer's moves have no prices of their own.
            prices[market.pair, default: PriceStatistics()].add(market)
        case .economy(.goodsAllocated): moves += 1
        case .economy(.unpaired(let pair)) where pair.reason.isFailedNegotiation:
            failedNegotiations += 1
        case .economy, .runStarted, .runBranched, .agentCreated, .orderPlaced, .orderReplaced,
            .tradeExecuted, .orderCancelled, .orderExpired, .orderRejected, .rateLimitHit,
            .decayApplied, .agentBankrupt, .balanceUpdated, .scenarioEvent:
            break
        }
    }

    /// What the events so far come to.
    ///
    /// - Complexity: O(agents log agents).
    public func summary() -> EconomySummary {
        let agents = fold.agents.indices.map { summary(of: AgentID($0)) }
        var result = EconomySummary(
            status: stopReason == nil ? .paused : .completed, stopReason: stopReason,
            scenario: fold.economy?.name ?? "", seed: origin?.seed ?? 0, ticks: ticksDone,
            events: eventCount, agents: agents,
            pairs: ExchangePair.allCases.compactMap { pair in
                prices[pair].map { $0.summary(of: pair) }
            }, failedNegotiations: failedNegotiations, gini: Inequality.gini(agents.map(\.gain)))
        result.moves = moves
        result.pools = zip(fold.economy?.pools ?? [], fold.pools).map {
            EconomySummary.Pool(endowment: $0, holding: $1)
        }
        return result
    }

    private func summary(of id: AgentID) -> EconomySummary.Agent {
        let agent = fold.agents[id.index]
        return EconomySummary.Agent(
            id: id, utilityType: agent.taste.utility.typeName, endowment: agent.endowment,
            holding: agent.holding, startUtility: agent.startUtility,
            endUtility: fold.utility(of: id), gathered: agent.gathered,
            trades: agent.tradeCount)
    }
}

/// Prices of one pair, trade by trade.
private struct PriceStatistics {
    var trades: Int64 = 0
    var prices: Int64 = 0
    var volume: Int64 = 0
    var mean = 0.0
    /// The sum of squared distances from the mean.
    var squares = 0.0

    mutating func add(_ trade: GoodsTraded) {
        trades += 1
        volume += trade.units
        add(trade.price)
    }

    mutating func add(_ market: MarketCleared) {
        guard let price = market.price else { return }
        volume += market.volume
        add(price)
    }

    /// - Source: Welford, *Technometrics* 4 (1962).
    private mutating func add(_ price: Double) {
        prices += 1
        let distance = price - mean
        mean += distance / Double(prices)
        squares += distance * (price - mean)
    }

    func summary(of pair: ExchangePair) -> EconomySummary.Pair {
        EconomySummary.Pair(
            pair: pair, trades: trades, volume: volume, meanPrice: mean,
            priceDeviation: (squares / Double(prices)).squareRoot())
    }
}

/// How unequally something is shared out.
public enum Inequality {
    /// The Gini coefficient: 0 where all have the same, near 1 where one has everything.
    ///
    /// - Returns: `nil` where somebody has less than nothing, or nobody anything.
    /// - Complexity: O(n log n).
    public static func gini(_ values: [Double]) -> Double? {
        let sorted = values.sorted()
        let sum = sorted.reduce(0, +)
        guard let least = sorted.first, least >= 0, sum > 0, sum.isFinite else { return nil }
        var weighted = 0.0
        for (index, value) in sorted.enumerated() { weighted += Double(index + 1) * value }
        let count = Double(sorted.count)
        return max(0, 2 * weighted / (count * sum) - (count + 1) / count)
    }
}
