import Determinism
import MarketModel
import Primitives

/// Writes the type and payload of an event as canonical JSON: keys sorted, no spaces.
///
/// By hand, because it is on the path of every action: literal pieces with several keys
/// joined, numbers by table. A slow, obvious encoder checks it in the tests.
struct EventEncoder {
    private let market: MarketDescription
    /// `"BASE/QUOTE"` with its quotes, by instrument number.
    private let symbols: [[UInt8]]

    init(_ market: MarketDescription) {
        self.market = market
        symbols = market.instruments.map { Self.quoted($0.symbol) }
    }

    /// Writes `,"event_type":…,"payload":{…}`.
    func encode(_ event: borrowing Event, into out: inout ByteWriter) {
        switch event {
        case .tradeExecuted(let trade): encode(trade, into: &out)
        case .orderPlaced(let order): encode(order, into: &out)
        case .orderCancelled(let order): encode(order, into: &out)
        case .orderReplaced(let order): encode(order, into: &out)
        case .orderExpired(let order, let agent, let open):
            out.append(#","event_type":"ORDER_EXPIRED","payload":{"agent_id":"#)
            out.append(Int64(agent.index))
            out.append(#","open":""#)
            out.append(open)
            out.append(#"","order_id":"#)
            out.append(order.number)
            out.append("}")
        case .orderRejected(let rejection): encode(rejection, into: &out)
        case .economy(let event): encode(event, into: &out)
        case .tickStarted:
            out.append(#","event_type":"TICK_START","payload":{}"#)
        case .tickEnded(let actions, let trades):
            out.append(#","event_type":"TICK_END","payload":{"actions":"#)
            out.append(actions)
            out.append(#","trades":"#)
            out.append(trades)
            out.append("}")
        case .runCreated, .agentCreated, .runBranched, .runStarted, .runStopped, .rateLimitHit,
            .decayApplied, .agentBankrupt, .balanceUpdated, .scenarioEvent:
            encodeRare(event, into: &out)
        }
    }

    private func encode(_ trade: TradeExecuted, into out: inout ByteWriter) {
        if trade.aggressorSide == .bid {
            out.append(
                #","event_type":"TRADE_EXECUTED","payload":{"aggressor_side":"bid","#)
        } else {
            out.append(
                #","event_type":"TRADE_EXECUTED","payload":{"aggressor_side":"ask","#)
        }
        out.append(#""instrument":"#)
        append(trade.instrument, to: &out)
        out.append(#","maker_agent_id":"#)
        out.append(Int64(trade.makerAgent.index))
        out.append(#","maker_fee":""#)
        out.append(trade.makerFee)
        out.append(#"","maker_order_id":"#)
        out.append(trade.makerOrder.number)
        out.append(#","price":""#)
        out.append(trade.price)
        out.append(#"","quantity":""#)
        out.append(trade.quantity)
        out.append(#"","taker_agent_id":"#)
        out.append(Int64(trade.takerAgent.index))
        out.append(#","taker_fee":""#)
        out.append(trade.takerFee)
        out.append(#"","taker_order_id":"#)
        out.append(trade.takerOrder.number)
        out.append(#","trade_id":"#)
        out.append(trade.trade.number)
        out.append("}")
    }

    private func encode(_ order: OrderPlaced, into out: inout ByteWriter) {
        out.append(#","event_type":"ORDER_PLACED","payload":{"agent_id":"#)
        out.append(Int64(order.agent.index))
        if let client = order.clientOrderID {
            out.append(#","client_order_id":"#)
            append(client, to: &out)
        }
        if order.isEstate { out.append(#","estate":true"#) }
        if case .limit(_, _, let last?) = order.terms {
            out.append(#","expires_at_tick":"#)
            out.append(last.index)
        }
        out.append(#","instrument":"#)
        append(order.instrument, to: &out)
        out.append(#","order_id":"#)
        out.append(order.order.number)
        if case .limit(let price, _, _) = order.terms {
            out.append(#","price":""#)
            out.append(price)
            out.append("\"")
        }
        out.append(#","quantity":""#)
        out.append(order.quantity)
        if order.side == .bid {
            out.append(#"","side":"bid""#)
        } else {
            out.append(#"","side":"ask""#)
        }
        switch order.terms {
        case .limit(_, let timeInForce, _):
            out.append(#","time_in_force":""#)
            out.append(timeInForce.name)
            out.append(#"","type":"limit"}"#)
        case .market:
            out.append(#","type":"market"}"#)
        }
    }

    private func encode(_ order: OrderCancelled, into out: inout ByteWriter) {
        out.append(#","event_type":"ORDER_CANCELLED","payload":{"agent_id":"#)
        out.append(Int64(order.agent.index))
        out.append(#","open":""#)
        out.append(order.open)
        out.append(#"","order_id":"#)
        out.append(order.order.number)
        out.append(#","reason":""#)
        out.append(order.reason.name)
        out.append(#""}"#)
    }

    private func encode(_ order: OrderReplaced, into out: inout ByteWriter) {
        out.append(#","event_type":"ORDER_REPLACED","payload":{"agent_id":"#)
        out.append(Int64(order.agent.index))
        if order.keptPriority {
            out.append(#","kept_priority":true,"open":""#)
        } else {
            out.append(#","kept_priority":false,"open":""#)
        }
        out.append(order.open)
        out.append(#"","order_id":"#)
        out.append(order.order.number)
        out.append(#","price":""#)
        out.append(order.price)
        out.append(#""}"#)
    }

    private func encode(_ rejection: Rejection, into out: inout ByteWriter) {
        out.append(#","event_type":"ORDER_REJECTED","payload":{"action":"#)
        append(rejection.action.rawValue, to: &out)
        out.append(#","agent_id":"#)
        out.append(Int64(rejection.agent.index))
        if let client = rejection.clientOrderID {
            out.append(#","client_order_id":"#)
            append(client, to: &out)
        }
        switch rejection.instrument {
        case .listed(let id)?:
            out.append(#","instrument":"#)
            append(id, to: &out)
        case .unlisted(let symbol)?:
            out.append(#","instrument":"#)
            append(symbol, to: &out)
        case nil: break
        }
        if let order = rejection.order {
            out.append(#","order_id":"#)
            out.append(order.number)
        }
        out.append(#","reason_code":""#)
        out.append(rejection.reason.code)
        out.append(#""}"#)
    }

    /// An instrument that an in-process bot made up has no symbol; its number says so.
    private func append(_ instrument: InstrumentID, to out: inout ByteWriter) {
        if symbols.indices.contains(instrument.index) {
            out.append(symbols[instrument.index])
        } else {
            append("#\(instrument.index)", to: &out)
        }
    }

    private func append(_ text: String, to out: inout ByteWriter) {
        out.append(Self.quoted(text))
    }

    private static func quoted(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        CanonicalJSON.appendString(text, to: &bytes)
        return bytes
    }

    /// Events that happen seldom go through the general encoder.
    private func encodeRare(_ event: Event, into out: inout ByteWriter) {
        let (type, payload) = EventDocument.describe(event, in: market)
        out.append(Array(",\"event_type\":\"\(type)\",\"payload\":".utf8))
        out.append(CanonicalJSON.encode(payload))
    }
}
