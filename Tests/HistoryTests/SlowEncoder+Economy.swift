import Determinism
import MarketModel
import Primitives

// The events of economies, each from its row of the table of events.
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
                    ("agent_id", number(target.agent)), ("position", place(target.position)),
                    ("target_agent", target.targetAgent.map { number($0) }),
                    ("committed", place(target.committed)),
                ]
            )
        case .claimMade(let agent, let cell): ("CLAIM_MADE", fields(agent, cell))
        case .claimReleased(let agent, let cell): ("CLAIM_RELEASED", fields(agent, cell))
        case .agentMoved(let agent, let cell): ("AGENT_MOVED", fields(agent, cell))
        case .paired(let pair):
            (
                "PAIRED",
                [
                    ("agent_i", number(pair.first)), ("agent_j", number(pair.second)),
                    ("reason", .string(pair.reason.rawValue)),
                    ("surplus_i", real(pair.surplus)), ("surplus_j", real(pair.surplus)),
                ]
            )
        case .unpaired(let pair):
            (
                "UNPAIRED",
                [
                    ("agent_i", number(pair.first)), ("agent_j", number(pair.second)),
                    ("reason", .string(pair.reason.name)),
                    ("cooldown_until", pair.cooldownUntil.map { .integer($0.index) }),
                ]
            )
        case .goodsTraded(let trade): ("GOODS_TRADED", fields(trade))
        case .resourceHarvested(let harvest):
            (
                "RESOURCE_HARVESTED",
                [
                    ("agent_id", number(harvest.agent)), ("position", place(harvest.position)),
                    ("good", .string(harvest.good.rawValue)), ("amount", .integer(harvest.amount)),
                    ("left", .integer(harvest.left)),
                ]
            )
        case .lambdaUpdated(let agent, let old, let new):
            (
                "LAMBDA_UPDATED",
                [("agent_id", number(agent)), ("old", real(old)), ("new", real(new))]
            )
        case .traderCreated(let trader): ("AGENT_CREATED", fields(trader))
        case .marketCleared(let market): ("MARKET_CLEARED", fields(market))
        case .periodEnded(let period): ("PERIOD_ENDED", fields(period))
        }
    }

    private func fields(_ trader: LaboratoryTraderCreated) -> Fields {
        [
            ("agent_id", number(trader.agent)), ("name", .string(trader.name)),
            ("side", .string(trader.side == .bid ? "bid" : "ask")),
            ("units", .array(trader.units.map { .integer($0) })),
            ("trader", .string(trader.trader)),
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
            ("members", .array(market.members.map(number))),
            ("price", market.price.map { real($0) } ?? .null),
            ("buyers", .array(market.buyers.map(number))),
            ("sellers", .array(market.sellers.map(number))),
            ("volume", .integer(market.volume)),
            ("unfilled_demand", .integer(market.unfilledDemand)),
            ("unfilled_supply", .integer(market.unfilledSupply)),
            ("surplus", real(market.surplus)),
        ]
    }

    private func fields(_ agent: EconomyAgentCreated) -> Fields {
        let parameters = agent.utility.parameters.map {
            JSONMember($0.name, .string(CanonicalJSON.shortestText($0.value)))
        }
        return [
            ("agent_id", number(agent.agent)), ("name", .string(agent.name)),
            ("position", place(agent.position)),
            (
                "inventory",
                [
                    "M": .integer(agent.endowment.money), "B": .integer(agent.endowment.b),
                    "A": .integer(agent.endowment.a),
                ]
            ),
            ("utility", ["type": .string(agent.utility.type), "params": .object(parameters)]),
            ("lambda_money", real(agent.lambdaMoney)),
        ]
    }

    private func fields(_ trade: GoodsTraded) -> Fields {
        let (a, b, money): (Int64, Int64, Int64) =
            switch trade.pair {
            case .aForB: (trade.units, trade.payment, 0)
            case .aForMoney: (trade.units, 0, trade.payment)
            case .bForMoney: (0, trade.units, trade.payment)
            }
        return [
            ("trade_id", .integer(trade.trade.number)), ("buyer", number(trade.buyer)),
            ("seller", number(trade.seller)), ("pair", .string(trade.pair.rawValue)),
            ("dA", .integer(a)), ("dB", .integer(b)), ("dM", .integer(money)),
            ("price", real(trade.price)), ("at", place(trade.position)),
            ("gain_buyer", real(trade.gainOfBuyer)), ("gain_seller", real(trade.gainOfSeller)),
        ] + (trade.market.map { [("market", .integer($0))] } ?? [])
    }

    private func fields(_ resource: ResourceAmount) -> Fields {
        [
            ("position", place(resource.position)), ("good", .string(resource.good.rawValue)),
            ("amount", .integer(resource.amount)),
        ]
    }

    private func fields(_ agent: AgentID, _ cell: Position) -> Fields {
        [("agent_id", number(agent)), ("position", place(cell))]
    }

    private func number(_ agent: AgentID) -> JSONValue { .integer(Int64(agent.index)) }

    private func place(_ cell: Position?) -> JSONValue? {
        cell.map { [.integer(Int64($0.x)), .integer(Int64($0.y))] }
    }

    private func real(_ value: Double) -> JSONValue { .string(CanonicalJSON.shortestText(value)) }
}
