import Analytics
import MarketModel
import Primitives

/// Writes the events of a small run by hand and shows them to an analyzer.
final class RunScript {
    let market: MarketDescription
    let analyzer: RunAnalyzer
    private(set) var tick = Tick(0)
    private var lastOrder: Int64 = 0
    private var lastTrade: Int64 = 0

    /// One instrument, `ASSET/CASH` at a reference price of 100, ticks of 0.01 and lots of 0.1.
    static func market(_ count: Int = 1) -> MarketDescription {
        let symbols = ["ASSET", "GOLD"]
        return MarketDescription(
            assets: ["CASH"] + symbols.prefix(count),
            instruments: symbols.prefix(count).enumerated().map { index, symbol in
                Instrument(
                    id: InstrumentID(index), symbol: "\(symbol)/CASH",
                    base: AssetID(index + 1), tickSize: amount("0.01"),
                    lotSize: amount("0.1"), referencePrice: amount("100"),
                    fees: FeeSchedule(maker: .zero, taker: .zero))
            })
    }

    init(_ market: MarketDescription = RunScript.market(), ticksPerYear: Int64 = 100) {
        self.market = market
        analyzer = RunAnalyzer(market: market, ticksPerYear: ticksPerYear)
    }

    func show(_ event: Event) { analyzer.consume(event, in: tick) }

    /// Creates agents with 10,000 of cash and 100 of every other asset.
    func createAgents(_ names: String...) {
        let balances = market.assets.indices.map { Amount(whole: $0 == 0 ? 10_000 : 100) }
        for (index, name) in names.enumerated() {
            show(
                .agentCreated(
                    AgentCreated(
                        agent: AgentID(index), name: name, kind: .bot, bot: name,
                        balances: balances)))
        }
    }

    /// Places an order; at no price it is a market order.
    @discardableResult
    func place(
        _ agent: Int, _ side: Side, _ quantity: String, at price: String? = nil,
        in instrument: Int = 0
    ) -> OrderID {
        lastOrder += 1
        let terms = price.map {
            OrderTerms.limit(price: amount($0), timeInForce: .gtc, expiresAtTick: nil)
        }
        show(
            .orderPlaced(
                OrderPlaced(
                    order: OrderID(lastOrder), agent: AgentID(agent),
                    instrument: InstrumentID(instrument), side: side, terms: terms ?? .market,
                    quantity: amount(quantity))))
        return OrderID(lastOrder)
    }

    /// Lets the last order placed, or `taker`, trade with a resting one.
    func trade(
        _ quantity: String, at price: String, _ aggressor: Side, maker: (Int, OrderID),
        taker: (Int, OrderID), fees: (maker: String, taker: String) = ("0", "0"),
        in instrument: Int = 0
    ) {
        lastTrade += 1
        show(
            .tradeExecuted(
                TradeExecuted(
                    trade: TradeID(lastTrade), instrument: InstrumentID(instrument),
                    price: amount(price), quantity: amount(quantity),
                    aggressorSide: aggressor, makerOrder: maker.1, takerOrder: taker.1,
                    makerAgent: AgentID(maker.0), takerAgent: AgentID(taker.0),
                    makerFee: amount(fees.maker), takerFee: amount(fees.taker))))
    }

    /// One agent sells to another at a price, nothing else standing at it.
    func sell(_ quantity: String, at price: String, from seller: Int, to buyer: Int) {
        let bid = place(buyer, .bid, quantity, at: price)
        let ask = place(seller, .ask, quantity, at: price)
        trade(quantity, at: price, .ask, maker: (buyer, bid), taker: (seller, ask))
    }

    func cancel(_ order: OrderID, of agent: Int, open: String) {
        show(
            .orderCancelled(
                OrderCancelled(
                    order: order, agent: AgentID(agent), open: amount(open),
                    reason: .requested)))
    }

    func endTick(actions: Int64 = 0, trades: Int64 = 0) {
        show(.tickEnded(actions: actions, trades: trades))
        tick = Tick(tick.index + 1)
    }

    func summary() -> RunSummary { analyzer.summary() }

    func agent(_ index: Int) -> AgentSummary { summary().agents[index] }
}

/// An amount from its text, which a test writes correctly.
func amount(_ text: String) -> Amount {
    do {
        return try Amount(parsing: text)
    } catch {
        preconditionFailure("'\(text)' is no amount")
    }
}

/// The parts of a profit as text, in the order spread, inventory, fees, rebates, decay, other.
func texts(_ parts: ProfitParts) -> [String] {
    [parts.spread, parts.inventory, parts.fees, parts.rebates, parts.decay, parts.other]
        .map(\.shortestDescription)
}
