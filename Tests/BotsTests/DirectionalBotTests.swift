import MarketModel
import Primitives
import TestSupport
import Testing

private let always: [String: ParameterValue] = ["probability": .real(1)]

@Suite("The trend follower")
struct TrendFollowerTests {
    static let signals: [(before: [Double], now: Int64, lines: [String])] = [
        ([10_000, 1, 1, 1, 1], 10_100, ["bid 3 @ 101.3 ioc"]),
        ([10_000, 1, 1, 1, 1], 10_099, []),
        ([10_000, 1, 1, 1, 1], 9_900, ["ask 3 @ 98.7 ioc"]),
        ([10_000, 1, 1, 1, 1], 9_901, []),
        ([99_999, 10_000, 1, 1, 1, 1], 10_100, ["bid 3 @ 101.3 ioc"]),
        ([10_000, 1, 1, 1], 10_100, []), ([], 10_100, []),
    ]

    @Test(
        "buys after a rise and sells after a fall, a little through the mid",
        arguments: signals)
    func signal(before: [Double], now: Int64, lines: [String]) {
        let scene = Scene(now - 1, now + 1, past: before + [Double(now)])
        #expect(scene.lines("trend_follower", always) == lines)
    }

    @Test("does nothing when nothing rose or fell, however low its threshold")
    func flat() {
        let scene = Scene(9_999, 10_001, past: Array(repeating: 10_000, count: 6))
        let low = always.merging(["threshold": .real(0)]) { $1 }
        #expect(scene.lines("trend_follower", low) == [])
    }

    @Test("compares with its own look-back, and needs as many prices")
    func lookBack() {
        let scene = Scene(10_199, 10_201, past: [10_000, 10_200, 10_200])
        for (lookBack, lines) in [(1, []), (2, ["bid 3 @ 102.31 ioc"]), (3, [])] {
            let given = always.merging(["look_back": .integer(Int64(lookBack))]) { $1 }
            #expect(scene.lines("trend_follower", given) == lines)
            #expect(makeBot("trend_follower", given).lookBackTicks == lookBack)
        }
    }

    @Test("submits nothing it cannot pay for, in a halt, or when chance is against it")
    func refrains() {
        var scene = Scene(10_099, 10_101, past: [10_000, 1, 1, 1, 1, 10_100])
        #expect(scene.lines("trend_follower", ["probability": .real(0)]) == [])
        // 3 @ 101.3 reserve 304.2039.
        scene.cash.available = amount("304.2039")
        #expect(scene.lines("trend_follower", always) == ["bid 3 @ 101.3 ioc"])
        scene.cash.available = amount("304.20389999")
        #expect(scene.lines("trend_follower", always) == [])
        scene.cash.available = amount("9999")
        scene.markets[0].isHalted = true
        #expect(scene.lines("trend_follower", always) == [])
    }
}

@Suite("The mean reversion bot")
struct MeanReversionTests {
    static let nine = [Double](repeating: 10_000, count: 9)

    // The present counts: 10,200 lies 180 above a mean of 10,020, which is 1.8 %.
    static let deviations: [(now: Int64, lines: [String])] = [
        (10_300, ["ask 2 @ 103 gtt 17"]), (9_700, ["bid 2 @ 97 gtt 17"]), (10_200, []),
        (9_800, []), (10_000, []),
    ]

    @Test("sells above its mean and buys below it, for its look-back", arguments: deviations)
    func fades(now: Int64, lines: [String]) {
        let scene = Scene(now - 1, now + 1, past: Self.nine + [Double(now)])
        #expect(scene.lines("mean_reversion", always) == lines)
    }

    @Test("needs its whole look-back, and no more than it")
    func lookBack() {
        let short = Scene(10_299, 10_301, past: Self.nine.dropLast() + [10_300])
        #expect(short.lines("mean_reversion", always) == [])
        let long = Scene(10_299, 10_301, past: [99_999] + Self.nine + [10_300])
        #expect(long.lines("mean_reversion", always) == ["ask 2 @ 103 gtt 17"])
    }

    @Test("does nothing at its mean, however low its threshold")
    func flat() {
        let scene = Scene(9_999, 10_001, past: Self.nine + [10_000])
        let low = always.merging(["threshold": .real(0)]) { $1 }
        #expect(scene.lines("mean_reversion", low) == [])
    }

    @Test("a mid between ticks is rounded, a halt is respected, goods are needed")
    func refrains() {
        var scene = Scene(10_300, 10_301, past: Self.nine + [10_300.5])
        #expect(scene.lines("mean_reversion", always) == ["ask 2 @ 103.01 gtt 17"])
        scene.goods.available = amount("1.9")
        #expect(scene.lines("mean_reversion", always) == [])
        scene.goods.available = amount("2")
        scene.markets[0].isHalted = true
        #expect(scene.lines("mean_reversion", always) == [])
    }
}

@Suite("The aggressive taker")
struct AggressiveTakerTests {
    func shock(_ side: Side) -> Shock {
        Shock(bots: .one("test"), side: side, probability: 1, ticks: 1, instrument: nil)
    }

    @Test("takes the best price of the other side")
    func takes() {
        var scene = Scene(9_990, 10_010)
        scene.shocks = [shock(.bid)]
        #expect(scene.lines("aggressive_taker", always) == ["bid 1 @ 100.1 ioc"])
        scene.shocks = [shock(.ask)]
        #expect(scene.lines("aggressive_taker", always) == ["ask 1 @ 99.9 ioc"])
    }

    @Test("does nothing where nobody stands, in a halt, without money or by chance")
    func refrains() {
        var scene = Scene(9_990, nil)
        scene.shocks = [shock(.bid)]
        #expect(scene.lines("aggressive_taker", always) == [])
        scene = Scene(9_990, 10_010)
        scene.shocks = [shock(.bid)]
        #expect(scene.lines("aggressive_taker", ["probability": .real(0)]) == [])
        scene.cash.available = amount("100.2001")
        #expect(scene.lines("aggressive_taker", always) == ["bid 1 @ 100.1 ioc"])
        scene.cash.available = amount("100.20009999")
        #expect(scene.lines("aggressive_taker", always) == [])
        scene.cash.available = amount("999")
        scene.markets[0].isHalted = true
        #expect(scene.lines("aggressive_taker", always) == [])
    }

    @Test("chooses its sides evenly without a shock")
    func sides() {
        let scene = Scene(9_990, 10_010)
        let bids = (0..<400).filter { seed in
            scene.lines("aggressive_taker", always, seed: UInt32(seed))[0].hasPrefix("bid")
        }
        #expect((160...240).contains(bids.count))
    }
}
