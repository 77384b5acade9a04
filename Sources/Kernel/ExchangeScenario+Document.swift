public import Determinism
import MarketModel
import Primitives

extension ExchangeScenario {
    /// The scenario as `RUN_CREATED` carries it: keys and structure of a scenario file, every
    /// default filled in, without seed and description.
    public var document: JSONValue {
        [
            "schema_version": 1,
            "name": .string(name),
            "kind": "exchange",
            "ticks": .integer(ticks),
            "instruments": .array(market.instruments.map(document(of:))),
            "incentives": incentives.document,
            "activation": .string(activation.rawValue),
            "self_trade_prevention": .string(selfTradePrevention.rawValue),
            "metrics_every": .integer(metricsEveryTicks),
            "ticks_per_year": .integer(ticksPerYear),
            "agents": .array(agents.map(document(of:))),
            "events": .array(events.map(document(of:))),
        ]
    }

    private func document(of instrument: Instrument) -> JSONValue {
        [
            "symbol": .string(instrument.symbol),
            "tick_size": .string(instrument.tickSize.description),
            "lot_size": .string(instrument.lotSize.description),
            "reference_price": .string(instrument.referencePrice.description),
            "max_price": .string(instrument.maxPrice.description),
            "max_quantity": .string(instrument.maxQuantity.description),
            "fees": [
                "maker_bps": .string(instrument.fees.maker.description),
                "taker_bps": .string(instrument.fees.taker.description),
            ],
        ]
    }

    private func document(of group: AgentGroup) -> JSONValue {
        var members: [JSONMember] = [
            JSONMember("kind", .string(group.kind.rawValue)),
            JSONMember("name", .string(group.name)),
            JSONMember("count", .integer(Int64(group.count))),
            JSONMember("cash", .string(group.balances[0].description)),
            JSONMember("holdings", holdings(of: group)),
            JSONMember("latency", .integer(group.latencyTicks)),
            JSONMember("wake_rate", .string(CanonicalJSON.shortestText(group.wakeRate))),
        ]
        if let bot = group.bot { members.append(JSONMember("bot", .string(bot))) }
        if let parameters = group.parameters {
            let texts = parameters.entries.map { JSONMember($0.name, .string($0.value.text)) }
            members.append(JSONMember("parameters", .object(texts)))
        }
        return .object(members)
    }

    private func holdings(of group: AgentGroup) -> JSONValue {
        let named = zip(market.assets, group.balances).dropFirst()
        return .object(named.map { JSONMember($0, .string($1.description)) })
    }

    private func document(of planned: PlannedEvent) -> JSONValue {
        let members = planned.event.document(in: market).objectValue ?? []
        return .object([JSONMember("tick", .integer(planned.tick.index))] + members)
    }
}

extension Incentives {
    var document: JSONValue {
        [
            "max_actions_per_tick": .integer(maxActionsPerTick),
            "decay": [
                "every": .integer(decay.everyTicks),
                "rate_bps": .string(decay.rate.description),
                "fixed": .string(decay.fixed.description),
            ],
            "bankruptcy": [
                "enabled": .bool(bankruptcy.isEnabled),
                "equity_floor": .string(bankruptcy.equityFloor.description),
                "estate": .string(bankruptcy.estate.rawValue),
                "estate_discount_bps": .string(bankruptcy.estateDiscount.description),
            ],
        ]
    }
}
