import Determinism
import Institutions
import MarketModel
import Primitives
import TestSupport
import Testing

@Suite("Senseless actions")
struct SenselessActionTests {
    static let borders: [Int128] = [
        1, 2, 99_999_999, 100_000_000, 100_000_001, 1 << 31 - 1, 1 << 31, 1 << 31 + 1,
        1 << 53 - 1, 1 << 53, 1 << 53 + 1, 1 << 63 - 1, 1 << 63, (1 << 63 - 1) / 100_000_000,
        100_000_000_000_000_000, 100_000_000_000_000_001, .max / 100_000_000, .max,
    ]

    /// Every border, its negation, zero and the least of all.
    static let amounts = (borders + borders.map { -$0 } + [0, .min]).map { Amount(units: $0) }

    static let places: [InstrumentReference] = [
        .listed(InstrumentID(0)), .listed(InstrumentID(1)), .listed(InstrumentID(-1)),
        .listed(InstrumentID(.max)), .listed(InstrumentID(.min)), .unlisted(""),
        .unlisted(String(repeating: "\u{1F600}\"\\", count: 100)),
    ]

    func exchange() -> TestExchange {
        let exchange = TestExchange(agents: ["100 1", "1000 10"])
        exchange.fill(["ask 101: 2/1x1", "bid 99: 1/0x0.5"])
        return exchange
    }

    /// Whether nothing came of an action but, at most, one refusal.
    func isHarmless(_ exchange: TestExchange, _ action: Action) -> Bool {
        let before = exchange.state
        let lines = exchange.act(action, of: AgentID(0))
        if lines.count == 1, lines[0].hasPrefix("rejected") { return exchange.state == before }
        // The grid holds a few legal actions; what they did was checked on the way.
        return lines.isEmpty || lines[0].hasPrefix("placed") || lines[0].hasPrefix("replaced")
            || lines[0].hasPrefix("cancelled")
    }

    @Test("no price, quantity or side breaks a limit order", arguments: Side.allCases)
    func limitGrid(side: Side) {
        let exchange = exchange()
        for price in Self.amounts {
            for quantity in Self.amounts {
                let order = LimitOrder(side, quantity, at: price, in: Self.places[0])
                #expect(isHarmless(exchange, .placeLimitOrder(order)))
            }
        }
    }

    @Test("no quantity, price or id breaks a replacement, a reduction or a cancellation")
    func changeGrid() {
        let exchange = exchange()
        let ids = [1, 2, 0, -1, .max, .min, 4_096, 1 << 40].map { OrderID($0) }
        for first in Self.amounts {
            for id in ids {
                #expect(isHarmless(exchange, .replaceOrder(id, price: first, quantity: nil)))
                #expect(isHarmless(exchange, .replaceOrder(id, price: nil, quantity: first)))
                if id.number != 1 { #expect(isHarmless(exchange, .cancelOrder(id))) }
                if first != amount("1") {
                    #expect(isHarmless(exchange, .reduceOrder(id, quantity: first)))
                }
            }
        }
    }

    @Test("no instrument breaks an order", arguments: TimeInForce.allCases)
    func places(timeInForce: TimeInForce) {
        let exchange = exchange()
        for place in Self.places {
            for expiry in [nil, Int64.min, -1, 0, 1, Int64.max].map({ $0.map { Tick($0) } }) {
                let order = LimitOrder(
                    .bid, amount("0.1"), at: amount("1"), in: place, timeInForce: timeInForce,
                    expiresAtTick: expiry)
                #expect(isHarmless(exchange, .placeLimitOrder(order)))
            }
            let order = MarketOrder(.ask, amount("-1"), in: place)
            #expect(isHarmless(exchange, .placeMarketOrder(order)))
            if place != Self.places[0] { #expect(isHarmless(exchange, .cancelAll(place))) }
        }
    }

    @Test("the greatest order that is legal is exact: 10⁹ units at 10⁹ each")
    func greatest() {
        // A tenth of the notional as fee: nothing is rounded and nothing wraps.
        let wealth = "1000000000000000 1000000000000000"
        let exchange = TestExchange(
            .assetCash(tick: "0.00000001", lot: "1", taker: "1000"), agents: [wealth, wealth])
        exchange.expect("0 ask 900000 @ 1000000000", ["placed 1 0 ask 900000 @ 1000000000"])
        exchange.expect(
            "1 bid 900000 @ 1000000000",
            [
                "placed 2 1 bid 900000 @ 1000000000",
                "trade 1 900000 @ 1000000000 maker 1/0 taker 2/1 fee 0/90000000000000",
            ])
        exchange.expectRefusal("1 bid 1000000000 @ 1000000000", "INSUFFICIENT_FUNDS")
        exchange.expect("0 ask 1000000000 @ 1", ["placed 3 0 ask 1000000000 @ 1"])
    }
}
