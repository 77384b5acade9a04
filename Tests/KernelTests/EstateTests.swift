import Kernel
import MarketModel
import Primitives
import TestSupport
import Testing

@Suite("An estate")
struct EstateTests {
    /// Agent 0 is poor and bankrupt at the closing of tick 0.
    func world(
        _ poor: [String] = ["10 5.05"], policy: EstatePolicy = .liquidate,
        discount: String = "1000", market: MarketDescription = .assetCash(),
        change: (inout ExchangeScenario) -> Void = { _ in }
    ) -> TestWorld {
        let goods = market.assets.dropFirst().map { _ in " 9999" }.joined()
        return TestWorld(
            .scripted(poor + ["9999999" + goods, "9999999" + goods], market: market) {
                $0.incentives.bankruptcy.equityFloor = amount("99999")
                $0.incentives.bankruptcy.estate = policy
                $0.incentives.bankruptcy.estateDiscount = basisPoints(discount)
                change(&$0)
            })
    }

    @Test("is frozen by default: nothing moves again")
    func freeze() {
        let world = world(policy: .freeze)
        world.expectTick(
            ["1 bid 9 @ 100"],
            [
                "placed 1 1 bid 9 @ 100", "bankrupt 0 equity 515 left 10 5.05", "end 1 0",
            ])
        world.idle(3)
        world.expectFunds(0, "10+0 5.05+0")
    }

    @Test("is sold for no less than the discount allows; cash goes to the house")
    func liquidate() {
        let world = world()
        world.expectTick(
            ["0 ask 1 @ 200", "1 bid 2 @ 89.99"],
            [
                "placed 1 0 ask 1 @ 200", "placed 2 1 bid 2 @ 89.99", "cancelled 1 1 bankrupt",
                "bankrupt 0 equity 742.22475 left 10 5.05", "balance 0 CASH -10 estate",
                "balance house CASH 10 estate", "end 2 0",
            ])
        // The ask is gone and with it the mid; the mark is 100 again, the limit 90.
        world.idle(1)
        world.tick(["2 bid 3 @ 90"])
        world.expectTick(
            [],
            [
                "placed 4 0 ask 5 @ 90 ioc estate", "trade 1 3 @ 90 maker 3/2 taker 4/0 fee 0/0.27",
                "cancelled 4 2 ioc_remainder", "balance 0 CASH -269.73 estate",
                "balance house CASH 269.73 estate", "end 0 1",
            ])
        // The mark is now 90, the limit 81.
        world.expectTick(
            [],
            [
                "placed 5 0 ask 2 @ 81 ioc estate",
                "trade 2 2 @ 89.99 maker 2/1 taker 5/0 fee 0/0.17998",
                "balance 0 CASH -179.80002 estate", "balance house CASH 179.80002 estate",
                "end 0 1",
            ])
        world.tick(["1 bid 9 @ 99"])
        world.idle(2)
        world.expectFunds(0, "0+0 0.05+0")
    }

    @Test(
        "has a limit rounded down to a tick, and at least one",
        arguments: [
            ("1000", "0.01", "90"), ("1005", "0.01", "89.95"), ("1000.9999", "0.01", "89.99"),
            ("3333", "0.1", "66.6"), ("10000", "0.01", "0.01"), ("0", "0.01", "100"),
            ("9999.9999", "0.01", "0.01"),
        ])
    func limit(discount: String, tick: String, limit: String) {
        let world = world(
            ["0 1"], discount: discount, market: .assetCash(tick: tick, taker: "0"))
        world.tick(["1 bid 1 @ 100"])
        #expect(world.tick().first == "placed 2 0 ask 1 @ \(limit) ioc estate")
    }

    @Test("is not offered while the instrument is halted, nor for parts of a lot")
    func notOffered() {
        let halted = world {
            $0.plan(1, .halt(instrument: InstrumentID(0), ticks: 2, cancelOrders: false))
        }
        halted.tick(["1 bid 9 @ 100"])
        halted.expectTick([], ["scenario halt", "end 0 0"])
        halted.idle(1)
        #expect(halted.tick().prefix(2) == ["scenario resume", "placed 2 0 ask 5 @ 90 ioc estate"])
        let parts = world(["0 0.09"])
        parts.tick(["1 bid 9 @ 100"])
        parts.idle(2)
    }

    @Test("goes by agent, then instrument; marks move in between")
    func order() {
        let world = world(["1 1 1", "0 1 1"], market: .assetAndGold())
        world.tick(["2 bid 1 @ 95", "3 bid 9 @ 92", "2 bid 9 @ 1900 in GOLD/CASH"])
        world.expectTick(
            [],
            [
                "placed 4 0 ask 1 @ 90 ioc estate",
                "trade 1 1 @ 95 maker 1/2 taker 4/0 fee 0/0.095",
                "balance 0 CASH -94.905 estate", "balance house CASH 94.905 estate",
                "placed 5 0 ask 1 @ 1800 ioc in GOLD/CASH estate",
                "trade 2 1 @ 1900 maker 3/2 taker 5/0 fee 0/0 in GOLD/CASH",
                "balance 0 CASH -1900 estate", "balance house CASH 1900 estate",
                "placed 6 1 ask 1 @ 85.5 ioc estate",
                "trade 3 1 @ 92 maker 2/3 taker 6/1 fee 0/0.092",
                "balance 1 CASH -91.908 estate", "balance house CASH 91.908 estate",
                "placed 7 1 ask 1 @ 1710 ioc in GOLD/CASH estate",
                "trade 4 1 @ 1900 maker 3/2 taker 7/1 fee 0/0 in GOLD/CASH",
                "balance 1 CASH -1900 estate", "balance house CASH 1900 estate", "end 0 4",
            ])
    }

    @Test("knows no limits of size or rate, and counts as no action")
    func noLimits() {
        let world = world(
            ["0 50"], market: .assetCash(taker: "0", maxQuantity: "20"),
            change: { $0.incentives.maxActionsPerTick = 3 })
        world.tick(["1 bid 20 @ 100", "1 bid 20 @ 100", "1 bid 20 @ 100"])
        world.expectTick(
            [],
            [
                "placed 4 0 ask 50 @ 90 ioc estate",
                "trade 1 20 @ 100 maker 1/1 taker 4/0 fee 0/0",
                "trade 2 20 @ 100 maker 2/1 taker 4/0 fee 0/0",
                "trade 3 10 @ 100 maker 3/1 taker 4/0 fee 0/0",
                "balance 0 CASH -5000 estate", "balance house CASH 5000 estate", "end 0 3",
            ])
    }

    @Test("comes after the scenario's events and before delayed actions")
    func place() {
        let world = world {
            $0.agents[1].latencyTicks = 1
            $0.plan(1, .referencePrice(instrument: InstrumentID(0), price: amount("50")))
        }
        world.tick(["2 bid 5 @ 45", "1 bid 1 @ 46"])
        world.expectTick(
            [],
            [
                "scenario reference_price", "placed 2 0 ask 5 @ 45 ioc estate",
                "trade 1 5 @ 45 maker 1/2 taker 2/0 fee 0/0.225",
                "balance 0 CASH -224.775 estate", "balance house CASH 224.775 estate",
                "placed 3 1 bid 1 @ 46", "end 1 1",
            ])
    }
}
