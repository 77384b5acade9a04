import Institutions
import MarketModel
import Primitives
import TestSupport
import Testing

@Suite("A market bid pays with what is in hand")
struct MarketBidTests {
    /// ⌈base × rate⌉ as the least whole number that is not below it, found by trying.
    static func fee(_ base: Int128, _ rate: BasisPoints) -> Int128 {
        var fee = base * Int128(rate.units) / 100_000_000 - 2
        while fee * 100_000_000 < base * Int128(rate.units) { fee += 1 }
        return fee
    }

    /// What must happen, lot by lot: trades as lots at a price, then whether money ran out.
    static func sweep(
        _ wanted: Int128, cash: Int128, asks: [(price: Int128, lots: Int128)],
        notional: (Int128) -> Int128, rate: BasisPoints
    ) -> (trades: [(lots: Int128, price: Int128)], isBroke: Bool) {
        var left = cash
        var open = wanted
        var trades: [(lots: Int128, price: Int128)] = []
        for ask in asks where open > 0 {
            let most = min(open, ask.lots)
            var lots: Int128 = 0
            // The cost of k lots never falls with k, but the fee is rounded once for all k.
            for count in stride(from: Int128(1), through: most, by: 1) {
                let cost = count * notional(ask.price)
                if cost + fee(cost, rate) <= left { lots = count }
            }
            if lots > 0 {
                let cost = lots * notional(ask.price)
                left -= cost + fee(cost, rate)
                open -= lots
                trades.append((lots, ask.price))
            }
            if lots < most { return (trades, true) }
        }
        return (trades, false)
    }

    @Test(
        "levels by cash by rate, against a sweep lot by lot",
        arguments: [
            "0", "10", "3.3333", "0.0001", "10000", "-5", "-10000",
        ])
    func grid(taker: String) {
        let rate = basisPoints(taker)
        let maker = rate.units < 0 ? String(taker.dropFirst()) : "0"
        let market = MarketDescription.assetCash(
            tick: "0.0001", lot: "0.0007", maker: maker, taker: taker)
        // A lot costs 7 units of 10⁻⁸ per tick.
        let asks: [(price: Int128, lots: Int128)] = [(1, 2), (1, 1), (3, 4), (4_999, 3)]
        let wanted: Int128 = 9
        var border: Set<Int128> = [0, 1, 1_000_000_000]
        var sum: Int128 = 0
        for ask in asks {
            for _ in 0..<ask.lots {
                sum += 7 * ask.price
                let withFee = sum + Self.fee(sum, rate)
                for near in -2...2 {
                    border.formUnion([sum + Int128(near), withFee + Int128(near)])
                }
            }
        }
        for cash in border.sorted() where cash >= 0 {
            let exchange = TestExchange(
                market, agents: ["\(Amount(units: cash)) 0", "0 1", "0 1", "0 1", "0 1"])
            for (index, ask) in asks.enumerated() {
                let price = Amount(units: ask.price * 10_000).shortestDescription
                let quantity = Amount(units: ask.lots * 70_000).shortestDescription
                exchange.act("\(index + 1) ask \(quantity) @ \(price)")
            }
            let told = exchange.act("0 bid 0.0063 market")
            let (trades, isBroke) = Self.sweep(
                wanted, cash: cash, asks: asks, notional: { 7 * $0 }, rate: rate)
            let traded = told.dropFirst().filter { $0.hasPrefix("trade") }.map { line in
                line.split(separator: " ")[2...4].joined(separator: " ")
            }
            let expected = trades.map { trade in
                Amount(units: trade.lots * 70_000).shortestDescription + " @ "
                    + Amount(units: trade.price * 10_000).shortestDescription
            }
            #expect(traded == expected, "cash \(cash) rate \(taker)")
            let last = told.last ?? ""
            #expect(last.hasSuffix("insufficient_funds") == isBroke, "cash \(cash) rate \(taker)")
        }
    }

    @Test("it is never refused for funds; with nothing it trades nothing")
    func nothing() {
        let exchange = TestExchange(agents: ["0 0", "0 5"])
        exchange.expect(
            "0 bid 1 market", ["placed 1 0 bid 1 market", "cancelled 1 1 market_remainder"])
        exchange.fill(["ask 100: 2/1x1"])
        exchange.expect(
            "0 bid 1 market", ["placed 3 0 bid 1 market", "cancelled 3 1 insufficient_funds"])
    }

    @Test("what is reserved by its own bids is not in hand")
    func reservedIsGone() {
        let exchange = TestExchange(agents: ["200.2 0", "0 5"])
        exchange.act("0 bid 2 @ 50")
        exchange.act("1 ask 5 @ 100")
        // 100.1 of the 200.2 are committed; the rest buys one at 100.
        exchange.expect(
            "0 bid 2 market",
            [
                "placed 3 0 bid 2 market", "trade 1 1 @ 100 maker 2/1 taker 3/0 fee 0/0.1",
                "cancelled 3 1 insufficient_funds",
            ])
        exchange.expectFunds(0, "0+100.1 1+0")
    }

    @Test("the self-trade rule comes first, then money")
    func selfTradeFirst() {
        for (prevention, lines) in [
            (SelfTradePrevention.cancelNewest, ["cancelled 3 2 self_trade"]),
            (.cancelOldest, ["cancelled 1 1 self_trade", "cancelled 3 2 insufficient_funds"]),
            (.cancelBoth, ["cancelled 1 1 self_trade", "cancelled 3 2 self_trade"]),
            (.none, ["cancelled 3 2 insufficient_funds"]),
        ] {
            let exchange = TestExchange(prevention: prevention, agents: ["5 5", "0 5"])
            exchange.fill(["ask 100: 1/0x1 2/1x1"])
            exchange.expect("0 bid 2 market", ["placed 3 0 bid 2 market"] + lines)
        }
    }

    @Test("with none, what it pays itself it can spend again")
    func paysItself() {
        let exchange = TestExchange(prevention: .none, agents: ["100.1 2", "0 5"])
        exchange.fill(["ask 100: 1/0x1 2/0x1 3/1x1"])
        exchange.expect(
            "0 bid 3 market",
            [
                "placed 4 0 bid 3 market",
                "trade 1 1 @ 100 maker 1/0 taker 4/0 fee 0/0.1",
                "trade 2 0.9 @ 100 maker 2/0 taker 4/0 fee 0/0.09",
                "cancelled 4 1.1 insufficient_funds",
            ])
        exchange.expectFunds(0, "99.91+0 1.9+0.1")
    }
}
