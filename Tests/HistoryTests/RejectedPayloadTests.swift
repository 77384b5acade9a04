import History
import MarketModel
import Primitives
import TestSupport
import Testing

/// A payload that is none, with the field and the reason that the decoder must name.
struct RejectedPayload: CustomTestStringConvertible, Sendable {
    let type: String
    let payload: String
    let field: String
    let reason: PayloadError.Reason

    init(_ type: String, _ payload: String, _ field: String, _ reason: PayloadError.Reason) {
        self.type = type
        self.payload = payload
        self.field = field
        self.reason = reason
    }

    var testDescription: String { "\(type) \(payload)" }

    private static let trade =
        #"{"aggressor_side":"bid","instrument":"ASSET/CASH","maker_agent_id":0,"#
        + #""maker_fee":"0.00000000","maker_order_id":1,"price":"100.50000000","#
        + #""quantity":"2.00000000","taker_agent_id":3,"taker_fee":"0.20100000","#
        + #""taker_order_id":8,"trade_id":1}"#
    private static let placed =
        #"{"agent_id":3,"instrument":"ASSET/CASH","order_id":7,"price":"1.00000000","#
        + #""quantity":"2.00000000","side":"bid","time_in_force":"gtc","type":"limit"}"#
    private static let cancelled =
        #"{"agent_id":3,"open":"2.00000000","order_id":7,"reason":"requested"}"#
    private static let replaced =
        #"{"agent_id":3,"kept_priority":true,"open":"2.00000000","order_id":7,"#
        + #""price":"1.00000000"}"#
    private static let rejected =
        #"{"action":"cancel_order","agent_id":3,"order_id":7,"reason_code":"ORDER_NOT_FOUND"}"#
    private static let created =
        #"{"agent_id":0,"balances":{"ASSET":"1.00000000","CASH":"2.00000000"},"bot":"random","#
        + #""kind":"bot","name":"a-1"}"#

    /// A valid payload with one piece exchanged.
    private static func with(
        _ type: String, _ valid: String, _ old: String, _ new: String, _ field: String,
        _ reason: PayloadError.Reason
    ) -> RejectedPayload {
        RejectedPayload(type, replacing(old, by: new, in: valid), field, reason)
    }

    private static func replacing(_ old: String, by new: String, in text: String) -> String {
        var parts: [Substring] = []
        var rest = text[...]
        while let place = rest.firstRange(of: old) {
            parts.append(rest[..<place.lowerBound])
            rest = rest[place.upperBound...]
        }
        precondition(!parts.isEmpty, "\(old) is not in \(text)")
        return (parts + [rest]).joined(separator: new)
    }

    static let trades: [RejectedPayload] = {
        func spoilt(
            _ old: String, _ new: String, _ field: String, _ reason: PayloadError.Reason
        ) -> RejectedPayload {
            with("TRADE_EXECUTED", trade, old, new, field, reason)
        }
        return [
            spoilt("\"bid\"", "\"buy\"", "aggressor_side", .unknown),
            spoilt("\"bid\"", "1", "aggressor_side", .mistyped),
            spoilt("ASSET/CASH", "GOLD/CASH", "instrument", .unknown),
            spoilt("ASSET/CASH", "ASSET/CASH ", "instrument", .unknown),
            spoilt("\"maker_agent_id\":0", "\"maker_agent_id\":\"0\"", "maker_agent_id", .mistyped),
            spoilt("\"maker_agent_id\":0", "\"maker_agent_id\":-0", "", .notCanonical),
            spoilt("\"maker_agent_id\":0", "\"maker_agent_id\":00", "", .malformed),
            spoilt("\"maker_agent_id\":0", "\"maker_agent_id\":0.5", "maker_agent_id", .mistyped),
            spoilt("\"maker_agent_id\":0", "\"maker_agent_id\":null", "maker_agent_id", .mistyped),
            spoilt("0.00000000", "-0.00000000", "maker_fee", .mistyped),
            spoilt("0.00000000", "0.0000000", "maker_fee", .mistyped),
            spoilt("0.00000000", "0.000000000", "maker_fee", .mistyped),
            spoilt("0.00000000", "00.00000000", "maker_fee", .mistyped),
            spoilt("0.00000000", "0", "maker_fee", .mistyped),
            spoilt("0.00000000", ".00000000", "maker_fee", .mistyped),
            spoilt("0.00000000", "+1.00000000", "maker_fee", .mistyped),
            spoilt("0.00000000", "1e3", "maker_fee", .mistyped),
            spoilt("0.00000000", "", "maker_fee", .mistyped),
            spoilt("0.00000000", "0.0000000:", "maker_fee", .mistyped),
            spoilt("0.00000000", "0.0000000/", "maker_fee", .mistyped),
            spoilt("100.50000000", "100,50000000", "price", .mistyped),
            spoilt("\"100.50000000\"", "100.50000000", "", .notCanonical),
            spoilt("\"100.50000000\"", "100", "price", .mistyped),
            spoilt("\"quantity\":\"2.00000000\",", "", "quantity", .missing),
            spoilt("\"trade_id\":1", "\"trade_id\":1,\"x\":2", "x", .unexpected),
            spoilt("\"trade_id\":1", "\"trade_id\":1,\"trade_id\":1", "", .malformed),
            spoilt("\"trade_id\":1", "\"trade_id\":9007199254740993", "", .notCanonical),
            spoilt("\"trade_id\":1", "\"trade_id\":1e0", "", .notCanonical),
            spoilt("\"trade_id\":1", "\"trade_id\": 1", "", .notCanonical),
            spoilt("\"trade_id\":1}", "\"trade_id\":1} ", "", .notCanonical),
            spoilt("\"trade_id\":1}", "\"trade_id\":1}}", "", .malformed),
            spoilt("\"trade_id\":1}", "\"trade_id\":1", "", .malformed),
            spoilt("\"price\"", "\"pric\\u0065\"", "", .notCanonical),
        ]
    }()

