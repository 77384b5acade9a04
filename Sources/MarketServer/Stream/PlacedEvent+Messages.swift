import Determinism
import MarketModel
import Primitives
import Runner

extension PlacedEvent {
    /// What the event tells a stream.
    func messages(for filter: StreamFilter, in market: MarketDescription) -> [StreamMessage] {
        var found: [StreamMessage] = []
        if filter.has(.trades), case .tradeExecuted(let trade) = event {
            found.append(message(.trades, publicDocument(trade, market)))
        }
        if filter.has(.ticks), let document = tickDocument {
            found.append(message(.ticks, document))
        }
        if filter.has(.agent), let agent = filter.agent {
            found += documents(of: agent, market).map { message(.agent, $0) }
        }
        return found
    }

    /// Whether the event tells something on a channel of single events.
    func isTold(on channel: StreamChannel, to agent: AgentID?) -> Bool {
        switch channel {
        case .trades:
            if case .tradeExecuted = event { return true }
            return false
        case .ticks: return tickDocument != nil
        case .agent: return agent.map(concerns) ?? false
        case .book, .metrics: return false
        }
    }

    private func message(_ channel: StreamChannel, _ document: JSONValue) -> StreamMessage {
        StreamMessage(
            channel: channel, sequence: sequence, tick: tick.index,
            data: CanonicalJSON.encode(document))
    }

    private func publicDocument(
        _ trade: TradeExecuted, _ market: MarketDescription
    ) -> JSONValue {
        RecordedTrade(trade: trade, tick: tick, sequence: sequence).document(in: market)
    }

    private var tickDocument: JSONValue? {
        switch event {
        case .tickStarted: ["event_type": "TICK_START"]
        case .tickEnded(let actions, let trades):
            [
                "event_type": "TICK_END", "actions": .integer(actions),
                "trades": .integer(trades),
            ]
        case .runStopped(let reason):
            ["event_type": "RUN_STOPPED", "reason": .string(reason.rawValue)]
        case .runCreated, .agentCreated, .runBranched, .runStarted, .orderPlaced,
            .orderReplaced, .tradeExecuted, .orderCancelled, .orderExpired, .orderRejected,
            .rateLimitHit, .decayApplied, .agentBankrupt, .balanceUpdated, .scenarioEvent,
            .economy:
            nil
        }
    }

    /// Whether the event is an agent's business.
    func concerns(_ agent: AgentID) -> Bool {
        switch event {
        case .agentCreated(let created): created.agent == agent
        case .orderPlaced(let order): order.agent == agent
        case .orderReplaced(let order): order.agent == agent
        case .tradeExecuted(let trade): trade.makerAgent == agent || trade.takerAgent == agent
        case .orderCancelled(let order): order.agent == agent
        case .orderExpired(_, let owner, _): owner == agent
        case .orderRejected(let rejection): rejection.agent == agent
        case .rateLimitHit(let limited, _, _): limited == agent
        case .decayApplied(let owner, _, _, _): owner == agent
        case .agentBankrupt(let bankrupt): bankrupt.agent == agent
        case .balanceUpdated(let update): update.holder == .agent(agent)
        case .runCreated, .runBranched, .runStarted, .runStopped, .tickStarted, .tickEnded,
            .scenarioEvent, .economy:
            false
        }
    }

    /// What the event tells the agent it concerns; a trade with itself is told from both sides.
    private func documents(of agent: AgentID, _ market: MarketDescription) -> [JSONValue] {
        guard concerns(agent) else { return [] }
        switch event {
        case .tradeExecuted(let trade):
            let recorded = RecordedTrade(trade: trade, tick: tick, sequence: sequence)
            var sides: [JSONValue] = []
            if trade.makerAgent == agent { sides.append(recorded.makerDocument(in: market)) }
            if trade.takerAgent == agent {
                sides.append(recorded.document(of: agent, in: market))
            }
            return sides.map { Self.named("TRADE_EXECUTED", $0) }
        case .orderPlaced(let order):
            return [Self.named("ORDER_PLACED", order.document(market, in: tick))]
        case .orderReplaced(let order):
            return [
                Self.named(
                    "ORDER_REPLACED",
                    [
                        "order_id": .integer(order.order.number), "price": order.price.json,
                        "open": order.open.json, "kept_priority": .bool(order.keptPriority),
                    ])
            ]
        case .orderCancelled(let order):
            return [
                Self.named(
                    "ORDER_CANCELLED",
                    [
                        "order_id": .integer(order.order.number), "open": order.open.json,
                        "reason": .string("\(order.reason.name)"),
                    ])
            ]
        case .orderExpired(let order, _, let open):
            return [
                Self.named(
                    "ORDER_EXPIRED",
                    ["order_id": .integer(order.number), "open": open.json])
            ]
        default: return accountDocuments(market)
        }
    }

    private static func named(_ type: String, _ document: JSONValue) -> JSONValue {
        .object([JSONMember("event_type", .string(type))] + (document.objectValue ?? []))
    }

    /// Of events that are about an account rather than an order.
    private func accountDocuments(_ market: MarketDescription) -> [JSONValue] {
        func asset(_ id: AssetID) -> JSONValue { .string(market.assets[id.index]) }
        func balances(_ list: [Amount]) -> JSONValue {
            .object(zip(market.assets, list).map { JSONMember($0, $1.json) })
        }
        switch event {
        case .agentCreated(let created):
            return [Self.named("AGENT_CREATED", ["balances": balances(created.balances)])]
        case .orderRejected(let rejection):
            return [Self.named("ORDER_REJECTED", rejection.document)]
        case .rateLimitHit(_, let attempted, let limit):
            return [
                Self.named(
                    "RATE_LIMIT_HIT",
                    ["attempted": .integer(attempted), "limit": .integer(limit)])
            ]
        case .decayApplied(_, let id, let amount, _):
            return [Self.named("DECAY_APPLIED", ["asset": asset(id), "amount": amount.json])]
        case .agentBankrupt(let bankrupt):
            return [
                Self.named(
                    "AGENT_BANKRUPT",
                    [
                        "equity": bankrupt.equity.json,
                        "balances": balances(bankrupt.balances),
                        "cause": .string(bankrupt.cause.rawValue),
                    ])
            ]
        case .balanceUpdated(let update):
            return [
                Self.named(
                    "BALANCE_UPDATED",
                    [
                        "asset": asset(update.asset), "amount": update.amount.json,
                        "reason": .string(update.reason.rawValue),
                    ])
            ]
        default: return []
        }
    }
}

extension OrderPlaced {
    fileprivate func document(_ market: MarketDescription, in tick: Tick) -> JSONValue {
        RecordedOrder(placed: self, placedTick: tick, open: quantity.units, price: limitPrice)
            .document(in: market)
    }

    private var limitPrice: Amount? {
        if case .limit(let price, _, _) = terms { return price }
        return nil
    }
}

extension Rejection {
    fileprivate var document: JSONValue {
        var members = [
            JSONMember("action", .string(action.rawValue)),
            JSONMember("reason_code", .string("\(reason.code)")),
        ]
        if let order { members.append(JSONMember("order_id", .integer(order.number))) }
        if let clientOrderID {
            members.append(JSONMember("client_order_id", .string(clientOrderID)))
        }
        return .object(members)
    }
}
