import Analytics
import Determinism
import History
import MarketModel
import Primitives

/// Folds the events of an exchange run, each of which holds, into the rows of the tables.
struct DerivedFold<Sink: DerivedSink> {
    private(set) var sink: Sink
    private let options: DerivedOptions
    private let market: MarketDescription
    private let analyzer: RunAnalyzer
    private let metricsEveryTicks: Int64
    private var orders: OrderFold
    private var agents: [[DerivedValue]] = []
    private var lastClosing: Tick?
    private var lastMetrics: Tick?

    /// Prepares to fold a run from its first event.
    ///
    /// - Parameter origin: Of a record that holds, so that it describes a market.
    /// - Throws: If it does not.
    init(_ origin: RunCreated, into sink: Sink, _ options: DerivedOptions) throws {
        self.sink = sink
        self.options = options
        market = try MarketDescription(recordedIn: origin.scenario)
        let (year, every) = (origin.scenario["ticks_per_year"], origin.scenario["metrics_every"])
        analyzer = RunAnalyzer(market: market, ticksPerYear: max(1, year?.integerValue ?? 1))
        metricsEveryTicks = max(1, every?.integerValue ?? 1)
        orders = OrderFold(market)
    }

    mutating func take(_ event: Event, sequence: Int64, in tick: Tick) throws {
        analyzer.consume(event, in: tick)
        switch event {
        case .orderPlaced(let placed): orders.place(placed, sequence: sequence, in: tick)
        case .orderReplaced(let replaced): orders.replace(replaced)
        case .tradeExecuted(let trade): try add(trade, sequence: sequence, in: tick)
        case .orderCancelled(let order):
            try add(orders.close(order.order, .cancelled(order.reason), in: tick))
        case .orderExpired(let order, _, _): try add(orders.close(order, .expired, in: tick))
        case .agentCreated(let created): agents.append(row(created))
        case .agentBankrupt(let bankrupt):
            agents[bankrupt.agent.index][5] = .integer(tick.index)
            agents[bankrupt.agent.index][6] = .text(bankrupt.cause.rawValue)
        case .tickEnded: try close(tick)
        case .runCreated, .runStarted, .runStopped, .tickStarted, .orderRejected, .rateLimitHit,
            .decayApplied, .balanceUpdated, .scenarioEvent, .runBranched:
            break
        }
    }

    /// Hands out what only the end of the record settles.
    mutating func finish() throws {
        if let lastClosing, lastMetrics != lastClosing { try addMetrics(in: lastClosing) }
        for row in agents { try sink.add(row, to: .agents) }
        for row in orders.openRows() { try sink.add(row, to: .orders) }
    }

    private mutating func close(_ tick: Tick) throws {
        lastClosing = tick
        let done = tick.index + 1
        if done % metricsEveryTicks == 0 { try addMetrics(in: tick) }
        if let every = options.bookEveryTicks, done % every == 0 { try addBooks(in: tick) }
    }

    private mutating func add(_ order: [DerivedValue]?) throws {
        if let order { try sink.add(order, to: .orders) }
    }

    private mutating func add(_ trade: TradeExecuted, sequence: Int64, in tick: Tick) throws {
        try sink.add(
            [
                .integer(trade.trade.number), .integer(sequence), .integer(tick.index),
                .text(market.instruments[trade.instrument.index].symbol),
                .text(trade.price.description), .text(trade.quantity.description),
                .text(trade.aggressorSide == .bid ? "bid" : "ask"),
                .integer(trade.makerOrder.number), .integer(trade.takerOrder.number),
                .integer(Int64(trade.makerAgent.index)), .integer(Int64(trade.takerAgent.index)),
                .text(trade.makerFee.description), .text(trade.takerFee.description),
            ], to: .trades)
        try add(orders.fill(trade.makerOrder, trade.quantity, in: tick))
        try add(orders.fill(trade.takerOrder, trade.quantity, in: tick))
    }

    private func row(_ agent: AgentCreated) -> [DerivedValue] {
        let balances = zip(market.assets, agent.balances).map { asset, amount in
            JSONMember(asset, .string(amount.description))
        }
        return [
            .integer(Int64(agent.agent.index)), .text(agent.name), .text(agent.kind.rawValue),
            agent.bot.map { .text($0) } ?? .none,
            .text(CanonicalJSON.text(.object(balances))), .none, .none,
        ]
    }

    private mutating func addMetrics(in tick: Tick) throws {
        lastMetrics = tick
        for agent in agents.indices {
            let metrics = analyzer.metrics(of: AgentID(agent))
            let holdings = metrics.holdings.map {
                JSONMember($0.asset, .string($0.amount.description))
            }
            func text(_ amount: Amount?) -> DerivedValue {
                amount.map { .text($0.description) } ?? .none
            }
            try sink.add(
                [
                    .integer(Int64(agent)), .integer(tick.index), text(metrics.cash),
                    .text(CanonicalJSON.text(.object(holdings))), text(metrics.equity),
                    text(metrics.profit), text(metrics.profitPercent),
                    text(metrics.highWaterMark), text(metrics.drawdown),
                    .integer(metrics.trades), .integer(metrics.orders),
                    .integer(metrics.rejections),
                ], to: .metrics)
        }
    }

    private mutating func addBooks(in tick: Tick) throws {
        for instrument in market.instruments {
            for side in Side.allCases {
                let levels = analyzer.depth(
                    of: instrument.id, side, levels: options.bookLevels)
                for (number, level) in levels.enumerated() {
                    try sink.add(
                        [
                            .integer(tick.index), .text(instrument.symbol),
                            .text(side == .bid ? "bid" : "ask"), .integer(Int64(number + 1)),
                            .text(level.price.description), .text(level.open.description),
                        ], to: .books)
                }
            }
        }
    }
}
