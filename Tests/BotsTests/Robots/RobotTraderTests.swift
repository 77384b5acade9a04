import Bots
import Determinism
import MarketModel
import Primitives
import Testing

@Suite("Robots on an exchange")
struct RobotTraderTests {
    private func print(_ tick: Int64, _ price: Int64) -> TradePrint {
        TradePrint(
            tick: Tick(tick), price: Price(units: price), quantity: Lots(units: 1),
            aggressorSide: .bid)
    }

    /// What a robot does in tick 8, after it has seen some trades in tick 7 and some in tick 8.
    private func lines(
        _ bot: String, _ seed: UInt32, seen: [TradePrint], then: [TradePrint]
    ) -> [String] {
        var scene = Scene(9_990, 10_010)
        var strategy = makeBot(bot)
        var random = RandomStream(seed: seed, name: "bot/test-1")
        scene.markets[0].recentTrades = seen
        _ = strategy.act(on: scene.observation, random: &random)
        scene.tick = Tick(8)
        scene.markets[0].recentTrades = then
        return strategy.act(on: scene.observation, random: &random).map { "\($0)" }
    }

    @Test(
        "hear of trades after their step in a tick of which they have heard one",
        arguments: ["zip", "aa"])
    func laterInTick(bot: String) {
        let early = print(7, 10_000)
        let late = (0..<6).map { _ in print(7, 5_100) }
        let isHeard = (0..<40 as Range<UInt32>).contains { seed in
            lines(bot, seed, seen: [early], then: [early])
                != lines(bot, seed, seen: [early], then: [early] + late)
        }
        #expect(isHeard)
    }

    @Test("hear of every trade once", arguments: ["zip", "aa"])
    func once(bot: String) {
        let trades = [print(6, 9_000), print(7, 10_000), print(7, 11_000)]
        for seed in 0..<40 as Range<UInt32> {
            // The oldest may have dropped out of sight meanwhile.
            for kept in 0..<3 {
                #expect(
                    lines(bot, seed, seen: trades, then: trades)
                        == lines(bot, seed, seen: trades, then: Array(trades.suffix(kept))),
                    "seed \(seed)")
            }
        }
    }
}
