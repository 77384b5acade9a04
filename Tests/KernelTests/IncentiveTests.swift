import Kernel
import MarketModel
import Primitives
import TestSupport
import Testing

@Suite("Decay")
struct DecayTests {
    func decaying(
        _ agents: [String], every: Int64 = 2, rate: String = "1", fixed: String = "0",
        market: MarketDescription = .assetCash(), bankruptcy: Bool = true
    ) -> TestWorld {
        TestWorld(
            .scripted(agents, market: market) {
                $0.incentives.decay.everyTicks = every
                $0.incentives.decay.rate = basisPoints(rate)
                $0.incentives.decay.fixed = amount(fixed)
                $0.incentives.bankruptcy.isEnabled = bankruptcy
            })
    }

    @Test("comes when the ticks done divide evenly, by agent id, rounded down")
    func due() {
        let world = decaying(["10000 1", "0.00009999 1", "0.0001 1"])
        world.idle(1)
        world.expectTick([], ["decay 0 1", "decay 2 0.00000001", "end 0 0"])
        world.idle(1)
        world.expectTick([], ["decay 0 0.9999", "end 0 0"])
        #expect(world.keeper.house[0] == amount("1.99990001").units)
    }

    @Test("zero is off")
    func off() {
        let world = decaying(["10000 1"], every: 0, rate: "10000", fixed: "5")
        world.idle(5)
    }

    @Test("reserved cash counts, and the newest bids go until it can be paid")
    func frees() {
        let world = decaying(
            ["1000 10 10", "1000 0 0"], every: 1, rate: "100", market: .assetAndGold())
        world.expectTick(
            [
                "0 bid 3 @ 100", "0 bid 1 @ 400 in GOLD/CASH", "0 bid 2.9 @ 100",
                "0 ask 1 @ 200", "0 replace 1 @ 100",
            ],
            [
                "placed 1 0 bid 3 @ 100", "placed 2 0 bid 1 @ 400 in GOLD/CASH",
                "placed 3 0 bid 2.9 @ 100", "placed 4 0 ask 1 @ 200",
                "replaced 1 @ 100 open 3 lost", "cancelled 3 2.9 decay", "decay 0 10",
                "decay 1 10", "end 5 0",
            ])
        world.expectTick(
            ["0 bid 2.8 @ 100"],
            [
                "placed 5 0 bid 2.8 @ 100", "cancelled 5 2.8 decay", "decay 0 9.9",
                "decay 1 9.9", "end 1 0",
            ])
    }

    @Test("cancels no more than it needs, but as many as it needs")
    func severalCancels() {
        let world = decaying(["100.1 0", "1000 0"], every: 1, rate: "2000")
        world.expectTick(
            ["0 bid 0.5 @ 100", "0 bid 0.3 @ 100", "0 bid 0.1 @ 100", "0 bid 0.1 @ 100"],
            [
                "placed 1 0 bid 0.5 @ 100", "placed 2 0 bid 0.3 @ 100", "placed 3 0 bid 0.1 @ 100",
                "placed 4 0 bid 0.1 @ 100", "cancelled 4 0.1 decay", "cancelled 3 0.1 decay",
                "decay 0 20.02", "decay 1 200", "end 4 0",
            ])
    }

    @Test("what cannot be paid is due in vain: all the cash goes, and the agent is bankrupt")
    func obligation() {
        let world = decaying(["10 5", "1000 0"], every: 2, rate: "0", fixed: "10.00000001")
        world.tick(["0 bid 0.9 @ 10", "0 ask 1 @ 200"])
        world.expectTick(
            [],
            [
                "cancelled 1 0.9 decay", "decay 0 10 of 10.00000001", "decay 1 10.00000001",
                "cancelled 2 1 bankrupt", "bankrupt 0 equity 500 left 0 5 obligation", "end 0 0",
            ])
    }

    @Test("with no cash at all there is no event of it, and the agent is bankrupt")
    func noCash() {
        let world = decaying(["0 5", "1000 0"], every: 1, rate: "0", fixed: "1")
        world.expectTick(
            [], ["decay 1 1", "bankrupt 0 equity 500 left 0 5 obligation", "end 0 0"])
        world.expectTick([], ["decay 1 1", "end 0 0"])
    }

    @Test("without bankruptcy what is unpaid is forgiven")
    func forgiven() {
        let world = decaying(["0 5", "7 0"], every: 1, rate: "0", fixed: "5", bankruptcy: false)
        world.expectTick([], ["decay 1 5", "end 0 0"])
        world.expectTick([], ["decay 1 2 of 5", "end 0 0"])
        world.expectTick([], ["end 0 0"])
        world.expectTick(["0 ask 1 @ 100"], ["placed 1 0 ask 1 @ 100", "end 1 0"])
    }
}

@Suite("Bankruptcy")
struct BankruptcyTests {
    @Test("equity at the floor is bankrupt, one unit above is not")
    func floor() {
        let world = TestWorld(
            .scripted(["101 0", "101.00000001 0", "1 1"]) {
                $0.incentives.bankruptcy.equityFloor = amount("100")
                $0.plan(
                    0,
                    .burn(
                        BalanceChange(
                            agents: .one("all"), asset: .cash, amount: amount("1"))))
            })
        world.expectTick(
            [],
            [
                "scenario burn", "balance 0 CASH -1 burn", "balance 1 CASH -1 burn",
                "balance 2 CASH -1 burn", "bankrupt 0 equity 100 left 100 0",
                "bankrupt 2 equity 100 left 0 1", "end 0 0",
            ])
    }

