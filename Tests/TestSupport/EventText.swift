public import MarketModel
import Primitives

/// Events as the lines of a test:
///
///     placed 7 0 bid 5 @ 101 ioc                  order, agent, side, quantity, price, terms
///     trade 3 2 @ 100 maker 4/1 taker 7/0 fee 0/0.02   order/agent, then both fees
///     replaced 7 @ 101 open 3 kept                cancelled 7 3 ioc_remainder
///     expired 7 3                                 rejected 0 INVALID_PRICE
///     balance house CASH 5 estate                 bankrupt 0 equity 0 left 0 0
///
/// The first instrument is not named, others are: `… in GOLD/CASH`.
public struct EventText {
    let market: MarketDescription

    /// Writes events of a market.
    public init(_ market: MarketDescription) { self.market = market }

    /// The line of an event.
    public func line(_ event: Event) -> String {
        switch event {
        case .runCreated(let origin): "created seed \(origin.seed)"
        case .agentCreated(let agent): "agent \(agent.agent.index) \(agent.name)"
        case .runStarted: "started"
        case .runStopped(let reason): "stopped \(reason.rawValue)"
        case .tickStarted: "tick"
        case .tickEnded(let actions, let trades): "end \(actions) \(trades)"
        case .orderPlaced(let order): line(order)
        case .orderReplaced(let change):
            "replaced \(change.order.number) @ \(text(change.price)) open "
                + "\(text(change.open)) \(change.keptPriority ? "kept" : "lost")"
        case .tradeExecuted(let trade): line(trade)
        case .orderCancelled(let gone):
            "cancelled \(gone.order.number) \(text(gone.open)) \(gone.reason.name)"
        case .orderExpired(let order, _, let open): "expired \(order.number) \(text(open))"
        case .orderRejected(let refusal):
            "rejected \(refusal.agent.index) \(refusal.reason.code)"
        case .rateLimitHit(let agent, let attempted, let limit):
            "rate_limit \(agent.index) \(attempted) of \(limit)"
        case .decayApplied(let agent, _, let amount, let due):
            "decay \(agent.index) \(text(amount))" + (due.map { " of \(text($0))" } ?? "")
        case .agentBankrupt(let agent): line(agent)
        case .balanceUpdated(let update): line(update)
        case .economy(let event): "economy \(event)"
        case .runBranched(let branched): "branched \(branched.path)"
        case .scenarioEvent(let planned): "scenario \(planned.kind)"
        }
    }

    private func line(_ order: OrderPlaced) -> String {
        var line = "placed \(order.order.number) \(order.agent.index) \(order.side) "
        line += text(order.quantity)
        switch order.terms {
        case .market: line += " market"
        case .limit(let price, let timeInForce, let expiry):
            line += " @ \(text(price))"
            if timeInForce != .gtc { line += " \(timeInForce.name)" }
            if let expiry { line += " \(expiry.index)" }
        }
        line += place(order.instrument)
        if let name = order.clientOrderID { line += " as \(name)" }
        return line + (order.isEstate ? " estate" : "")
    }

    private func line(_ trade: TradeExecuted) -> String {
        "trade \(trade.trade.number) \(text(trade.quantity)) @ \(text(trade.price)) "
            + "maker \(trade.makerOrder.number)/\(trade.makerAgent.index) "
            + "taker \(trade.takerOrder.number)/\(trade.takerAgent.index) "
            + "fee \(text(trade.makerFee))/\(text(trade.takerFee))" + place(trade.instrument)
    }

    private func line(_ agent: AgentBankrupt) -> String {
        let left = agent.balances.map { text($0) }.joined(separator: " ")
        let cause = agent.cause == .obligation ? " obligation" : ""
        return "bankrupt \(agent.agent.index) equity \(text(agent.equity)) left \(left)" + cause
    }

    private func line(_ update: BalanceUpdated) -> String {
        let holder =
            switch update.holder {
            case .agent(let agent): "\(agent.index)"
            case .house: "house"
            }
        return "balance \(holder) \(market.assets[update.asset.index]) "
            + "\(text(update.amount)) \(update.reason.rawValue)"
    }

    private func place(_ id: InstrumentID) -> String {
        id.index == 0 ? "" : " in \(market.instruments[id.index].symbol)"
    }

    private func text(_ amount: Amount) -> String { amount.shortestDescription }
}
