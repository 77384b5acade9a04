import Institutions
import MarketModel
import Primitives
import TestSupport
import Testing

@Suite("A halted instrument")
struct HaltTests {
    func halted(cancelling: Bool = false) -> (TestExchange, lines: [String]) {
        let exchange = TestExchange(.assetAndGold(), agents: ["9999 99 99", "9999 99 99"])
        for line in [
            "0 bid 1 @ 99", "1 bid 2 @ 2000 in GOLD/CASH", "1 ask 3 @ 101", "0 bid 4 @ 98",
        ] {
            exchange.act(line)
        }
        let lines = exchange.operate {
            $0.halt(InstrumentID(0), cancellingOrders: cancelling)
        }
        return (exchange, lines)
    }

    @Test("keeps its orders and executes nothing; place and replace are refused")
    func refuses() {
        let (exchange, lines) = halted()
        #expect(lines == [])
        for line in [
            "0 bid 1 @ 101", "0 ask 1 @ 99 ioc", "0 bid 1 market", "0 bid 1 @ 1 post_only",
            "0 bid 1 @ 101 fok", "0 replace 1 x 0.5", "0 replace 1 @ 101",
        ] {
            exchange.expectRefusal(line, "INSTRUMENT_HALTED")
        }
    }

    @Test("lets cancel, cancel-all and reduce work, and other instruments trade")
    func lets() {
        let (exchange, _) = halted()
        exchange.expect("0 reduce 4 by 1", ["replaced 4 @ 98 open 3 kept"])
        exchange.expect("1 cancel 3", ["cancelled 3 3 requested"])
        exchange.expect(
            "0 cancel_all in ASSET/CASH", ["cancelled 1 1 requested", "cancelled 4 3 requested"])
        exchange.expect(
            "0 ask 1 @ 2000 in GOLD/CASH",
            [
                "placed 5 0 ask 1 @ 2000 in GOLD/CASH",
                "trade 1 1 @ 2000 maker 2/1 taker 5/0 fee 0/0 in GOLD/CASH",
            ])
    }

    @Test("can lose its orders, both sides by order id")
    func cancels() {
        let (exchange, lines) = halted(cancelling: true)
        #expect(lines == ["cancelled 1 1 halted", "cancelled 3 3 halted", "cancelled 4 4 halted"])
        exchange.expectBook([])
        #expect(exchange.keeper.rows(of: InstrumentID(1)) == ["bid 2000: 2/1x2"])
    }

    @Test("trades again once it resumes, and expiries do not wait for it")
    func resumes() {
        let (exchange, _) = halted()
        exchange.auction.tick = Tick(1)
        exchange.operate { $0.resume(InstrumentID(0)) }
        exchange.act("0 bid 1 @ 97 gtt 2")
        exchange.operate { $0.halt(InstrumentID(0), cancellingOrders: false) }
        exchange.auction.tick = Tick(2)
        #expect(exchange.operate { $0.expireOrders() } == ["expired 5 1"])
        exchange.operate { $0.resume(InstrumentID(0)) }
        exchange.expect(
            "0 bid 1 @ 101",
            ["placed 6 0 bid 1 @ 101", "trade 1 1 @ 101 maker 3/1 taker 6/0 fee 0/0.101"])
    }

    @Test("shows that it is halted")
    func shows() {
        let (exchange, _) = halted()
        #expect(exchange.auction.view(of: InstrumentID(0), pastPrices: []).isHalted)
        #expect(!exchange.auction.view(of: InstrumentID(1), pastPrices: []).isHalted)
    }
}
