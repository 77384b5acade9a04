import Determinism
import MarketModel
import Primitives

/// The events of economies, one line per field.
extension SlowEncoder {
    func slow(_ event: EconomyEvent) -> (String, Fields) {
        switch event {
        case .agentCreated(let agent): ("AGENT_CREATED", fields(agent))
        case .resourcePlaced(let resource): ("RESOURCE_PLACED", fields(resource))
        case .resourceRegrown(let resource): ("RESOURCE_REGROWN", fields(resource))
        case .modeChanged(let old, let new):
            ("MODE_CHANGED", [("old", .string(old.rawValue)), ("new", .string(new.rawValue))])
        case .targetSet(let target):
            (
                "TARGET_SET",
                [
                    ("agent_id", id(target.agent)), ("position", target.position.map(cell)),
                    ("target_agent", target.targetAgent.map { id($0) }),
                    ("committed", target.committed.map(cell)),
                ]
            )
        case .claimMade(let agent, let place):
            ("CLAIM_MADE", [("agent_id", id(agent)), ("position", cell(place))])
        case .claimReleased(let agent, let place):
            ("CLAIM_RELEASED", [("agent_id", id(agent)), ("position", cell(place))])
        case .agentMoved(let agent, let place):
            ("AGENT_MOVED", [("agent_id", id(agent)), ("position", cell(place))])
        case .paired(let pair): ("PAIRED", fields(pair))
        case .unpaired(let pair): ("UNPAIRED", fields(pair))
        case .goodsTraded(let trade): ("GOODS_TRADED", fields(trade))
        case .goodsAllocated(let move): ("GOODS_ALLOCATED", fields(move))
        case .resourceHarvested(let harvest): ("RESOURCE_HARVESTED", fields(harvest))
        case .lambdaUpdated(let agent, let old, let new):
            (
                "LAMBDA_UPDATED",
                [("agent_id", id(agent)), ("old", real(old)), ("new", real(new))]
            )
        case .traderCreated(let trader): ("AGENT_CREATED", fields(trader))
        case .marketCleared(let market): ("MARKET_CLEARED", fields(market))
        case .periodEnded(let period): ("PERIOD_ENDED", fields(period))
        }
    }

    private func fields(_ trader: LaboratoryTraderCreated) -> Fields {
        [
            ("agent_id", id(trader.agent)), ("name", .string(trader.name)),
            ("side", .string(trader.side == .bid ? "bid" : "ask")),
            ("units", .array(trader.units.map { .integer($0) })),
            ("trader", .string(trader.trader)),
        ]
    }

    private func fields(_ move: GoodsAllocated) -> Fields {
        [
            ("trade_id", .integer(move.trade.number)), ("agent_id", id(move.agent)),
            ("dA", .integer(move.change.a)), ("dB", .integer(move.change.b)),
            ("dM", .integer(move.change.money)), ("at", cell(move.position)),
            ("gain", real(move.gain)), ("market", .integer(move.market)),
        ]
    }

    private func fields(_ period: PeriodEnded) -> Fields {
        [
            ("trades", .integer(period.trades)), ("surplus", .integer(period.surplus)),
            ("efficiency", period.efficiency.map { real($0) } ?? .null),
        ]
    }

    private func fields(_ market: MarketCleared) -> Fields {
        [
            ("market", .integer(market.market)), ("pair", .string(market.pair.rawValue)),
            ("members", .array(market.members.map { id($0) })),
            ("price", market.price.map { real($0) } ?? .null),
            ("buyers", .array(market.buyers.map { id($0) })),
            ("sellers", .array(market.sellers.map { id($0) })),
            ("volume", .integer(market.volume)),
            ("unfilled_demand", .integer(market.unfilledDemand)),
            ("unfilled_supply", .integer(market.unfilledSupply)),
            ("surplus", real(market.surplus)),
        ]
    }

    private func cell(_ place: Position) -> JSONValue {
        .array([.integer(Int64(place.x)), .integer(Int64(place.y))])
    }

    private func real(_ value: Double) -> JSONValue {
        if value == .infinity { return "inf" }
        if value == -.infinity { return "-inf" }
        return .string(CanonicalJSON.shortestText(value))
    }

    private func fields(_ agent: EconomyAgentCreated) -> Fields {
        let utility: JSONValue = [
            "type": .string(agent.utility.type),
            "params": .object(
                agent.utility.parameters.map { JSONMember($0.name, real($0.value)) }),
        ]
        return [
            ("agent_id", id(agent.agent)), ("name", .string(agent.name)),
            ("position", cell(agent.position)),
            (
                "inventory",
                [
                    "A": .integer(agent.endowment.a), "B": .integer(agent.endowment.b),
                    "M": .integer(agent.endowment.money),
                ]
            ), ("utility", utility), ("lambda_money", real(agent.lambdaMoney)),
        ]
    }

    private func fields(_ resource: ResourceAmount) -> Fields {
        [
            ("position", cell(resource.position)), ("good", .string(resource.good.rawValue)),
            ("amount", .integer(resource.amount)),
        ]
    }

    private func fields(_ harvest: ResourceHarvested) -> Fields {
        [
            ("agent_id", id(harvest.agent)), ("position", cell(harvest.position)),
            ("good", .string(harvest.good.rawValue)), ("amount", .integer(harvest.amount)),
            ("left", .integer(harvest.left)),
        ]
    }

    private func fields(_ pair: PairMade) -> Fields {
        [
            ("agent_i", id(pair.first)), ("agent_j", id(pair.second)),
            ("reason", .string(pair.reason.rawValue)), ("surplus_i", real(pair.surplus)),
            ("surplus_j", real(pair.surplus)),
        ]
    }

    private func fields(_ pair: PairEnded) -> Fields {
        [
            ("agent_i", id(pair.first)), ("agent_j", id(pair.second)),
            ("reason", .string(pair.reason.name)),
            ("cooldown_until", pair.cooldownUntil.map { .integer($0.index) }),
        ]
    }

    private func fields(_ trade: GoodsTraded) -> Fields {
        [
            ("trade_id", .integer(trade.trade.number)), ("buyer", id(trade.buyer)),
            ("seller", id(trade.seller)), ("pair", .string(trade.pair.rawValue)),
            ("dA", .integer(trade.pair == .bForMoney ? 0 : trade.units)),
            (
                "dB",
                .integer(
                    trade.pair == .bForMoney
                        ? trade.units : trade.pair == .aForB ? trade.payment : 0)
            ), ("dM", .integer(trade.pair == .aForB ? 0 : trade.payment)),
            ("price", real(trade.price)), ("at", cell(trade.position)),
            ("gain_buyer", real(trade.gainOfBuyer)), ("gain_seller", real(trade.gainOfSeller)),
            ("market", trade.market.map { .integer($0) }),
        ]
    }
}