    @Test("marks: the last trade, else the mid, else the reference price")
    func marks() {
        // Agent 2 owns one unit and nothing else; the floor is 100, its mark decides.
        func world(_ actions: [String]) -> [String] {
            TestWorld(
                .scripted(["99999 999", "99999 999", "0 1"]) {
                    $0.incentives.bankruptcy.equityFloor = amount("100")
                }
            ).tick(actions).filter { $0.hasPrefix("bankrupt") }
        }
        #expect(world([]) == ["bankrupt 2 equity 100 left 0 1"])
        #expect(world(["0 bid 1 @ 100.01"]) == ["bankrupt 2 equity 100 left 0 1"])
        #expect(world(["0 bid 1 @ 99", "0 ask 1 @ 101.01"]) == [])
        #expect(
            world(["0 bid 1 @ 99", "0 ask 1 @ 100.99"]) == ["bankrupt 2 equity 99.995 left 0 1"])
        #expect(
            world(["0 bid 1 @ 98", "1 ask 0.1 @ 98", "0 bid 1 @ 99", "0 ask 1 @ 101"])
                == ["bankrupt 2 equity 98 left 0 1"])
        #expect(world(["0 ask 1 @ 101", "1 bid 1 @ 101"]) == [])
    }

    @Test("all marks are fixed before the first cancellation; orders go by id")
    func marksFixed() {
        // At a mid of 50 both are at 50; without the first one's ask the mark would be 100.
        let world = TestWorld(
            .scripted(["0 1", "0 1", "99999 1000"]) {
                $0.incentives.bankruptcy.equityFloor = amount("50")
            })
        world.expectTick(
            ["0 ask 0.5 @ 51", "2 bid 1 @ 49", "0 ask 0.5 @ 60", "0 replace 1 @ 51"],
            [
                "placed 1 0 ask 0.5 @ 51", "placed 2 2 bid 1 @ 49", "placed 3 0 ask 0.5 @ 60",
                "replaced 1 @ 51 open 0.5 lost", "cancelled 1 0.5 bankrupt",
                "cancelled 3 0.5 bankrupt", "bankrupt 0 equity 50 left 0 1",
                "bankrupt 1 equity 50 left 0 1", "end 4 0",
            ])
    }

    @Test("reserved holdings count, over all instruments, rounded down once")
    func equity() {
        let world = TestWorld(
            .scripted(
                ["10 0.00000001 2", "999999 9 9"], market: .assetAndGold()
            ) {
                $0.incentives.bankruptcy.equityFloor = amount("4010.000001")
            })
        // 10 + 10⁻⁸ × 100 + 2 × 2,000.
        world.expectTick(
            ["0 bid 0.1 @ 10"],
            [
                "placed 1 0 bid 0.1 @ 10", "cancelled 1 0.1 bankrupt",
                "bankrupt 0 equity 4010.000001 left 10 0.00000001 2", "end 1 0",
            ])
    }

    @Test("it is final: every later action is refused, the balances stay for ever")
    func final() {
        let world = TestWorld(
            .scripted(["1 1", "99999 999"]) {
                $0.incentives.bankruptcy.equityFloor = amount("101")
                $0.incentives.decay.everyTicks = 1
                $0.plan(
                    1,
                    .mint(
                        BalanceChange(
                            agents: .one("all"), asset: .cash, amount: amount("1000"))))
            })
        world.tick()
        let actions = [
            "0 bid 1 @ 1", "0 ask 1 market", "0 cancel 1", "0 cancel_all", "0 replace 1 x 1",
            "0 reduce 1 by 1", "0 bid 0 @ 0 gtt",
        ]
        world.expectTick(
            actions,
            ["scenario mint", "balance 1 CASH 1000 mint"]
                + actions.map { _ in "rejected 0 AGENT_BANKRUPT" }
                + ["decay 1 10.09890001", "end 7 0"])
        world.tick(["1 bid 1 @ 100"])
        world.expectFunds(0, "0.9999+0 1+0")
    }

    @Test("can be switched off")
    func disabled() {
        let world = TestWorld(
            .scripted(["0 0", "1 1"]) { $0.incentives.bankruptcy.isEnabled = false })
        world.expectTick(["0 bid 1 @ 1"], ["rejected 0 INSUFFICIENT_FUNDS", "end 1 0"])
    }

    @Test("when nobody active is left the run ends")
    func everybody() {
        let world = TestWorld(
            .scripted(["1 0", "2 0"]) {
                $0.plan(
                    0,
                    .burn(
                        BalanceChange(
                            agents: .one("all"), asset: .cash, amount: amount("5"))))
            })
        world.expectTick(
            [],
            [
                "scenario burn", "balance 0 CASH -1 burn", "balance 1 CASH -2 burn",
                "bankrupt 0 equity 0 left 0 0", "bankrupt 1 equity 0 left 0 0", "end 0 0",
                "stopped all_bankrupt",
            ])
        #expect(world.world.stopReason == .allBankrupt)
    }
}
