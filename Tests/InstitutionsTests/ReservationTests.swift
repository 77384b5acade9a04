import Institutions
import MarketModel
import Primitives
import TestSupport
import Testing

@Suite("Reservations")
struct ReservationTests {
    @Test(
        "a bid sets aside the dearer fee of each lot as if it traded alone",
        arguments: [
            // maker, taker: what 3 lots of 0.1 at 100.01 reserve; a lot costs 10.001.
            ("0", "10", "30.033003"), ("0", "0", "30.003"), ("10", "0", "30.033003"),
            ("-5", "10", "30.033003"), ("3", "-3", "30.0120009"), ("-5", "5", "30.0180015"),
            ("0", "0.0001", "30.00300033"), ("0", "3.3333", "30.01300092"),
            ("7.7777", "3.3333", "30.02633544"), ("0", "10000", "60.006"),
        ])
    func perLot(maker: String, taker: String, reserved: String) {
        let exchange = TestExchange(.assetCash(maker: maker, taker: taker))
        exchange.act("0 bid 0.3 @ 100.01")
        let part = exchange.funds(0).split(separator: " ")[0].split(separator: "+")[1]
        #expect(part == reserved)
    }

    @Test("an ask sets aside its quantity, and every way out gives back what is left")
    func waysOut() {
        let exchange = TestExchange()
        exchange.act("0 ask 5 @ 100 gtt 3")
        exchange.act("0 bid 5 @ 99 gtt 3")
        exchange.expectFunds(0, "99504.505+495.495 995+5")
        exchange.act("1 bid 1 @ 100")
        exchange.act("1 ask 1 @ 99")
        exchange.expectFunds(0, "99604.604+396.396 996+4")
        exchange.act("0 reduce 1 by 1")
        exchange.act("0 reduce 2 by 1")
        exchange.expectFunds(0, "99703.703+297.297 997+3")
        exchange.auction.tick = Tick(3)
        exchange.operate { $0.expireOrders() }
        exchange.expectFunds(0, "100001+0 1000+0")
    }

    @Test("a better price than the limit frees the difference at once")
    func improvement() {
        let exchange = TestExchange()
        exchange.fill(["ask 90: 1/1x1"])
        exchange.act("0 bid 3 @ 100")
        // 100,000 − 90.09 − 200.2 reserved for the 2 that rest.
        exchange.expectFunds(0, "99709.71+200.2 1001+0")
    }

    /// How an order of each type needs 505.505 cash for 5 @ 101, or 5 of the asset.
    static let bids = ["gtc", "ioc", "fok", "post_only", "gtt 3"]

    @Test("exactly enough cash is enough, one unit less is not", arguments: bids)
    func bidBoundary(terms: String) {
        for (cash, isEnough) in [("505.505", true), ("505.50499999", false)] {
            let exchange = TestExchange(agents: ["\(cash) 0", "100000 1000"])
            if terms == "fok" { exchange.act("1 ask 5 @ 101") }
            if isEnough {
                #expect(exchange.act("0 bid 5 @ 101 \(terms)")[0].hasPrefix("placed"))
            } else {
                exchange.expectRefusal("0 bid 5 @ 101 \(terms)", "INSUFFICIENT_FUNDS")
                exchange.expectFunds(0, "505.50499999+0 0+0")
            }
        }
    }

    @Test("exactly enough goods are enough, one unit less is not", arguments: bids + ["market"])
    func askBoundary(terms: String) {
        for (goods, isEnough) in [("5", true), ("4.99999999", false)] {
            let exchange = TestExchange(agents: ["0 \(goods)", "100000 1000"])
            if terms == "fok" { exchange.act("1 bid 5 @ 101") }
            let line = terms == "market" ? "0 ask 5 market" : "0 ask 5 @ 101 \(terms)"
            if isEnough {
                #expect(exchange.act(line)[0].hasPrefix("placed"))
            } else {
                exchange.expectRefusal(line, "INSUFFICIENT_FUNDS")
            }
        }
    }

    @Test("the fee alone can be what is missing")
    func feeOnly() {
        let exchange = TestExchange(agents: ["505 0"])
        exchange.expectRefusal("0 bid 5 @ 101", "INSUFFICIENT_FUNDS")
        exchange.expect("0 bid 4.9 @ 101", ["placed 1 0 bid 4.9 @ 101"])
    }

    @Test("a replacement needs the difference, to the last unit")
    func replacementBoundary() {
        // 1 @ 100 reserves 100.1; 1 @ 101 101.101, 2 @ 100 200.2.
        for (cash, line, isEnough) in [
            ("101.101", "@ 101", true), ("101.10099999", "@ 101", false),
            ("200.2", "x 2", true), ("200.19999999", "x 2", false),
            ("202.202", "@ 101 x 2", true), ("202.20199999", "@ 101 x 2", false),
            ("100.1", "@ 50 x 2", true), ("100.1", "@ 99.99", true),
        ] {
            let exchange = TestExchange(agents: ["\(cash) 0"])
            exchange.act("0 bid 1 @ 100")
            if isEnough {
                #expect(exchange.act("0 replace 1 \(line)")[0].hasPrefix("replaced"), "\(line)")
            } else {
                exchange.expectRefusal("0 replace 1 \(line)", "INSUFFICIENT_FUNDS")
            }
        }
    }

    @Test("an ask that grows needs the goods, an ask that moves needs nothing")
    func askReplacement() {
        let exchange = TestExchange(agents: ["0 5"])
        exchange.act("0 ask 5 @ 100")
        exchange.expectRefusal("0 replace 1 x 5.1", "INSUFFICIENT_FUNDS")
        exchange.expect("0 replace 1 @ 999", ["replaced 1 @ 999 open 5 lost"])
        exchange.expectFunds(0, "0+0 0+5")
    }

    @Test("a lower price frees the difference")
    func lowerPrice() {
        let exchange = TestExchange(agents: ["200.2 0"])
        exchange.act("0 bid 2 @ 100")
        exchange.act("0 replace 1 @ 50")
        exchange.expectFunds(0, "100.1+100.1 0+0")
    }

    @Test("two orders cannot spend the same cash, nor the same goods, in any instrument")
    func noDoubleSpending() {
        let exchange = TestExchange(.assetAndGold(), agents: ["1000 1 1", "9999 99 99"])
        exchange.act("0 bid 5 @ 100")
        exchange.expectRefusal("0 bid 1 @ 500 in GOLD/CASH", "INSUFFICIENT_FUNDS")
        exchange.expect("0 bid 1 @ 499 in GOLD/CASH", ["placed 2 0 bid 1 @ 499 in GOLD/CASH"])
        exchange.act("0 ask 1 @ 200")
        exchange.expectRefusal("0 ask 0.1 market", "INSUFFICIENT_FUNDS")
        exchange.expect("0 ask 1 @ 500 in GOLD/CASH", ["placed 4 0 ask 1 @ 500 in GOLD/CASH"])
    }
}
