import Kernel
import MarketModel
import Primitives
import TestSupport
import Testing

@Suite("The tick")
struct TickTests {
    @Test("a run is created, then its agents by id, then it starts")
    func genesis() {
        let world = TestWorld(
            .scripted(["1 2", "3 4"]) {
                $0.agents[1].name = "other"
                $0.agents[0].count = 2
            })
        #expect(
            world.genesis == [
                "created seed 42", "agent 0 scripted-1", "agent 1 scripted-2", "agent 2 other-1",
                "started",
            ])
    }

    @Test("names count over the whole scenario")
    func names() {
        let world = TestWorld(.scripted(["1 2", "3 4", "5 6"]))
        #expect(
            (0..<3).map { world.world.name(of: AgentID($0)) } == [
                "scripted-1", "scripted-2", "scripted-3",
            ])
        #expect(world.world.groupIndex(of: AgentID(2)) == 2)
    }

    @Test("actions count refused ones, trades count executions; ticks follow one another")
    func counts() {
        let world = TestWorld(.scripted(ticks: 3))
        world.expectTick(
            ["0 ask 1 @ 100", "0 ask 1 @ 100", "1 bid 2 market", "1 bid 1 @ 0"],
            [
                "placed 1 0 ask 1 @ 100", "placed 2 0 ask 1 @ 100",
                "placed 3 1 bid 2 market",
                "trade 1 1 @ 100 maker 1/0 taker 3/1 fee 0/0.1",
                "trade 2 1 @ 100 maker 2/0 taker 3/1 fee 0/0.1",
                "rejected 1 INVALID_PRICE", "end 4 2",
            ])
        #expect(world.world.tick == Tick(1))
        world.expectTick(["0 cancel_all"], ["end 1 0"])
        #expect(!world.world.isOver)
        world.expectTick([], ["end 0 0", "stopped completed"])
        #expect(world.world.isOver)
        #expect(world.world.tick == Tick(2))
    }

    @Test("expiries come after the last action, then decay, then bankruptcy")
    func closingOrder() {
        let world = TestWorld(
            .scripted(["10 0", "1000 0"]) {
                $0.incentives.decay.everyTicks = 1
                $0.incentives.decay.rate = .zero
                $0.incentives.decay.fixed = amount("10")
                $0.incentives.maxActionsPerTick = 1
            })
        world.expectTick(
            ["1 bid 1 @ 5 gtt 0", "1 cancel 1"],
            [
                "placed 1 1 bid 1 @ 5 gtt 0", "rate_limit 1 2 of 1", "expired 1 1",
                "decay 0 10", "decay 1 10", "bankrupt 0 equity 0 left 0 0", "end 1 0",
            ])
    }

    @Test("good till a tick: through the whole of it, refused before it")
    func goodTillTick() {
        let world = TestWorld(.scripted())
        world.expectTick(
            ["0 bid 1 @ 99 gtt 1", "0 bid 1 @ 98 gtt 0"],
            [
                "placed 1 0 bid 1 @ 99 gtt 1", "placed 2 0 bid 1 @ 98 gtt 0", "expired 2 1",
                "end 2 0",
            ])
        world.expectTick(
            ["1 ask 0.4 @ 99", "0 bid 1 @ 98 gtt 0"],
            [
                "placed 3 1 ask 0.4 @ 99", "trade 1 0.4 @ 99 maker 1/0 taker 3/1 fee 0/0.0396",
                "rejected 0 INVALID_ACTION", "expired 1 0.6", "end 2 1",
            ])
    }

    @Test("several instruments share one cash, and ids count over all of them")
    func sharedCash() {
        let world = TestWorld(
            .scripted(["1000 10 1", "9999 10 10"], market: .assetAndGold()))
        world.expectTick(
            [
                "0 bid 9 @ 100", "0 bid 1 @ 2000 in GOLD/CASH", "1 ask 5 @ 100",
                "1 bid 1 @ 800 in GOLD/CASH", "0 ask 1 market in GOLD/CASH",
                "0 bid 8 @ 100",
            ],
            [
                "placed 1 0 bid 9 @ 100", "rejected 0 INSUFFICIENT_FUNDS",
                "placed 2 1 ask 5 @ 100", "trade 1 5 @ 100 maker 1/0 taker 2/1 fee 0/0.5",
                "placed 3 1 bid 1 @ 800 in GOLD/CASH", "placed 4 0 ask 1 market in GOLD/CASH",
                "trade 2 1 @ 800 maker 3/1 taker 4/0 fee 0/0 in GOLD/CASH",
                "placed 5 0 bid 8 @ 100", "end 6 2",
            ])
        world.expectFunds(0, "98.8+1201.2 15+0 0+0")
    }
}

@Suite("The rate limit")
struct RateLimitTests {
    @Test("counts every action submitted; the excess leaves one event per agent, by id")
    func limit() {
        let world = TestWorld(.scripted { $0.incentives.maxActionsPerTick = 2 })
        world.expectTick(
            [
                "2 cancel 1", "2 cancel 1", "2 bid 1 @ 1", "0 bid 1 @ 1", "0 bid 1 @ 0",
                "2 bid 1 @ 1", "0 cancel 1", "1 cancel_all", "1 cancel_all",
            ],
            [
                "rejected 2 ORDER_NOT_FOUND", "rejected 2 ORDER_NOT_FOUND", "placed 1 0 bid 1 @ 1",
                "rejected 0 INVALID_PRICE", "rate_limit 0 3 of 2", "rate_limit 2 4 of 2",
                "end 6 0",
            ])
        world.expectTick(["2 bid 1 @ 1"], ["placed 2 2 bid 1 @ 1", "end 1 0"])
    }

