import Determinism
import MarketModel
import Primitives

// The events of laboratories and of institutions in economies: seldom, so by way of values.
extension EventEncoder {
    func encode(_ trader: LaboratoryTraderCreated, into out: inout ByteWriter) {
        let payload: JSONValue = [
            "agent_id": .integer(Int64(trader.agent.index)),
            "name": .string(trader.name),
            "side": .string(trader.side == .bid ? "bid" : "ask"),
            "trader": .string(trader.trader),
            "units": .array(trader.units.map { .integer($0) }),
        ]
        out.append(#","event_type":"AGENT_CREATED","payload":"#)
        out.append(CanonicalJSON.encode(payload))
    }

    func encode(_ market: MarketCleared, into out: inout ByteWriter) {
        func ids(_ agents: [AgentID]) -> JSONValue {
            .array(agents.map { .integer(Int64($0.index)) })
        }
        let payload: JSONValue = [
            "buyers": ids(market.buyers),
            "market": .integer(market.market),
            "members": ids(market.members),
            "pair": .string(market.pair.rawValue),
            "price": market.price.map { RecordedReal.document($0) } ?? .null,
            "sellers": ids(market.sellers),
            "surplus": RecordedReal.document(market.surplus),
            "unfilled_demand": .integer(market.unfilledDemand),
            "unfilled_supply": .integer(market.unfilledSupply),
            "volume": .integer(market.volume),
        ]
        out.append(#","event_type":"MARKET_CLEARED","payload":"#)
        out.append(CanonicalJSON.encode(payload))
    }

    func encode(_ move: GoodsAllocated, into out: inout ByteWriter) {
        let payload: JSONValue = [
            "agent_id": .integer(Int64(move.agent.index)),
            "at": [.integer(Int64(move.position.x)), .integer(Int64(move.position.y))],
            "dA": .integer(move.change.a), "dB": .integer(move.change.b),
            "dM": .integer(move.change.money), "gain": RecordedReal.document(move.gain),
            "market": .integer(move.market), "trade_id": .integer(move.trade.number),
        ]
        out.append(#","event_type":"GOODS_ALLOCATED","payload":"#)
        out.append(CanonicalJSON.encode(payload))
    }

    func encode(_ period: PeriodEnded, into out: inout ByteWriter) {
        let payload: JSONValue = [
            "efficiency": period.efficiency.map { RecordedReal.document($0) } ?? .null,
            "surplus": .integer(period.surplus),
            "trades": .integer(period.trades),
        ]
        out.append(#","event_type":"PERIOD_ENDED","payload":"#)
        out.append(CanonicalJSON.encode(payload))
    }
}
