import Institutions
import MarketModel
import Primitives
import TestSupport
import Testing

@Suite("The ladder of checks")
struct LadderTests {
    /// Agent 0 has 1,000 cash and 10 ASSET; ASSET/CASH stands at 99 : 100; GOLD/CASH is halted
    /// with orders in it; SILVER/CASH does not exist.
    func exchange() -> TestExchange {
        let exchange = TestExchange(
            .assetAndGold(), agents: ["1000 10 10", "100000 1000 1000"])
        exchange.act("1 ask 5 @ 100")
        exchange.act("1 bid 5 @ 99")
        exchange.act("0 bid 1 @ 10 in GOLD/CASH")
        exchange.act("0 bid 1 @ 10")
        exchange.operate { $0.halt(InstrumentID(1), cancellingOrders: false) }
        return exchange
    }

    @Test(
        "each fault alone has its code",
        arguments: [
            ("0 bid 1 @ 99 gtt", "INVALID_ACTION"),
            ("0 bid 1 @ 99 ioc 5", "INVALID_ACTION"),
            ("0 bid 1 @ 99 gtc 5", "INVALID_ACTION"),
            ("0 bid 1 @ 99 fok 5", "INVALID_ACTION"),
            ("0 bid 1 @ 99 post_only 5", "INVALID_ACTION"),
            ("0 bid 1 @ 99 as a.b", "INVALID_ACTION"),
            ("0 bid 1 market as ä", "INVALID_ACTION"),
            ("0 bid 1 @ 99 in SILVER/CASH", "INVALID_INSTRUMENT"),
            ("0 ask 1 market in SILVER/CASH", "INVALID_INSTRUMENT"),
            ("0 bid 1 @ 99 in GOLD/CASH", "INSTRUMENT_HALTED"),
            ("0 bid 1 market in GOLD/CASH", "INSTRUMENT_HALTED"),
            ("0 replace 3 x 2", "INSTRUMENT_HALTED"),
            ("0 bid 1 @ 0", "INVALID_PRICE"),
            ("0 bid 1 @ -99", "INVALID_PRICE"),
            ("0 bid 1 @ 99.001", "INVALID_PRICE"),
            ("0 ask 1 @ 1000000000.01", "INVALID_PRICE"),
            ("0 bid 0 @ 99", "INVALID_QUANTITY"),
            ("0 bid -1 @ 99", "INVALID_QUANTITY"),
            ("0 bid 0.01 @ 99", "INVALID_QUANTITY"),
            ("0 ask 1000000000.1 @ 99", "INVALID_QUANTITY"),
            ("0 ask 0.15 market", "INVALID_QUANTITY"),
            ("0 bid 11 @ 99", "INSUFFICIENT_FUNDS"),
            ("0 ask 10.1 @ 101", "INSUFFICIENT_FUNDS"),
            ("0 ask 10.1 market", "INSUFFICIENT_FUNDS"),
            ("0 bid 1 @ 100 post_only", "POST_ONLY_WOULD_CROSS"),
            ("0 ask 1 @ 99 post_only", "POST_ONLY_WOULD_CROSS"),
            ("0 bid 6 @ 100 fok", "FOK_NOT_FILLABLE"),
        ])
    func single(line: String, code: String) {
        exchange().expectRefusal(line, code)
    }

