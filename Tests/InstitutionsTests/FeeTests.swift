import Accounting
import Determinism
import Institutions
import MarketModel
import Primitives
import TestSupport
import Testing

@Suite("Fees")
struct FeeTests {
    /// A market in which a lot costs one unit of 10⁻⁸ per tick, so that all rounding shows.
    static func dust(maker: String, taker: String) -> MarketDescription {
        .assetCash(tick: "0.0001", lot: "0.0001", reference: "1", maker: maker, taker: taker)
    }

    @Test(
        "a fee is rounded up and a rebate shrinks, for both sides alike",
        arguments: [
            // maker, taker, ticks of price, lots, then both fees in units of 10⁻⁸
            ("0", "10", 1, 1, 0, 1), ("0", "10", 1_000, 1, 0, 1), ("0", "10", 1_001, 1, 0, 2),
            ("-5", "10", 1_999, 1, 0, 2), ("-5", "10", 2_000, 1, -1, 2),
            ("-5", "10", 2_001, 1, -1, 3), ("-10", "10", 999, 1, 0, 1),
            ("-10", "10", 1_000, 1, -1, 1), ("10", "-10", 1_999, 1, 2, -1),
            ("0", "0", 7, 7, 0, 0), ("0.0001", "0.0001", 1, 1, 1, 1),
            ("0.0001", "0.0001", 10_000, 10_000, 1, 1), ("-0.0001", "0.0001", 10_001, 9_999, 0, 1),
            ("-10000", "10000", 13, 3, -39, 39), ("10000", "-10000", 13, 3, 39, -39),
            ("3.3333", "3.3333", 30_001, 1, 11, 11),
        ])
    func table(
        maker: String, taker: String, ticks: Int, lots: Int, makerFee: Int, takerFee: Int
    ) {
        for side in ["bid", "ask"] {
            let exchange = TestExchange(Self.dust(maker: maker, taker: taker))
            let price = Amount(units: Int128(ticks) * 10_000).shortestDescription
            let quantity = Amount(units: Int128(lots) * 10_000).shortestDescription
            exchange.act("0 \(side == "bid" ? "ask" : "bid") \(quantity) @ \(price)")
            let fees = [makerFee, takerFee].map {
                Amount(units: Int128($0)).shortestDescription
            }
            exchange.expect(
                "1 \(side) \(quantity) @ \(price)",
                [
                    "placed 2 1 \(side) \(quantity) @ \(price)",
                    "trade 1 \(quantity) @ \(price) maker 1/0 taker 2/1 "
                        + "fee \(fees[0])/\(fees[1])",
                ])
            #expect(exchange.ledger.house(.cash).units == Int128(makerFee + takerFee))
        }
    }

    @Test("splitting an order never pays less fee", arguments: 0..<20 as Range<UInt32>)
    func splitting(seed: UInt32) {
        var random = RandomStream(seed: seed, name: "test/fees")
        let rate = BasisPoints(units: Int64(random.below(200_000_001)) - 100_000_000)
        for _ in 0..<500 {
            let first = Int128(random.below(1 << 31)), second = Int128(random.below(1 << 31))
            let together = rate.ofRoundedUp(first + second)
            let apart = rate.ofRoundedUp(first) + rate.ofRoundedUp(second)
            #expect(apart >= together, "seed \(seed)")
            // The closed form: the least whole number that is no less than base × rate.
            let exact = (first + second) * Int128(rate.units)
            #expect(together * 100_000_000 >= exact, "seed \(seed)")
            #expect((together - 1) * 100_000_000 < exact, "seed \(seed)")
        }
    }

    @Test("one-lot trades without end give the house every remainder and never cost it")
    func dustFarming() {
        for (maker, taker) in [("-5", "5"), ("-3.3333", "3.3333"), ("5", "-5")] {
            let exchange = TestExchange(Self.dust(maker: maker, taker: taker))
            var last = Int128(0)
            for ticks in 1...60 {
                let price = Amount(units: Int128(ticks) * 10_000).shortestDescription
                exchange.act("0 ask 0.0001 @ \(price)")
                exchange.act("1 bid 0.0001 @ \(price)")
                let house = exchange.ledger.house(.cash).units
                #expect(house >= last, "\(maker) \(taker) \(ticks)")
                last = house
            }
        }
    }
}

