import Institutions
import Primitives
import TestSupport
import Testing

@Suite("An order is cancelled or reduced")
struct CancelTests {
    @Test("a cancellation gives up what is open and frees its reservation")
    func cancel() {
        let exchange = TestExchange()
        exchange.fill(["bid 100: 1/0x5"])
        exchange.act("1 ask 2 @ 100")
        exchange.expectFunds(0, "99499.7+300.3 1002+0")
        exchange.expect("0 cancel 1", ["cancelled 1 3 requested"])
        exchange.expectFunds(0, "99800+0 1002+0")
    }

    @Test("unknown, closed and foreign orders cannot be told apart")
    func notFound() {
        let exchange = TestExchange()
        exchange.fill(["ask 100: 2/1x1", "bid 99: 1/0x5"])
        exchange.act("0 cancel 1")
        exchange.act("2 bid 1 @ 100")
        for id in ["0", "-1", "1", "2", "3", "4", "9223372036854775807", "-9223372036854775808"] {
            exchange.expectRefusal("0 cancel \(id)", "ORDER_NOT_FOUND")
            exchange.expectRefusal("0 reduce \(id) by 1", "ORDER_NOT_FOUND")
            exchange.expectRefusal("0 replace \(id) x 1", "ORDER_NOT_FOUND")
        }
        exchange.act("1 ask 1 @ 100")
        exchange.expectRefusal("0 cancel 4", "ORDER_NOT_FOUND")
        exchange.expectRefusal("0 reduce 4 by 1", "ORDER_NOT_FOUND")
        exchange.expectRefusal("0 replace 4 @ 101", "ORDER_NOT_FOUND")
    }

    @Test("cancel-all cancels by order id, in all instruments or in one; none open is fine")
    func cancelAll() {
        let exchange = TestExchange(
            .assetAndGold(), agents: ["100000 100 100", "100000 100 100"])
        exchange.expect("0 cancel_all", [])
        exchange.expect("0 cancel_all in GOLD/CASH", [])
        for line in ["0 ask 1 @ 100", "0 bid 1 @ 2000 in GOLD/CASH", "1 bid 1 @ 90"] {
            exchange.act(line)
        }
        exchange.act("0 bid 2 @ 99")
        exchange.act("0 bid 1 @ 1 in GOLD/CASH")
        exchange.expect(
            "0 cancel_all in GOLD/CASH", ["cancelled 2 1 requested", "cancelled 5 1 requested"])
        exchange.act("0 bid 1 @ 1 in GOLD/CASH")
        exchange.act("0 replace 1 @ 101")
        exchange.expect(
            "0 cancel_all",
            ["cancelled 1 1 requested", "cancelled 4 2 requested", "cancelled 6 1 requested"])
        exchange.expectBook(["bid 90: 3/1x1"])
        exchange.expectRefusal("0 cancel_all in SILVER/CASH", "INVALID_INSTRUMENT")
    }

    @Test("a reduction keeps the place; to nothing it is a cancellation")
    func reduce() {
        let exchange = TestExchange()
        exchange.fill(["bid 100: 1/0x5 2/1x5"])
        exchange.expect("0 reduce 1 by 2", ["replaced 1 @ 100 open 3 kept"])
        exchange.expectFunds(0, "99699.7+300.3 1000+0")
        exchange.expect(
            "2 ask 1 @ 100",
            ["placed 3 2 ask 1 @ 100", "trade 1 1 @ 100 maker 1/0 taker 3/2 fee 0/0.1"])
        exchange.expect("0 reduce 1 by 1.9", ["replaced 1 @ 100 open 0.1 kept"])
        exchange.expect("0 reduce 1 by 0.1", ["cancelled 1 0.1 requested"])
        exchange.expect("1 reduce 2 by 6", ["cancelled 2 5 requested"])
        exchange.expectFunds(0, "99900+0 1001+0")
    }

    @Test("a reduction must be a positive whole number of lots")
    func badReduction() {
        let exchange = TestExchange()
        exchange.fill(["ask 100: 1/0x5"])
        for quantity in ["0", "-1", "0.05", "1.00000001", "1000000000.1"] {
            exchange.expectRefusal("0 reduce 1 by \(quantity)", "INVALID_QUANTITY")
        }
    }
}

@Suite("An order is replaced")
struct ReplaceTests {
    @Test("same price and less: the place is kept and the difference is free")
    func sameLower() {
        let exchange = TestExchange()
        exchange.fill(["bid 100: 1/0x5 2/1x5"])
        exchange.expect("0 replace 1 x 3", ["replaced 1 @ 100 open 3 kept"])
        exchange.expect("0 replace 1 @ 100 x 2", ["replaced 1 @ 100 open 2 kept"])
        exchange.expectBook(["bid 100: 1/0x2 2/1x5"])
        exchange.expectFunds(0, "99799.8+200.2 1000+0")
    }

    @Test("the same values, or more: the place is lost")
    func sameOrMore() {
        let exchange = TestExchange()
        exchange.fill(["bid 100: 1/0x5 2/1x5"])
        exchange.expect("0 replace 1 @ 100 x 5", ["replaced 1 @ 100 open 5 lost"])
        exchange.expectBook(["bid 100: 2/1x5 1/0x5"])
        exchange.expect("1 replace 2 x 6", ["replaced 2 @ 100 open 6 lost"])
        exchange.expect("1 replace 2 @ 100", ["replaced 2 @ 100 open 6 lost"])
        exchange.expectBook(["bid 100: 1/0x5 2/1x6"])
    }

