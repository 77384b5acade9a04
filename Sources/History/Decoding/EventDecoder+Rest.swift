import MarketModel
import Primitives

// The usual forms of refusals, decay and the ends of ticks.
extension EventDecoder {
    func rejected(_ reader: inout ByteReader) -> Rejection {
        reader.skip(#"{"action":""#)
        let action = action(&reader)
        reader.skip(#"","agent_id":"#)
        let agent = AgentID(Int(reader.integer()))
        var client: String?
        if reader.accept(#","client_order_id":""#) {
            client = reader.asciiText()
            reader.skip("\"")
        }
        var instrument: InstrumentReference?
        if reader.accept(#","instrument":""#) {
            instrument = reference(&reader)
            reader.skip("\"")
        }
        var order: OrderID?
        if reader.accept(#","order_id":"#) { order = OrderID(reader.integer()) }
        reader.skip(#","reason_code":""#)
        var refusal = Rejection(.cancelAll(nil), of: agent, because: reason(&reader))
        reader.skip(#""}"#)
        refusal.action = action
        refusal.instrument = instrument
        refusal.order = order
        refusal.clientOrderID = client
        return refusal
    }

    private func action(_ reader: inout ByteReader) -> ActionName {
        if reader.accept("place_limit_order") { return .placeLimitOrder }
        if reader.accept("place_market_order") { return .placeMarketOrder }
        if reader.accept("cancel_order") { return .cancelOrder }
        if reader.accept("cancel_all") { return .cancelAll }
        if reader.accept("replace_order") { return .replaceOrder }
        reader.skip("reduce_order")
        return .reduceOrder
    }

    private func reason(_ reader: inout ByteReader) -> RejectionReason {
        for reason in RejectionReason.allCases where reader.accept(reason.code) {
            return reason
        }
        reader.fail()
        return .invalidAction
    }

    func decayed(_ reader: inout ByteReader) -> Event {
        reader.skip(#"{"agent_id":"#)
        let agent = AgentID(Int(reader.integer()))
        reader.skip(#","amount":""#)
        let amount = reader.amount()
        reader.skip(#"","asset":""#)
        let asset = asset(&reader)
        var due: Amount?
        if reader.accept(#"","due":""#) { due = reader.amount() }
        reader.skip(#""}"#)
        return .decayApplied(agent: agent, asset: asset, amount: amount, due: due)
    }

    func tickEnded(_ reader: inout ByteReader) -> Event {
        reader.skip(#"{"actions":"#)
        let actions = reader.integer()
        reader.skip(#","trades":"#)
        let trades = reader.integer()
        reader.skip("}")
        return .tickEnded(actions: actions, trades: trades)
    }
}
