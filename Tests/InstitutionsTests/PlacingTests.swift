import Institutions
import MarketModel
import Primitives
import TestSupport
import Testing

@Suite("An order is placed")
struct PlacingTests {
    @Test("an order that meets nobody rests, and its own side queues by price, then time")
    func rests() {
        let exchange = TestExchange()
        exchange.expect("0 bid 5 @ 99", ["placed 1 0 bid 5 @ 99"])
        exchange.expect("1 bid 2.5 @ 99.01", ["placed 2 1 bid 2.5 @ 99.01"])
        exchange.expect("2 bid 1 @ 99", ["placed 3 2 bid 1 @ 99"])
        exchange.expect("3 ask 0.1 @ 100 as mine-1", ["placed 4 3 ask 0.1 @ 100 as mine-1"])
        exchange.expectBook(["ask 100: 4/3x0.1", "bid 99.01: 2/1x2.5", "bid 99: 1/0x5 3/2x1"])
    }

    @Test("it trades at the makers' prices, better first, older first; the rest rests")
    func tradesThenRests() {
        let exchange = TestExchange()
        exchange.fill(["ask 102: 4/1x1", "ask 101: 3/2x4", "ask 100: 1/1x3 2/2x2"])
        exchange.expect(
            "0 bid 12 @ 101.5",
            [
                "placed 5 0 bid 12 @ 101.5",
                "trade 1 3 @ 100 maker 1/1 taker 5/0 fee 0/0.3",
                "trade 2 2 @ 100 maker 2/2 taker 5/0 fee 0/0.2",
                "trade 3 4 @ 101 maker 3/2 taker 5/0 fee 0/0.404",
            ])
        exchange.expectBook(["ask 102: 4/1x1", "bid 101.5: 5/0x3"])
    }

    @Test("an incoming ask meets the highest bid first")
    func askMeetsBids() {
        let exchange = TestExchange()
        exchange.fill(["bid 100: 2/2x2", "bid 99: 1/1x5 3/2x1"])
        exchange.expect(
            "0 ask 5 @ 99",
            [
                "placed 4 0 ask 5 @ 99",
                "trade 1 2 @ 100 maker 2/2 taker 4/0 fee 0/0.2",
                "trade 2 3 @ 99 maker 1/1 taker 4/0 fee 0/0.297",
            ])
        exchange.expectBook(["bid 99: 1/1x2 3/2x1"])
    }

    @Test("a partial fill keeps the maker's place")
    func partialFillKeepsPlace() {
        let exchange = TestExchange()
        exchange.fill(["ask 100: 1/1x3 2/2x4"])
        exchange.act("0 bid 1 @ 100")
        exchange.expect(
            "0 bid 1 @ 100",
            ["placed 4 0 bid 1 @ 100", "trade 2 1 @ 100 maker 1/1 taker 4/0 fee 0/0.1"])
        exchange.expectBook(["ask 100: 1/1x1 2/2x4"])
    }

    @Test("immediate or cancel trades what it can; the rest is cancelled")
    func immediateOrCancel() {
        let exchange = TestExchange()
        exchange.fill(["ask 101: 2/1x5", "ask 100: 1/1x2"])
        exchange.expect(
            "0 bid 5 @ 100 ioc",
            [
                "placed 3 0 bid 5 @ 100 ioc",
                "trade 1 2 @ 100 maker 1/1 taker 3/0 fee 0/0.2",
                "cancelled 3 3 ioc_remainder",
            ])
        exchange.expect(
            "0 ask 1 @ 50 ioc", ["placed 4 0 ask 1 @ 50 ioc", "cancelled 4 1 ioc_remainder"])
        exchange.expect(
            "0 bid 5 @ 101 ioc",
            ["placed 5 0 bid 5 @ 101 ioc", "trade 2 5 @ 101 maker 2/1 taker 5/0 fee 0/0.505"])
        exchange.expectBook([])
        exchange.expectFunds(0, "99294.295+0 1007+0")
    }

    @Test("a market order takes any price and never rests")
    func market() {
        let exchange = TestExchange()
        exchange.fill(["ask 900: 2/1x1", "ask 100: 1/1x1", "bid 0.01: 3/2x2"])
        exchange.expect(
            "0 bid 3 market",
            [
                "placed 4 0 bid 3 market",
                "trade 1 1 @ 100 maker 1/1 taker 4/0 fee 0/0.1",
                "trade 2 1 @ 900 maker 2/1 taker 4/0 fee 0/0.9",
                "cancelled 4 1 market_remainder",
            ])
        exchange.expect(
            "0 ask 2 market",
            ["placed 5 0 ask 2 market", "trade 3 2 @ 0.01 maker 3/2 taker 5/0 fee 0/0.00002"])
        exchange.expect(
            "0 ask 2 market", ["placed 6 0 ask 2 market", "cancelled 6 2 market_remainder"])
        exchange.expect(
            "0 bid 2 market", ["placed 7 0 bid 2 market", "cancelled 7 2 market_remainder"])
    }

    @Test("a post-only order rests, or is refused if it would trade, even with itself")
    func postOnly() {
        let exchange = TestExchange()
        exchange.fill(["ask 101: 2/1x1", "ask 100: 1/0x1"])
        exchange.expectRefusal("2 bid 1 @ 100 post_only", "POST_ONLY_WOULD_CROSS")
        exchange.expectRefusal("0 bid 1 @ 100 post_only", "POST_ONLY_WOULD_CROSS")
        exchange.expectRefusal("0 bid 1 @ 105 post_only", "POST_ONLY_WOULD_CROSS")
        exchange.expect("0 bid 1 @ 99.99 post_only", ["placed 3 0 bid 1 @ 99.99 post_only"])
        exchange.expectRefusal("1 ask 1 @ 99.99 post_only", "POST_ONLY_WOULD_CROSS")
    }

