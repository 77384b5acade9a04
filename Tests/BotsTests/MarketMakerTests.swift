import MarketModel
import Primitives
import TestSupport
import Testing

@Suite("The market maker")
struct MarketMakerTests {
    @Test("quotes both sides around the mid, half the spread away")
    func quotes() {
        #expect(Scene(9_990, 10_010).lines("market_maker") == ["bid 2 @ 99.75", "ask 2 @ 100.25"])
        let wide = Scene(9_990, 10_010).lines("market_maker", ["spread_bps": .real(1_000)])
        #expect(wide == ["bid 2 @ 95", "ask 2 @ 105"])
    }

    @Test("cancels first, where it has orders")
    func cancels() {
        var scene = Scene(9_990, 10_010)
        scene.openOrders = [
            OpenOrder(
                order: OrderID(4), instrument: InstrumentID(0), side: .bid,
                price: Price(units: 9_000), open: Lots(units: 10))
        ]
        #expect(
            scene.lines("market_maker") == ["cancel_all 0", "bid 2 @ 99.75", "ask 2 @ 100.25"])
    }

    @Test(
        "leans against its position by up to half a spread",
        arguments: [
            (50, ["ask 2 @ 100"]), (25, ["bid 2 @ 99.63", "ask 2 @ 100.13"]),
            (-25, ["bid 2 @ 99.88", "ask 2 @ 100.38"]), (-50, ["bid 2 @ 100"]),
            (90, ["ask 2 @ 100"]), (-90, ["bid 2 @ 100"]),
        ])
    func leans(position: Int, lines: [String]) {
        var scene = Scene(9_990, 10_010)
        scene.hold(Int64(position))
        #expect(scene.lines("market_maker") == lines)
    }

    @Test("quotes no more than its limit leaves, in whole lots")
    func limit() {
        var scene = Scene(9_990, 10_010)
        scene.hold(49)
        #expect(
            scene.lines("market_maker", ["spread_bps": .real(0)]) == [
                "bid 1 @ 100", "ask 2 @ 100.01",
            ])
        scene.goods.available = amount("149.85")
        #expect(scene.lines("market_maker", ["spread_bps": .real(0)])[0] == "bid 0.1 @ 100")
        scene.goods.available = amount("149.95")
        #expect(scene.lines("market_maker", ["spread_bps": .real(0)]) == ["ask 2 @ 100.01"])
    }

    @Test("counts its position from its own start, reserved goods included")
    func ownStart() {
        var scene = Scene(9_990, 10_010)
        scene.initial = [amount("10000"), amount("7")]
        scene.goods = Balance(available: amount("3"), reserved: amount("4"))
        #expect(scene.lines("market_maker") == ["bid 2 @ 99.75", "ask 2 @ 100.25"])
    }

    static let borders: [(bid: Int64, ask: Int64, spread: Double, lines: [String])] = [
        (9_999, 10_000, 0, ["bid 2 @ 100", "ask 2 @ 100.01"]),
        (1, 2, 0, ["bid 2 @ 0.02", "ask 2 @ 0.03"]),
        (1, 1, 50, ["bid 2 @ 0.01", "ask 2 @ 0.02"]),
        (3, 3, 10_000, ["bid 2 @ 0.02", "ask 2 @ 0.05"]),
        (19_999, 20_000, 50, ["bid 2 @ 199.5", "ask 2 @ 200"]),
        (20_000, 20_000, 0, ["bid 2 @ 199.99", "ask 2 @ 200"]),
    ]

    @Test("its quotes stay a tick apart, at both ends of the prices", arguments: borders)
    func apart(bid: Int64, ask: Int64, spread: Double, lines: [String]) {
        let scene = Scene(bid, ask, market: .assetCash(maxPrice: "200"))
        #expect(scene.lines("market_maker", ["spread_bps": .real(spread)]) == lines)
    }

    @Test("does not quote what it cannot pay, counting what its cancelled quotes give back")
    func affordable() {
        var scene = Scene(9_990, 10_010)
        // 2 @ 99.75 reserve 199.6995 with the fee of 10 basis points.
        scene.cash.available = amount("199.6995")
        #expect(scene.lines("market_maker") == ["bid 2 @ 99.75", "ask 2 @ 100.25"])
        scene.cash.available = amount("199.69949999")
        #expect(scene.lines("market_maker") == ["ask 2 @ 100.25"])
        scene.cash = Balance(available: amount("99.6995"), reserved: amount("100.1"))
        scene.openOrders = [
            OpenOrder(
                order: OrderID(4), instrument: InstrumentID(0), side: .bid,
                price: Price(units: 10_000), open: Lots(units: 10))
        ]
        #expect(
            scene.lines("market_maker") == ["cancel_all 0", "bid 2 @ 99.75", "ask 2 @ 100.25"])
        scene.goods = Balance(available: amount("1.9"), reserved: .zero)
        scene.initial[1] = amount("1.9")
        #expect(scene.lines("market_maker") == ["cancel_all 0", "bid 2 @ 99.75"])
    }

    @Test("without a mid it uses the last trade, without one the reference price")
    func fallback() {
        for (bid, ask) in [(nil, nil), (9_000, nil), (nil, 12_000)] as [(Int64?, Int64?)] {
            var scene = Scene(bid, ask)
            #expect(scene.lines("market_maker") == ["bid 2 @ 99.75", "ask 2 @ 100.25"])
            scene.markets[0].recentTrades = [8_000, 20_000].map {
                TradePrint(
                    tick: Tick(1), price: Price(units: $0), quantity: Lots(units: 1),
                    aggressorSide: .bid)
            }
            #expect(scene.lines("market_maker") == ["bid 2 @ 199.5", "ask 2 @ 200.5"])
        }
    }

    @Test("in a halt it takes its orders back and places none")
    func halt() {
        var scene = Scene(9_990, 10_010)
        scene.markets[0].isHalted = true
        #expect(scene.lines("market_maker") == [])
        scene.openOrders = [
            OpenOrder(
                order: OrderID(4), instrument: InstrumentID(0), side: .ask,
                price: Price(units: 10_000), open: Lots(units: 10))
        ]
        #expect(scene.lines("market_maker") == ["cancel_all 0"])
    }
}