    @Test("counts an action with latency in the tick it is submitted")
    func delayed() {
        let world = TestWorld(
            .scripted {
                $0.incentives.maxActionsPerTick = 1
                $0.agents[0].latencyTicks = 2
            })
        world.expectTick(["0 bid 1 @ 1", "0 bid 1 @ 2"], ["rate_limit 0 2 of 1", "end 0 0"])
        world.expectTick(["0 bid 1 @ 3"], ["end 0 0"])
        world.expectTick(["0 bid 1 @ 4"], ["placed 1 0 bid 1 @ 1", "end 1 0"])
        world.expectTick([], ["placed 2 0 bid 1 @ 3", "end 1 0"])
        world.expectTick([], ["placed 3 0 bid 1 @ 4", "end 1 0"])
    }

    @Test("a bankrupt agent hits no limit, its actions up to it are refused")
    func bankrupt() {
        let world = TestWorld(
            .scripted(["10 0", "1000 0"]) {
                $0.incentives.maxActionsPerTick = 2
                $0.plan(
                    1,
                    .burn(
                        BalanceChange(
                            agents: .one("scripted-1"), asset: .cash, amount: amount("10"))))
            })
        world.idle(1)
        world.expectTick(
            [],
            ["scenario burn", "balance 0 CASH -10 burn", "bankrupt 0 equity 0 left 0 0", "end 0 0"])
        world.expectTick(
            ["0 bid 1 @ 1", "0 cancel_all", "0 cancel 1"],
            ["rejected 0 AGENT_BANKRUPT", "rejected 0 AGENT_BANKRUPT", "end 2 0"])
    }
}

@Suite("Latency")
struct LatencyTests {
    func world() -> TestWorld {
        TestWorld(
            .scripted {
                $0.agents[0].latencyTicks = 2
                $0.agents[1].latencyTicks = 1
            })
    }

    @Test("actions arrive in the order they were submitted, before those of the tick")
    func arrivals() {
        let world = world()
        world.expectTick(["0 ask 1 @ 100"], ["end 0 0"])
        world.expectTick(
            ["1 ask 1 @ 101", "2 bid 1 @ 90"], ["placed 1 2 bid 1 @ 90", "end 1 0"])
        world.expectTick(
            ["2 bid 2 @ 101"],
            [
                "placed 2 0 ask 1 @ 100", "placed 3 1 ask 1 @ 101", "placed 4 2 bid 2 @ 101",
                "trade 1 1 @ 100 maker 2/0 taker 4/2 fee 0/0.1",
                "trade 2 1 @ 101 maker 3/1 taker 4/2 fee 0/0.101", "end 3 2",
            ])
    }

    @Test("an agent that went bankrupt meanwhile is refused")
    func bankruptMeanwhile() {
        let world = TestWorld(
            .scripted(["10 0", "1000 0"]) {
                $0.agents[0].latencyTicks = 2
                $0.plan(
                    1,
                    .burn(
                        BalanceChange(
                            agents: .one("scripted-1"), asset: .cash, amount: amount("10"))))
            })
        world.expectTick(["0 bid 1 @ 1"], ["end 0 0"])
        world.tick()
        world.expectTick([], ["rejected 0 AGENT_BANKRUPT", "end 1 0"])
    }

    @Test("an expiry that has passed on the way is refused")
    func expiredOnTheWay() {
        let world = world()
        world.expectTick(["0 bid 1 @ 1 gtt 1", "0 bid 1 @ 1 gtt 2"], ["end 0 0"])
        world.idle(1)
        world.expectTick(
            [],
            ["rejected 0 INVALID_ACTION", "placed 1 0 bid 1 @ 1 gtt 2", "expired 1 1", "end 2 0"])
    }

    @Test("it sees markets of so many ticks ago, at first the start; its own things as they are")
    func views() {
        let world = world()
        var seen: [[Int: Int64?]] = []
        for tick in 0..<5 {
            world.world.openTick()
            _ = world.world.wakeBots()
            var bids: [Int: Int64?] = [:]
            for agent in 0..<3 {
                let view = world.world.observation(for: AgentID(agent)).markets[0]
                bids[agent] = view.bestBid?.units
            }
            seen.append(bids)
            let line = ActionText("2 bid 1 @ \(tick + 1)", in: world.market)
            world.world.submit([line.action], of: line.agent)
            #expect(world.world.observation(for: AgentID(2)).openOrders.count == tick + 1)
            world.world.closeTick()
        }
        // Agent 2 sees the bids of the tick before; the others those of one and two more.
        #expect(seen.map { $0[2] } == [nil, 100, 200, 300, 400])
        #expect(seen.map { $0[1] } == [nil, nil, 100, 200, 300])
        #expect(seen.map { $0[0] } == [nil, nil, nil, 100, 200])
    }
}
