public import Analytics
public import Determinism
public import MarketModel
public import Primitives

/// Folds a laboratory's events into what its page shows.
public final class LaboratoryModel: ReportModel {
    private let analyzer = LaboratoryAnalyzer()
    private var description: String?
    private var traders: [LaboratoryTraderCreated] = []
    private var periods: [[Trade]] = []
    private var trades: [Trade] = []

    /// How many periods carry their trades one by one.
    private static let mostPeriods = 500

    /// A unit that changed hands.
    private struct Trade {
        var buyer: Int
        var seller: Int
        var price: Int64
    }

    /// Has seen nothing yet.
    public init() {}

    /// Takes an event in.
    public func consume(_ event: Event, in tick: Tick) {
        analyzer.consume(event, in: tick)
        switch event {
        case .runCreated(let origin): description = origin.scenario["description"]?.stringValue
        case .tickStarted: trades.removeAll(keepingCapacity: true)
        case .tradeExecuted(let trade):
            let buys = trade.aggressorSide == .bid
            let (taker, maker) = (trade.takerAgent.index, trade.makerAgent.index)
            trades.append(
                Trade(
                    buyer: buys ? taker : maker, seller: buys ? maker : taker,
                    price: Int64(clamping: trade.price.units / Int128(Amount.unitsPerWhole))))
        case .economy(.traderCreated(let trader)): traders.append(trader)
        case .economy(.goodsTraded(let trade)):
            trades.append(
                Trade(
                    buyer: trade.buyer.index, seller: trade.seller.index, price: trade.payment))
        case .economy(.periodEnded):
            if periods.count < Self.mostPeriods { periods.append(trades) }
        case .economy, .runStarted, .runStopped, .runBranched, .tickEnded, .agentCreated,
            .orderPlaced, .orderReplaced, .orderCancelled, .orderExpired, .orderRejected,
            .rateLimitHit, .decayApplied, .agentBankrupt, .balanceUpdated, .scenarioEvent:
            break
        }
    }

    /// What the events so far come to.
    public func document(of record: RunRecord) -> JSONValue {
        let summary = analyzer.summary()
        let count = Int64(summary.periods.count)
        let head = ModelHead.members(
            kind: "laboratory", name: summary.scenario, description: description,
            seed: summary.seed, ticks: count, events: summary.events,
            end: ModelHead.end(summary.stopReason, ticks: count, unit: "period"), record)
        return .object(
            head + [
                JSONMember("story", LaboratoryStory(summary).document),
                JSONMember("sampling", samplingDocument(summary)),
                JSONMember("summary", summary.document(of: record.reproducible)),
                JSONMember("theory", theory(summary)),
                JSONMember("traders", .array(traders.map(trader))),
                JSONMember("trades", .array(periods.map(period))),
            ])
    }

    private func samplingDocument(_ summary: LaboratorySummary) -> JSONValue {
        let all = summary.periods.count
        let sentence =
            periods.count < all
            ? "The trades one by one are those of the first \(periods.count) of \(all) periods. "
                + "Tables and means are those of all."
            : "Every trade of every period is carried."
        return ["every_ticks": 1, "sentence": .string(sentence)]
    }

    private func theory(_ summary: LaboratorySummary) -> JSONValue {
        let theory = summary.theory
        return [
            "values": .array(theory.values.map { .integer($0) }),
            "costs": .array(theory.costs.map { .integer($0) }),
            "crossing": theory.document,
        ]
    }

    private func trader(_ trader: LaboratoryTraderCreated) -> JSONValue {
        [
            "name": .string(trader.name), "side": trader.side == .bid ? "buyer" : "seller",
            "strategy": .string(trader.trader),
            "units": .array(trader.units.map { .integer($0) }),
        ]
    }

    /// Buyer, seller and price of every trade, one after the other.
    private func period(_ trades: [Trade]) -> JSONValue {
        .array(
            trades.flatMap {
                [.integer(Int64($0.buyer)), .integer(Int64($0.seller)), .integer($0.price)]
            })
    }
}

extension RunRecord {
    /// The record without what only one execution knows.
    var reproducible: RunRecord {
        RunRecord(runID: runID, finalEventHash: finalEventHash, wallSeconds: nil)
    }
}