    @Test("a refused order takes no id")
    func refusedTakesNoID() {
        let exchange = TestExchange()
        exchange.expectRefusal("0 bid 1 @ 0", "INVALID_PRICE")
        exchange.expect("0 bid 1 @ 1", ["placed 1 0 bid 1 @ 1"])
    }

    @Test("an agent may have any number of orders open, also at one price")
    func manyOrders() {
        let exchange = TestExchange()
        for _ in 0..<200 { exchange.act("0 bid 0.1 @ 1") }
        #expect(exchange.auction.openOrders(of: AgentID(0)).count == 200)
        let lines = exchange.act("1 ask 20 @ 1")
        #expect(lines.count == 201)
        #expect(lines.last == "trade 200 0.1 @ 1 maker 200/0 taker 201/1 fee 0/0.0001")
    }
}

@Suite("A fill-or-kill order")
struct FillOrKillTests {
    static let modes = SelfTradePrevention.allCases

    @Test("fills whole over several prices, or leaves only a refusal", arguments: modes)
    func wholeOrNothing(prevention: SelfTradePrevention) {
        let exchange = TestExchange(prevention: prevention)
        exchange.fill(["ask 102: 3/1x9", "ask 101: 2/1x2", "ask 100: 1/2x3"])
        exchange.expectRefusal("0 bid 5.1 @ 101 fok", "FOK_NOT_FILLABLE")
        exchange.expect(
            "0 bid 5 @ 101 fok",
            [
                "placed 4 0 bid 5 @ 101 fok",
                "trade 1 3 @ 100 maker 1/2 taker 4/0 fee 0/0.3",
                "trade 2 2 @ 101 maker 2/1 taker 4/0 fee 0/0.202",
            ])
    }

    @Test("counts only what is ahead of its agent's first own order")
    func stopsAtOwn() {
        for prevention in [SelfTradePrevention.cancelNewest, .cancelBoth] {
            let exchange = TestExchange(prevention: prevention)
            exchange.fill(["ask 101: 4/1x9", "ask 100: 1/1x3 2/0x1 3/2x5"])
            exchange.expectRefusal("0 bid 3.1 @ 101 fok", "FOK_NOT_FILLABLE")
            exchange.expect(
                "0 bid 3 @ 101 fok",
                ["placed 5 0 bid 3 @ 101 fok", "trade 1 3 @ 100 maker 1/1 taker 5/0 fee 0/0.3"])
            exchange.expectBook(["ask 101: 4/1x9", "ask 100: 2/0x1 3/2x5"])
        }
    }

    @Test("with cancel_oldest counts all but its agent's own, which go")
    func skipsOwn() {
        let exchange = TestExchange(prevention: .cancelOldest)
        exchange.fill(["ask 101: 4/0x9", "ask 100: 1/1x3 2/0x1 3/2x5"])
        exchange.expectRefusal("0 bid 8.1 @ 101 fok", "FOK_NOT_FILLABLE")
        exchange.expect(
            "0 bid 8 @ 101 fok",
            [
                "placed 5 0 bid 8 @ 101 fok",
                "trade 1 3 @ 100 maker 1/1 taker 5/0 fee 0/0.3",
                "cancelled 2 1 self_trade",
                "trade 2 5 @ 100 maker 3/2 taker 5/0 fee 0/0.5",
            ])
        exchange.expectBook(["ask 101: 4/0x9"])
    }

    @Test("with none counts its agent's own as well")
    func countsOwn() {
        let exchange = TestExchange(prevention: .none)
        exchange.fill(["ask 100: 1/1x3 2/0x1 3/2x5"])
        exchange.expectRefusal("0 bid 9.1 @ 100 fok", "FOK_NOT_FILLABLE")
        exchange.expect(
            "0 bid 9 @ 100 fok",
            [
                "placed 4 0 bid 9 @ 100 fok",
                "trade 1 3 @ 100 maker 1/1 taker 4/0 fee 0/0.3",
                "trade 2 1 @ 100 maker 2/0 taker 4/0 fee 0/0.1",
                "trade 3 5 @ 100 maker 3/2 taker 4/0 fee 0/0.5",
            ])
    }

    @Test("sells the same way, and an empty book cannot fill it", arguments: modes)
    func sells(prevention: SelfTradePrevention) {
        let exchange = TestExchange(prevention: prevention)
        exchange.expectRefusal("0 ask 1 @ 0.01 fok", "FOK_NOT_FILLABLE")
        exchange.fill(["bid 100: 1/1x2", "bid 99: 2/2x2"])
        exchange.expectRefusal("0 ask 2.1 @ 100 fok", "FOK_NOT_FILLABLE")
        exchange.expectRefusal("0 ask 4.1 @ 99 fok", "FOK_NOT_FILLABLE")
        exchange.expect(
            "0 ask 4 @ 99 fok",
            [
                "placed 3 0 ask 4 @ 99 fok",
                "trade 1 2 @ 100 maker 1/1 taker 3/0 fee 0/0.2",
                "trade 2 2 @ 99 maker 2/2 taker 3/0 fee 0/0.198",
            ])
    }
}