    static let orders: [RejectedPayload] = {
        func place(
            _ old: String, _ new: String, _ field: String, _ reason: PayloadError.Reason
        ) -> RejectedPayload {
            with("ORDER_PLACED", placed, old, new, field, reason)
        }
        return [
            place("\"gtc\"", "\"gtx\"", "time_in_force", .unknown),
            place("\"gtc\"", "\"gt\"", "time_in_force", .unknown),
            place("\"limit\"", "\"stop\"", "type", .unknown),
            place("\"limit\"", "\"market\"", "price", .unexpected),
            place("\"price\":\"1.00000000\",", "", "price", .missing),
            place("\"time_in_force\":\"gtc\",", "", "time_in_force", .missing),
            place("\"agent_id\":3,", "\"agent_id\":3,\"estate\":false,", "estate", .mistyped),
            place(
                "\"agent_id\":3,", "\"agent_id\":3,\"client_order_id\":5,",
                "client_order_id", .mistyped),
            place(
                "\"agent_id\":3,", "\"agent_id\":3,\"client_order_id\":\"\u{7}\",", "", .malformed),
            place(
                "\"agent_id\":3,", "\"agent_id\":3,\"client_order_id\":\"\\/\",", "",
                .notCanonical),
            place(
                "\"agent_id\":3,", "\"agent_id\":3,\"expires_at_tick\":\"9\",",
                "expires_at_tick", .mistyped),
            place(
                "\"agent_id\":3,", "\"agent_id\":3,\"estate\":true,\"client_order_id\":\"a\",",
                "", .notCanonical),
            with("ORDER_CANCELLED", cancelled, "requested", "because", "reason", .unknown),
            with("ORDER_CANCELLED", cancelled, "requested", "requeste", "reason", .unknown),
            with("ORDER_CANCELLED", cancelled, "\"order_id\":7,", "", "order_id", .missing),
            with("ORDER_CANCELLED", cancelled, "\"requested\"", "null", "reason", .mistyped),
            with("ORDER_EXPIRED", cancelled, "7", "7", "reason", .unexpected),
            with("ORDER_REPLACED", replaced, "true", "1", "kept_priority", .mistyped),
            with("ORDER_REPLACED", replaced, "true", "\"true\"", "kept_priority", .mistyped),
            with(
                "ORDER_REPLACED", replaced, "\"kept_priority\":true,", "", "kept_priority",
                .missing),
            with("ORDER_REJECTED", rejected, "cancel_order", "cancel", "action", .unknown),
            with("ORDER_REJECTED", rejected, "_FOUND", "_THERE", "reason_code", .unknown),
            with(
                "ORDER_REJECTED", rejected, "ORDER_NOT_FOUND", "FO\u{212A}_NOT_FILLABLE",
                "reason_code", .unknown),
            with(
                "ORDER_REJECTED", rejected, "\"order_id\":7,", "\"instrument\":4,\"order_id\":7,",
                "instrument", .mistyped),
        ]
    }()