@Suite("Fees change while bids rest")
struct FeeChangeTests {
    func change(_ exchange: TestExchange, maker: String, taker: String) -> [String] {
        exchange.operate { $0.setFees(fees(maker: maker, taker: taker), of: InstrumentID(0)) }
    }

    @Test("a rise is reserved where it can be paid, a fall is released")
    func riseAndFall() {
        let exchange = TestExchange()
        exchange.fill(["ask 101: 2/1x5", "bid 100: 1/0x1", "bid 99: 3/0x1"])
        exchange.expectFunds(0, "99800.801+199.199 1000+0")
        #expect(change(exchange, maker: "0", taker: "100") == [])
        exchange.expectFunds(0, "99799.01+200.99 1000+0")
        exchange.expectFunds(1, "100000+0 995+5")
        #expect(change(exchange, maker: "-1", taker: "1") == [])
        exchange.expectFunds(0, "99800.9801+199.0199 1000+0")
        #expect(change(exchange, maker: "20", taker: "-1") == [])
        exchange.expectFunds(0, "99800.602+199.398 1000+0")
    }

    @Test("where it cannot, the agent's newest bids go until it can, agents by id")
    func forcedCancels() {
        // Each bid of 1 @ 100 reserves 100.1, and 101 at 100 basis points.
        let exchange = TestExchange(agents: ["300.3 0", "302.1 0", "303 0", "0 9"])
        for agent in [2, 1, 0, 2, 1, 0, 2, 1, 0] { exchange.act("\(agent) bid 1 @ 100") }
        exchange.act("3 ask 1 @ 105")
        #expect(
            change(exchange, maker: "0", taker: "100") == [
                "cancelled 9 1 insufficient_funds", "cancelled 8 1 insufficient_funds",
            ])
        exchange.expectFunds(0, "98.3+202 0+0")
        exchange.expectFunds(1, "100.1+202 0+0")
        exchange.expectFunds(2, "0+303 0+0")
        exchange.expectBook([
            "ask 105: 10/3x1", "bid 100: 1/2x1 2/1x1 3/0x1 4/2x1 5/1x1 6/0x1 7/2x1",
        ])
    }

    @Test("a replaced order is as new as its id, wherever it stands in the queue")
    func newestByID() {
        let exchange = TestExchange(agents: ["201 0"])
        exchange.act("0 bid 1 @ 100")
        exchange.act("0 bid 1 @ 100")
        exchange.act("0 replace 1 x 1")
        #expect(
            change(exchange, maker: "0", taker: "100") == ["cancelled 2 1 insufficient_funds"])
    }

    @Test("only bids of that instrument are touched")
    func otherInstrument() {
        let exchange = TestExchange(.assetAndGold(), agents: ["1100.1 0 0"])
        exchange.act("0 bid 1 @ 100")
        exchange.act("0 bid 1 @ 1000 in GOLD/CASH")
        exchange.expectFunds(0, "0+1100.1 0+0 0+0")
        #expect(
            change(exchange, maker: "0", taker: "10.0001") == ["cancelled 1 1 insufficient_funds"])
        exchange.expectFunds(0, "100.1+1000 0+0 0+0")
    }

    @Test(
        "all of an agent's bids may have to go, to the last unit",
        arguments: [
            ("101", ["bid 100: 1/0x1"]), ("100.99999999", []),
        ])
    func lastUnit(cash: String, left: [String]) {
        let exchange = TestExchange(agents: ["\(cash) 0"])
        exchange.act("0 bid 1 @ 100")
        _ = change(exchange, maker: "100", taker: "10")
        exchange.expectBook(left)
    }

    @Test("the next trade pays the new fees")
    func nextTrade() {
        let exchange = TestExchange()
        exchange.fill(["bid 100: 1/0x1"])
        _ = change(exchange, maker: "20", taker: "-10")
        exchange.expect(
            "1 ask 1 @ 100",
            ["placed 2 1 ask 1 @ 100", "trade 1 1 @ 100 maker 1/0 taker 2/1 fee 0.2/-0.1"])
    }
}
