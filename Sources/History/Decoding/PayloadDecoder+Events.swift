import Determinism
import MarketModel
import Primitives

// What agents do, and what comes of it.
extension PayloadDecoder {
    func orderPlaced(_ fields: inout PayloadReader) throws(PayloadError) -> OrderPlaced {
        let type = try fields.text("type")
        let terms: OrderTerms
        switch type {
        case "market": terms = .market
        case "limit":
            terms = .limit(
                price: try fields.amount("price"),
                timeInForce: try fields.choice("time_in_force") { $0.name },
                expiresAtTick: try fields.optionalInteger("expires_at_tick").map { Tick($0) })
        default: throw fields.wrong("type", "limit or market", .string(type), .unknown)
        }
        let estate = fields.optional("estate")
        if let estate, estate != .bool(true) { throw fields.wrong("estate", "true", estate) }
        return OrderPlaced(
            order: try order("order_id", &fields), agent: try agent("agent_id", &fields),
            instrument: try instrument("instrument", &fields),
            side: try side("side", &fields), terms: terms,
            quantity: try fields.amount("quantity"),
            clientOrderID: try fields.optionalText("client_order_id"),
            isEstate: estate != nil)
    }

    func orderReplaced(_ fields: inout PayloadReader) throws(PayloadError) -> OrderReplaced {
        OrderReplaced(
            order: try order("order_id", &fields), agent: try agent("agent_id", &fields),
            price: try fields.amount("price"), open: try fields.amount("open"),
            keptPriority: try fields.bool("kept_priority"))
    }

    func tradeExecuted(_ fields: inout PayloadReader) throws(PayloadError) -> TradeExecuted {
        TradeExecuted(
            trade: TradeID(try fields.integer("trade_id")),
            instrument: try instrument("instrument", &fields),
            price: try fields.amount("price"), quantity: try fields.amount("quantity"),
            aggressorSide: try side("aggressor_side", &fields),
            makerOrder: try order("maker_order_id", &fields),
            takerOrder: try order("taker_order_id", &fields),
            makerAgent: try agent("maker_agent_id", &fields),
            takerAgent: try agent("taker_agent_id", &fields),
            makerFee: try fields.amount("maker_fee"), takerFee: try fields.amount("taker_fee"))
    }

    func orderCancelled(_ fields: inout PayloadReader) throws(PayloadError) -> OrderCancelled {
        OrderCancelled(
            order: try order("order_id", &fields), agent: try agent("agent_id", &fields),
            open: try fields.amount("open"), reason: try fields.choice("reason") { $0.name })
    }

    func orderRejected(_ fields: inout PayloadReader) throws(PayloadError) -> Rejection {
        // A cancel-all names nothing by itself, so that every field is the record's.
        var refusal = Rejection(
            .cancelAll(nil), of: try agent("agent_id", &fields),
            because: try fields.choice("reason_code") { $0.code })
        refusal.action = try fields.choice("action")
        refusal.instrument = try reference("instrument", &fields)
        refusal.order = try fields.optionalInteger("order_id").map { OrderID($0) }
        refusal.clientOrderID = try fields.optionalText("client_order_id")
        return refusal
    }
}

// What the exchange and the scenario do.
extension PayloadDecoder {
    func agentCreated(_ fields: inout PayloadReader) throws(PayloadError) -> Event {
        .agentCreated(
            AgentCreated(
                agent: try agent("agent_id", &fields), name: try fields.text("name"),
                kind: try fields.choice("kind"), bot: try fields.optionalText("bot"),
                balances: try balances("balances", &fields)))
    }

    func agentBankrupt(_ fields: inout PayloadReader) throws(PayloadError) -> AgentBankrupt {
        AgentBankrupt(
            agent: try agent("agent_id", &fields), equity: try fields.amount("equity"),
            balances: try balances("balances", &fields), cause: try fields.choice("cause"))
    }

    func balanceUpdated(_ fields: inout PayloadReader) throws(PayloadError) -> BalanceUpdated {
        let named = try fields.value("agent_id")
        var holder = AccountHolder.house
        if named != "house" {
            guard let number = named.integerValue else {
                throw fields.wrong("agent_id", "an agent's number or \"house\"", named)
            }
            holder = .agent(AgentID(Int(number)))
        }
        return BalanceUpdated(
            holder: holder, asset: try asset("asset", &fields),
            amount: try fields.amount("amount"), reason: try fields.choice("reason"))
    }

    func scenarioEvent(_ fields: inout PayloadReader) throws(PayloadError) -> ScenarioEvent {
        let kind = try fields.text("kind")
        switch kind {
        case "shock":
            let place = try fields.optionalText("instrument")
            return .shock(
                Shock(
                    bots: try fields.names("bots"), side: try side("side", &fields),
                    probability: try fields.real("probability"),
                    ticks: try fields.integer("ticks"),
                    instrument: place == nil ? nil : try instrument("instrument", &fields)))
        case "mint": return .mint(try balanceChange(&fields))
        case "burn": return .burn(try balanceChange(&fields))
        case "halt":
            return .halt(
                instrument: try instrument("instrument", &fields),
                ticks: try fields.integer("ticks"),
                cancelOrders: try fields.bool("cancel_orders"))
        case "resume": return .resume(instrument: try instrument("instrument", &fields))
        case "fee_change":
            return .feeChange(
                instrument: try instrument("instrument", &fields),
                fees: FeeSchedule(
                    maker: try fields.rate("maker_bps"), taker: try fields.rate("taker_bps")))
        case "reference_price":
            return .referencePrice(
                instrument: try instrument("instrument", &fields),
                price: try fields.amount("price"))
        default:
            throw fields.wrong("kind", "a kind of planned event", .string(kind), .unknown)
        }
    }

    private func balanceChange(
        _ fields: inout PayloadReader
    ) throws(PayloadError) -> BalanceChange {
        BalanceChange(
            agents: try fields.names("agents"), asset: try asset("asset", &fields),
            amount: try fields.amount("amount"))
    }
}