    @Test(
        "of two faults the earlier is the reason",
        arguments: [
            ("0 bid 1 @ 99 gtt in SILVER/CASH", "INVALID_ACTION"),
            ("0 bid 1 @ 99 gtt in GOLD/CASH", "INVALID_ACTION"),
            ("0 bid 1 @ 0 gtt", "INVALID_ACTION"),
            ("0 bid 0 @ 99 gtt", "INVALID_ACTION"),
            ("0 bid 11 @ 99 gtt", "INVALID_ACTION"),
            ("0 bid 1 @ 100 post_only 5", "INVALID_ACTION"),
            ("0 bid 6 @ 100 fok 5", "INVALID_ACTION"),
            ("0 bid 0 market as a.b", "INVALID_ACTION"),
            ("0 replace 99", "INVALID_ACTION"),
            ("0 bid 1 @ 0 in SILVER/CASH", "INVALID_INSTRUMENT"),
            ("0 bid 0 market in SILVER/CASH", "INVALID_INSTRUMENT"),
            ("0 bid 11 @ 99 in SILVER/CASH", "INVALID_INSTRUMENT"),
            ("0 replace 99 @ 0 x 0", "ORDER_NOT_FOUND"),
            ("1 replace 3 @ 0", "ORDER_NOT_FOUND"),
            ("0 reduce 99 by 0", "ORDER_NOT_FOUND"),
            ("0 bid 1 @ 0 in GOLD/CASH", "INSTRUMENT_HALTED"),
            ("0 bid 0 @ 1 in GOLD/CASH", "INSTRUMENT_HALTED"),
            ("0 ask 11 market in GOLD/CASH", "INSTRUMENT_HALTED"),
            ("0 replace 3 @ 0 x 0", "INSTRUMENT_HALTED"),
            ("0 replace 3 x 900", "INSTRUMENT_HALTED"),
            ("0 bid 0 @ 0", "INVALID_PRICE"),
            ("0 bid 9999 @ 100.001", "INVALID_PRICE"),
            ("0 bid 1 @ 1000000001 fok", "INVALID_PRICE"),
            ("0 replace 4 @ 0 x 0", "INVALID_PRICE"),
            ("0 bid 1000000001 @ 99", "INVALID_QUANTITY"),
            ("0 ask 1000000001 market", "INVALID_QUANTITY"),
            ("0 bid 99.05 @ 100 post_only", "INVALID_QUANTITY"),
            ("0 replace 4 @ 100000 x 0", "INVALID_QUANTITY"),
            ("0 bid 11 @ 100 post_only", "INSUFFICIENT_FUNDS"),
            ("0 bid 11 @ 100 fok", "INSUFFICIENT_FUNDS"),
            ("0 ask 11 @ 99 post_only", "INSUFFICIENT_FUNDS"),
        ])
    func pair(line: String, code: String) {
        exchange().expectRefusal(line, code)
    }

    @Test("a client's own name is 1 to 64 of the allowed characters")
    func clientNames() {
        let good = ["a", "Z", "0", "-", "_", String(repeating: "x", count: 64)]
        let bad = ["", String(repeating: "x", count: 65), "a b", "a\u{0}", "é", "a/b", "\"", "a\n"]
        for (names, isGood) in [(good, true), (bad, false)] {
            for name in names {
                let exchange = exchange()
                let order = LimitOrder(
                    .bid, amount("1"), at: amount("1"), in: .listed(InstrumentID(0)),
                    clientOrderID: name)
                let lines = exchange.act(.placeLimitOrder(order), of: AgentID(0))
                let wanted =
                    isGood ? "placed 5 0 bid 1 @ 1 as \(name)" : "rejected 0 INVALID_ACTION"
                #expect(lines == [wanted])
            }
        }
    }

    @Test("a refusal repeats what the action named")
    func refusalNames() {
        let listed = InstrumentReference.listed(InstrumentID(0))
        let silver = InstrumentReference.unlisted("SILVER/CASH")
        let place = ActionText("0 bid 0 @ 1 as me", in: .assetAndGold()).action
        let refused = Rejection(place, of: AgentID(0), because: .invalidQuantity)
        #expect(refused.action == .placeLimitOrder)
        #expect(refused.instrument == listed)
        #expect(refused.clientOrderID == "me")
        #expect(refused.order == nil)
        let all = ActionText("3 cancel_all in SILVER/CASH", in: .assetAndGold()).action
        let second = Rejection(all, of: AgentID(3), because: .invalidInstrument)
        #expect(second.action == .cancelAll)
        #expect(second.instrument == silver)
        for line in ["0 cancel 7", "0 replace 7 x 1", "0 reduce 7 by 1"] {
            let action = ActionText(line, in: .assetAndGold()).action
            let third = Rejection(action, of: AgentID(0), because: .orderNotFound)
            #expect(third.order == OrderID(7))
            #expect(third.instrument == nil)
        }
    }

    @Test("no reason is out of the order of the checks")
    func reasonsInOrder() {
        #expect(
            RejectionReason.allCases.map { "\($0.code)" } == [
                "AGENT_BANKRUPT", "INVALID_ACTION", "INVALID_INSTRUMENT", "ORDER_NOT_FOUND",
                "INSTRUMENT_HALTED", "INVALID_PRICE", "INVALID_QUANTITY", "INSUFFICIENT_FUNDS",
                "POST_ONLY_WOULD_CROSS", "FOK_NOT_FILLABLE",
            ])
    }
}
