import Determinism
import MarketModel
import Primitives
import Reports

/// Writes the events of a small exchange by hand and shows them to a page's model.
final class ExchangeScript {
    let model: ExchangeModel
    private var tick = Tick(0)
    private var lastOrder: Int64 = 0
    private var lastTrade: Int64 = 0

    /// Two agents with 10,000 of cash and 100 of an asset at a reference price of 100.
    init(ticks: Int64, name: String) {
        let market = MarketDescription(
            assets: ["CASH", "ASSET"],
            instruments: [
                Instrument(
                    id: InstrumentID(0), symbol: "ASSET/CASH", base: AssetID(1),
                    tickSize: amount("0.01"), lotSize: amount("0.1"),
                    referencePrice: amount("100"),
                    fees: FeeSchedule(maker: .zero, taker: .zero))
            ])
        model = ExchangeModel(market: market, ticksPerYear: 100)
        show(
            .runCreated(
                RunCreated(
                    scenario: [
                        "name": .string(name), "kind": "exchange", "ticks": .integer(ticks),
                    ], seed: 7)))
        for (index, agent) in ["anna", "bert"].enumerated() {
            show(
                .agentCreated(
                    AgentCreated(
                        agent: AgentID(index), name: agent, kind: .bot, bot: "hand",
                        balances: [amount("10000"), amount("100")])))
        }
        show(.runStarted)
    }

    func show(_ event: Event) { model.consume(event, in: tick) }

    @discardableResult
    func place(_ agent: Int, _ side: Side, _ quantity: String, at price: String) -> OrderID {
        lastOrder += 1
        show(
            .orderPlaced(
                OrderPlaced(
                    order: OrderID(lastOrder), agent: AgentID(agent), instrument: InstrumentID(0),
                    side: side,
                    terms: .limit(price: amount(price), timeInForce: .gtc, expiresAtTick: nil),
                    quantity: amount(quantity))))
        return OrderID(lastOrder)
    }

    /// One agent sells to another's resting bid.
    func sell(_ quantity: String, at price: String, from seller: Int, to buyer: Int) {
        let bid = place(buyer, .bid, quantity, at: price)
        let ask = place(seller, .ask, quantity, at: price)
        lastTrade += 1
        show(
            .tradeExecuted(
                TradeExecuted(
                    trade: TradeID(lastTrade), instrument: InstrumentID(0), price: amount(price),
                    quantity: amount(quantity), aggressorSide: .ask, makerOrder: bid,
                    takerOrder: ask, makerAgent: AgentID(buyer), takerAgent: AgentID(seller),
                    makerFee: .zero, takerFee: .zero)))
    }

    func endTick(trades: Int64 = 0) {
        show(.tickEnded(actions: 2 * trades, trades: trades))
        tick = Tick(tick.index + 1)
    }
}

/// An amount from its text, which a test writes correctly.
func amount(_ text: String) -> Amount {
    do {
        return try Amount(parsing: text)
    } catch {
        preconditionFailure("'\(text)' is no amount")
    }
}