    static let others: [RejectedPayload] = [
        RejectedPayload("TICK_START", "", "", .malformed),
        RejectedPayload("TICK_START", "{}{}", "", .malformed),
        RejectedPayload("TICK_START", "[]", "", .malformed),
        RejectedPayload("TICK_START", #"{"a":1}"#, "a", .unexpected),
        RejectedPayload("TICK_END", #"{"actions":1}"#, "trades", .missing),
        RejectedPayload("TICK_END", #"{"trades":1,"actions":1}"#, "", .notCanonical),
        RejectedPayload("RUN_STARTED", "null", "", .malformed),
        RejectedPayload("RUN_STOPPED", "{}", "reason", .missing),
        RejectedPayload("RUN_STOPPED", #"{"reason":"Completed"}"#, "reason", .unknown),
        RejectedPayload(
            "RUN_CREATED", #"{"event_schema":2,"scenario":{},"seed":0}"#, "event_schema",
            .unknown),
        RejectedPayload("RUN_CREATED", #"{"event_schema":1,"seed":0}"#, "scenario", .missing),
        RejectedPayload(
            "RUN_CREATED", #"{"event_schema":1,"scenario":{},"seed":4294967296}"#, "seed",
            .mistyped),
        RejectedPayload(
            "RUN_CREATED", #"{"event_schema":1,"scenario":{},"seed":-1}"#, "seed", .mistyped),
        with("AGENT_CREATED", created, "ASSET", "BRASS", "balances", .unknown),
        with(
            "AGENT_CREATED", created, "\"ASSET\":\"1.00000000\",", "", "balances.ASSET",
            .missing),
        with("AGENT_CREATED", created, "\"2.00000000\"", "\"2\"", "balances.CASH", .mistyped),
        with(
            "AGENT_CREATED", created, "\"kind\":\"bot\"", "\"kind\":\"human\"", "kind",
            .unknown),
        with("AGENT_CREATED", created, "\"a-1\"", "[]", "name", .mistyped),
        RejectedPayload(
            "RATE_LIMIT_HIT", #"{"agent_id":1,"attempted":"9","limit":3}"#, "attempted",
            .mistyped),
        RejectedPayload(
            "DECAY_APPLIED", #"{"agent_id":1,"amount":"1.00000000","asset":"GOLD"}"#, "asset",
            .unknown),
        RejectedPayload(
            "DECAY_APPLIED", #"{"agent_id":1,"amount":"1.00000000","asset":"CASH","due":null}"#,
            "due", .mistyped),
        RejectedPayload(
            "BALANCE_UPDATED",
            #"{"agent_id":"bank","amount":"1.00000000","asset":"CASH","reason":"mint"}"#,
            "agent_id", .mistyped),
        RejectedPayload("SCENARIO_EVENT", #"{"kind":"quake"}"#, "kind", .unknown),
        RejectedPayload("SCENARIO_EVENT", #"{"kind":"resume"}"#, "instrument", .missing),
        RejectedPayload(
            "SCENARIO_EVENT",
            #"{"instrument":"ASSET/CASH","kind":"fee_change","maker_bps":"10.0","taker_bps":"1"}"#,
            "maker_bps", .mistyped),
        RejectedPayload(
            "SCENARIO_EVENT",
            #"{"bots":"a","kind":"shock","probability":"nan","side":"bid","ticks":1}"#,
            "probability", .mistyped),
        RejectedPayload(
            "SCENARIO_EVENT",
            #"{"agents":["a",1],"amount":"1.00000000","asset":"CASH","kind":"mint"}"#, "agents",
            .mistyped),
    ]
}

@Suite("Payloads that are none")
struct RejectedPayloadTests {
    static let all = RejectedPayload.trades + RejectedPayload.orders + RejectedPayload.others

    @Test("are refused by field and reason", arguments: all)
    func rejection(rejected: RejectedPayload) {
        let decoder = EventDecoder(.assetCash())
        do throws(PayloadError) {
            let event = try decoder.decode(
                type: rejected.type, payload: Array(rejected.payload.utf8))
            Issue.record("accepted as \(String(describing: event))")
        } catch {
            #expect(error.field == rejected.field && error.reason == rejected.reason, "\(error)")
        }
    }

    @Test("are many")
    func count() { #expect(Self.all.count >= 80) }
}
