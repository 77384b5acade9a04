import Determinism
import MarketModel
import Primitives

/// Events as JSON documents, written from the table of event types and nothing else: slow,
/// obvious, one line per field.
struct SlowEncoder {
    let market: MarketDescription

    func document(
        _ event: Event, sequence: Int, previous: String, run: String, tick: Tick
    ) -> JSONValue {
        let (type, payload) = describe(event)
        return [
            "tick_id": .integer(tick.index),
            "run_id": .string(run),
            "prev_hash": .string(previous),
            "payload": .object(
                payload.compactMap { name, value in
                    value.map { JSONMember(name, $0) }
                }),
            "event_type": .string(type),
            "event_seq": .integer(Int64(sequence)),
        ]
    }

    typealias Fields = [(String, JSONValue?)]

    private func describe(_ event: Event) -> (String, Fields) {
        switch event {
        case .runCreated(let origin):
            (
                "RUN_CREATED",
                [
                    ("seed", .integer(Int64(origin.seed))), ("scenario", origin.scenario),
                    ("event_schema", 1),
                ]
            )
        case .agentCreated(let agent): ("AGENT_CREATED", fields(agent))
        case .runStarted: ("RUN_STARTED", [])
        case .runStopped(let reason): ("RUN_STOPPED", [("reason", .string(reason.rawValue))])
        case .tickStarted: ("TICK_START", [])
        case .tickEnded(let actions, let trades):
            ("TICK_END", [("trades", .integer(trades)), ("actions", .integer(actions))])
        case .orderPlaced(let order): ("ORDER_PLACED", fields(order))
        case .orderReplaced(let order): ("ORDER_REPLACED", fields(order))
        case .tradeExecuted(let trade): ("TRADE_EXECUTED", fields(trade))
        case .orderCancelled(let order): ("ORDER_CANCELLED", fields(order))
        case .orderExpired(let order, let agent, let open):
            (
                "ORDER_EXPIRED",
                [
                    ("order_id", id(order)), ("agent_id", id(agent)), ("open", text(open)),
                ]
            )
        case .orderRejected(let refusal): ("ORDER_REJECTED", fields(refusal))
        case .rateLimitHit(let agent, let attempted, let limit):
            (
                "RATE_LIMIT_HIT",
                [
                    ("limit", .integer(limit)), ("attempted", .integer(attempted)),
                    ("agent_id", id(agent)),
                ]
            )
        case .decayApplied(let agent, let asset, let amount, let due):
            (
                "DECAY_APPLIED",
                [
                    ("agent_id", id(agent)), ("asset", name(asset)), ("amount", text(amount)),
                    ("due", due.map { text($0) }),
                ]
            )
        case .agentBankrupt(let agent): ("AGENT_BANKRUPT", fields(agent))
        case .balanceUpdated(let update): ("BALANCE_UPDATED", fields(update))
        case .economy(let event): slow(event)
        case .runBranched(let branched):
            ("RUN_BRANCHED", [("value", branched.value), ("path", .string(branched.path))])
        case .scenarioEvent(let planned): ("SCENARIO_EVENT", fields(planned))
        }
    }

    private func fields(_ agent: AgentCreated) -> Fields {
        [
            ("name", .string(agent.name)), ("kind", agent.kind == .bot ? "bot" : "remote"),
            ("bot", agent.bot.map { .string($0) }), ("balances", balances(agent.balances)),
            ("agent_id", id(agent.agent)),
        ]
    }

    private func fields(_ order: OrderPlaced) -> Fields {
        var fields: Fields = [
            ("order_id", id(order.order)), ("agent_id", id(order.agent)),
            ("instrument", symbol(order.instrument)), ("side", side(order.side)),
            ("quantity", text(order.quantity)),
            ("client_order_id", order.clientOrderID.map { .string($0) }),
            ("estate", order.isEstate ? true : nil),
        ]
        switch order.terms {
        case .market: fields.append(("type", "market"))
        case .limit(let price, let timeInForce, let expiry):
            let names: [TimeInForce: JSONValue] = [
                .gtc: "gtc", .ioc: "ioc", .fok: "fok", .postOnly: "post_only", .gtt: "gtt",
            ]
            fields += [
                ("type", "limit"), ("price", text(price)), ("time_in_force", names[timeInForce]),
                ("expires_at_tick", expiry.map { .integer($0.index) }),
            ]
        }
        return fields
    }

    private func fields(_ order: OrderReplaced) -> Fields {
        [
            ("order_id", id(order.order)), ("agent_id", id(order.agent)),
            ("price", text(order.price)), ("open", text(order.open)),
            ("kept_priority", .bool(order.keptPriority)),
        ]
    }

    private func fields(_ trade: TradeExecuted) -> Fields {
        [
            ("trade_id", .integer(trade.trade.number)), ("instrument", symbol(trade.instrument)),
            ("price", text(trade.price)), ("quantity", text(trade.quantity)),
            ("aggressor_side", side(trade.aggressorSide)),
            ("maker_order_id", id(trade.makerOrder)), ("taker_order_id", id(trade.takerOrder)),
            ("maker_agent_id", id(trade.makerAgent)), ("taker_agent_id", id(trade.takerAgent)),
            ("maker_fee", text(trade.makerFee)), ("taker_fee", text(trade.takerFee)),
        ]
    }

    private func fields(_ order: OrderCancelled) -> Fields {
        let names: [CancelReason: JSONValue] = [
            .requested: "requested", .iocRemainder: "ioc_remainder",
            .marketRemainder: "market_remainder", .insufficientFunds: "insufficient_funds",
            .selfTrade: "self_trade", .decay: "decay", .bankrupt: "bankrupt", .halted: "halted",
            .cleared: "cleared",
        ]
        return [
            ("order_id", id(order.order)), ("agent_id", id(order.agent)),
            ("open", text(order.open)), ("reason", names[order.reason]),
        ]
    }

    private func fields(_ refusal: Rejection) -> Fields {
        var place: JSONValue?
        switch refusal.instrument {
        case .listed(let listed)?: place = symbol(listed)
        case .unlisted(let unlisted)?: place = .string(unlisted)
        case nil: break
        }
        return [
            ("agent_id", id(refusal.agent)), ("action", .string(refusal.action.rawValue)),
            ("reason_code", .string("\(refusal.reason.code)")), ("instrument", place),
            ("order_id", refusal.order.map { id($0) }),
            ("client_order_id", refusal.clientOrderID.map { .string($0) }),
        ]
    }
}
