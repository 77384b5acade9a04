import Institutions
import MarketModel
import Primitives
import TestSupport
import Testing

@Suite("A good-till-tick order")
struct GoodTillTickTests {
    @Test("trades through its last tick and expires at its closing, by order id")
    func expires() {
        let exchange = TestExchange()
        exchange.act("0 bid 5 @ 99 gtt 7")
        exchange.act("1 ask 2 @ 101 gtt 6")
        exchange.act("2 bid 1 @ 98 gtt 6")
        exchange.act("0 bid 1 @ 97")
        exchange.auction.tick = Tick(5)
        #expect(exchange.operate { $0.expireOrders() } == [])
        exchange.auction.tick = Tick(6)
        exchange.expect(
            "3 ask 1 @ 99",
            ["placed 5 3 ask 1 @ 99", "trade 1 1 @ 99 maker 1/0 taker 5/3 fee 0/0.099"])
        #expect(exchange.operate { $0.expireOrders() } == ["expired 2 2", "expired 3 1"])
        exchange.auction.tick = Tick(7)
        #expect(exchange.operate { $0.expireOrders() } == ["expired 1 4"])
        exchange.expectBook(["bid 97: 4/0x1"])
    }

    @Test("may name the present tick, but none before it and not none at all")
    func borders() {
        let exchange = TestExchange()
        exchange.auction.tick = Tick(5)
        exchange.expectRefusal("0 bid 5 @ 99 gtt 4", "INVALID_ACTION")
        exchange.expectRefusal("0 bid 5 @ 99 gtt", "INVALID_ACTION")
        exchange.expect("0 bid 5 @ 99 gtt 5", ["placed 1 0 bid 5 @ 99 gtt 5"])
        #expect(exchange.operate { $0.expireOrders() } == ["expired 1 5"])
    }

    @Test("leaves no trace when it closed before", arguments: ["1 ask 5 @ 99", "0 cancel 1"])
    func closedBefore(line: String) {
        let exchange = TestExchange()
        exchange.act("0 bid 5 @ 99 gtt 7")
        exchange.act(line)
        exchange.auction.tick = Tick(7)
        #expect(exchange.operate { $0.expireOrders() } == [])
    }

    @Test("thousands that come and go do not disturb the order of those that stay")
    func manyExpiries() {
        let exchange = TestExchange()
        for _ in 0..<1_500 {
            exchange.auction.execute(
                ActionText("0 bid 0.1 @ 99 gtt 9", in: exchange.market).action, of: AgentID(0))
            exchange.auction.execute(.cancelAll(nil), of: AgentID(0))
        }
        exchange.operate { _ in }
        exchange.act("1 bid 0.1 @ 99 gtt 9")
        exchange.act("0 bid 0.1 @ 99 gtt 8")
        exchange.auction.tick = Tick(8)
        #expect(exchange.operate { $0.expireOrders() } == ["expired 1502 0.1"])
        exchange.auction.tick = Tick(9)
        #expect(exchange.operate { $0.expireOrders() } == ["expired 1501 0.1"])
    }
}