    @Test("the quantity is the total: what is filled counts")
    func totalCounts() {
        let exchange = TestExchange()
        exchange.fill(["bid 100: 1/0x5 2/1x5"])
        exchange.act("2 ask 2 @ 100")
        exchange.expect("0 replace 1 x 4", ["replaced 1 @ 100 open 2 kept"])
        exchange.expect("0 replace 1 x 4.1", ["replaced 1 @ 100 open 2.1 lost"])
        exchange.expect("0 replace 1 @ 99", ["replaced 1 @ 99 open 2.1 lost"])
        exchange.act("2 ask 6.1 @ 99")
        exchange.expectBook(["bid 99: 1/0x1"])
        exchange.expect("0 replace 1 x 3.2", ["replaced 1 @ 99 open 0.1 kept"])
        exchange.expect("0 replace 1 x 3.1", ["cancelled 1 0.1 requested"])
    }

    @Test("a total at or below what is filled cancels, whatever the new price")
    func belowFilled() {
        for change in ["x 2", "x 1", "x 0.1", "@ 1000000 x 2", "@ 50 x 0.1"] {
            let exchange = TestExchange()
            exchange.fill(["bid 100: 1/0x5"])
            exchange.act("2 ask 2 @ 100")
            exchange.expect("0 replace 1 \(change)", ["cancelled 1 3 requested"])
            exchange.expectFunds(0, "99800+0 1002+0")
        }
    }

    @Test("fills as taker count as well, before and after it rests")
    func takerFillsCount() {
        let exchange = TestExchange()
        exchange.fill(["ask 101: 2/1x9", "ask 100: 1/1x2"])
        exchange.act("0 bid 5 @ 100")
        exchange.expect(
            "0 replace 3 @ 101",
            ["replaced 3 @ 101 open 3 lost", "trade 2 3 @ 101 maker 2/1 taker 3/0 fee 0/0.303"])
        exchange.expectBook(["ask 101: 2/1x6"])
        exchange.act("0 bid 1 @ 50")
        exchange.expect(
            "0 replace 4 @ 101 x 8",
            ["replaced 4 @ 101 open 8 lost", "trade 3 6 @ 101 maker 2/1 taker 4/0 fee 0/0.606"])
        exchange.expect("0 replace 4 x 7", ["replaced 4 @ 101 open 1 kept"])
        exchange.expect("0 replace 4 x 6", ["cancelled 4 1 requested"])
    }

    @Test("a new price sends it in as an incoming order: it may trade and go")
    func newPriceTrades() {
        let exchange = TestExchange()
        exchange.fill(["ask 101: 2/1x3", "ask 100.5: 3/2x1", "bid 99: 1/0x5"])
        exchange.expect(
            "0 replace 1 @ 101",
            [
                "replaced 1 @ 101 open 5 lost",
                "trade 1 1 @ 100.5 maker 3/2 taker 1/0 fee 0/0.1005",
                "trade 2 3 @ 101 maker 2/1 taker 1/0 fee 0/0.303",
            ])
        exchange.expectBook(["bid 101: 1/0x1"])
        exchange.expectFunds(0, "99494.9955+101.101 1004+0")
    }

    @Test("a replaced post-only order may trade")
    func postOnly() {
        let exchange = TestExchange()
        exchange.act("0 bid 1 @ 99 post_only")
        exchange.act("1 ask 1 @ 100")
        exchange.expect(
            "0 replace 1 @ 100",
            ["replaced 1 @ 100 open 1 lost", "trade 1 1 @ 100 maker 2/1 taker 1/0 fee 0/0.1"])
    }

    @Test("the expiry stays")
    func expiryStays() {
        let exchange = TestExchange()
        exchange.act("0 bid 5 @ 99 gtt 3")
        exchange.act("0 replace 1 @ 98 x 6")
        exchange.auction.tick = Tick(2)
        #expect(exchange.operate { $0.expireOrders() } == [])
        exchange.auction.tick = Tick(3)
        #expect(exchange.operate { $0.expireOrders() } == ["expired 1 6"])
    }

    @Test(
        "refused, it leaves everything as it was",
        arguments: [
            ("0 replace 1", "INVALID_ACTION"), ("0 replace 1 @ 0", "INVALID_PRICE"),
            ("0 replace 1 @ -1", "INVALID_PRICE"), ("0 replace 1 @ 100.005", "INVALID_PRICE"),
            ("0 replace 1 @ 1000000000.01", "INVALID_PRICE"),
            ("0 replace 1 x 0", "INVALID_QUANTITY"),
            ("0 replace 1 x -1", "INVALID_QUANTITY"), ("0 replace 1 x 0.05", "INVALID_QUANTITY"),
            ("0 replace 1 x 1000000000.1", "INVALID_QUANTITY"),
            ("0 replace 1 @ 0 x 0", "INVALID_PRICE"), ("0 replace 1 x 5000", "INSUFFICIENT_FUNDS"),
        ])
    func refused(line: String, code: String) {
        let exchange = TestExchange()
        exchange.fill(["bid 100: 1/0x5 2/1x5"])
        exchange.expectRefusal(line, code)
    }
}
