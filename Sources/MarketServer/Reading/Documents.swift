import Determinism
import MarketModel
import Primitives
import Runner

extension Amount {
    var json: JSONValue { .string(description) }
}

extension RecordedOrder {
    /// The order as its agent is told it.
    func document(in market: MarketDescription) -> JSONValue {
        var members = [
            JSONMember("order_id", .integer(placed.order.number)),
            JSONMember("instrument", .string(market.instruments[placed.instrument.index].symbol)),
            JSONMember("side", .string(placed.side.name)),
            JSONMember("quantity", total.json),
            JSONMember("filled", Amount(units: filled).json),
            JSONMember("open", Amount(units: open).json),
            JSONMember("status", .string(status.rawValue)),
            JSONMember("placed_tick", .integer(placedTick.index)),
        ]
        if let client = placed.clientOrderID {
            members.append(JSONMember("client_order_id", .string(client)))
        }
        if let reason { members.append(JSONMember("reason", .string("\(reason.name)"))) }
        switch placed.terms {
        case .market: members.append(JSONMember("type", "market"))
        case .limit(_, let timeInForce, let expiry):
            members.append(JSONMember("type", "limit"))
            members.append(JSONMember("time_in_force", .string("\(timeInForce.name)")))
            if let price { members.append(JSONMember("price", price.json)) }
            if let expiry { members.append(JSONMember("expires_at_tick", .integer(expiry.index))) }
        }
        return .object(members)
    }
}

extension RecordedTrade {
    /// The trade as everybody is told it.
    func document(in market: MarketDescription) -> JSONValue {
        [
            "trade_id": .integer(trade.trade.number),
            "instrument": .string(market.instruments[trade.instrument.index].symbol),
            "tick_id": .integer(tick.index),
            "event_seq": .integer(sequence),
            "price": trade.price.json,
            "quantity": trade.quantity.json,
            "aggressor_side": .string(trade.aggressorSide.name),
        ]
    }

    /// The trade as one of its sides is told it; who was on the other is nobody's business.
    func document(of agent: AgentID, in market: MarketDescription) -> JSONValue {
        document(isTaker: trade.takerAgent == agent, in: market)
    }

    /// The trade as its maker is told it.
    func makerDocument(in market: MarketDescription) -> JSONValue {
        document(isTaker: false, in: market)
    }

    private func document(isTaker: Bool, in market: MarketDescription) -> JSONValue {
        let side = isTaker ? trade.aggressorSide : trade.aggressorSide.opposite
        return [
            "trade_id": .integer(trade.trade.number),
            "instrument": .string(market.instruments[trade.instrument.index].symbol),
            "tick_id": .integer(tick.index),
            "event_seq": .integer(sequence),
            "order_id": .integer((isTaker ? trade.takerOrder : trade.makerOrder).number),
            "side": .string(side.name),
            "role": .string(isTaker ? "taker" : "maker"),
            "price": trade.price.json,
            "quantity": trade.quantity.json,
            "fee": (isTaker ? trade.takerFee : trade.makerFee).json,
        ]
    }
}

extension Candle {
    var document: JSONValue {
        [
            "tick_id": .integer(tick), "open": open.json, "high": high.json, "low": low.json,
            "close": close.json, "volume": volume.json, "trades": .integer(trades),
        ]
    }
}

extension DepthLevel {
    /// `[price, quantity, orders]`.
    func document(of instrument: Instrument) -> JSONValue {
        [
            instrument.amount(of: price).json,
            Amount(units: volume * instrument.lotSize.units).json,
            .integer(Int64(orders)),
        ]
    }
}
