import Kernel
import MarketModel
import Primitives
import TestSupport
import Testing

@Suite("What a scenario plans")
struct ScenarioEventTests {
    let asset = InstrumentID(0)

    func change(_ agents: NameSelection, _ quantity: String, _ asset: Int = 0) -> BalanceChange {
        BalanceChange(agents: agents, asset: AssetID(asset), amount: amount(quantity))
    }

    @Test("comes in file order at the opening, each event before its consequences")
    func fileOrder() {
        let world = TestWorld(
            .scripted(["1 1", "2 2"]) {
                $0.plan(1, .burn(change(.one("all"), "1.5", 1)))
                $0.plan(0, .mint(change(.list(["scripted-2", "scripted-1"]), "10")))
                $0.plan(1, .mint(change(.one("scripted-2"), "0.00000001")))
                $0.plan(1, .burn(change(.one("all"), "1", 1)))
            })
        world.expectTick(
            [],
            [
                "scenario mint", "balance 0 CASH 10 mint", "balance 1 CASH 10 mint", "end 0 0",
            ])
        world.expectTick(
            ["0 bid 1 @ 1"],
            [
                "scenario burn", "balance 0 ASSET -1 burn", "balance 1 ASSET -1.5 burn",
                "scenario mint", "balance 1 CASH 0.00000001 mint",
                "scenario burn", "balance 1 ASSET -0.5 burn", "placed 1 0 bid 1 @ 1", "end 1 0",
            ])
    }

    @Test("a burn leaves alone what is reserved")
    func burnReserved() {
        let world = TestWorld(
            .scripted(["100.1 5", "1 1"]) {
                $0.plan(1, .burn(change(.one("scripted-1"), "100")))
                $0.plan(1, .burn(change(.one("scripted-1"), "100", 1)))
            })
        world.tick(["0 bid 1 @ 99", "0 ask 4 @ 101"])
        world.expectTick(
            [],
            [
                "scenario burn", "balance 0 CASH -1.001 burn", "scenario burn",
                "balance 0 ASSET -1 burn", "end 0 0",
            ])
        world.expectFunds(0, "0+99.099 0+4")
    }

    @Test("names nobody has are passed over")
    func unknownNames() {
        let world = TestWorld(.scripted { $0.plan(0, .mint(change(.one("nobody-1"), "1"))) })
        world.expectTick([], ["scenario mint", "end 0 0"])
    }

    @Test("a halt ends by itself, with an event; its orders stay or go")
    func halt() {
        for cancels in [false, true] {
            let world = TestWorld(
                .scripted {
                    $0.plan(1, .halt(instrument: asset, ticks: 2, cancelOrders: cancels))
                })
            world.tick(["0 ask 1 @ 101", "1 bid 1 @ 99"])
            let gone = cancels ? ["cancelled 1 1 halted", "cancelled 2 1 halted"] : []
            world.expectTick(
                ["0 bid 1 @ 1", "1 cancel 2"],
                ["scenario halt"] + gone + [
                    "rejected 0 INSTRUMENT_HALTED",
                    cancels ? "rejected 1 ORDER_NOT_FOUND" : "cancelled 2 1 requested", "end 2 0",
                ])
            world.expectTick(["0 bid 1 @ 1"], ["rejected 0 INSTRUMENT_HALTED", "end 1 0"])
            world.expectTick(
                ["0 bid 1 @ 1"], ["scenario resume", "placed 3 0 bid 1 @ 1", "end 1 0"])
        }
    }

    @Test(
        "halts that overlap end together, when the later one does",
        arguments: [
            // ticks and lengths of two halts, then the ticks of the resumptions
            ([1, 2, 2, 3], [5]), ([2, 3, 1, 2], [5]), ([1, 5, 2, 1], [6]), ([1, 2, 1, 2], [3]),
            ([1, 2, 3, 2], [3, 5]), ([3, 2, 1, 2], [5]), ([1, 1, 3, 1], [2, 4]),
        ])
    func overlaps(halts: [Int64], resumes: [Int64]) {
        let world = TestWorld(
            .scripted {
                $0.plan(halts[0], .halt(instrument: asset, ticks: halts[1], cancelOrders: false))
                $0.plan(halts[2], .halt(instrument: asset, ticks: halts[3], cancelOrders: false))
            })
        var resumed: [Int64] = []
        for tick in Int64(0)..<8 {
            let lines = world.tick(["0 bid 1 @ 1"])
            if lines.contains("scenario resume") { resumed.append(tick) }
            let isHalted = zip([halts[0], halts[2]], [halts[1], halts[3]]).contains {
                $0 <= tick && tick < $0 + $1
            }
            #expect(lines.contains("rejected 0 INSTRUMENT_HALTED") == isHalted, "tick \(tick)")
        }
        #expect(resumed == resumes)
    }

    @Test("a fee change names the newest bids it cannot keep")
    func feeChange() {
        let world = TestWorld(
            .scripted(["200.2 0", "0 9"]) {
                $0.plan(1, .feeChange(instrument: asset, fees: fees(maker: "-1", taker: "11")))
            })
        world.tick(["0 bid 1 @ 100", "0 bid 1 @ 100"])
        world.expectTick(
            ["1 ask 1 @ 100"],
            [
                "scenario fee_change", "cancelled 2 1 insufficient_funds", "placed 3 1 ask 1 @ 100",
                "trade 1 1 @ 100 maker 1/0 taker 3/1 fee -0.01/0.11", "end 1 1",
            ])
    }

    @Test("a reference price is a new fallback for bots and marks")
    func referencePrice() {
        let world = TestWorld(
            .scripted(["0 1", "9999 9"]) {
                $0.incentives.bankruptcy.equityFloor = amount("60")
                $0.plan(1, .referencePrice(instrument: asset, price: amount("60.01")))
                $0.plan(2, .referencePrice(instrument: asset, price: amount("60")))
            })
        world.idle(1)
        world.expectTick([], ["scenario reference_price", "end 0 0"])
        world.expectTick(
            [], ["scenario reference_price", "bankrupt 0 equity 60 left 0 1", "end 0 0"])
        world.world.openTick()
        _ = world.world.wakeBots()
        #expect(world.world.observation(for: AgentID(1)).markets[0].price == 6_000)
    }

    @Test("a shock is seen by those it names, for as many ticks as it lasts")
    func shock() {
        let shock = Shock(
            bots: .list(["scripted-2", "special"]), side: .ask, probability: 0.8, ticks: 2,
            instrument: asset)
        let world = TestWorld(
            .scripted(["1 1", "1 1", "1 1"]) {
                $0.agents[2].bot = "special"
                $0.plan(1, .shock(shock))
            })
        for tick in 0..<4 {
            world.world.openTick()
            _ = world.world.wakeBots()
            let seen = (0..<3).map { world.world.observation(for: AgentID($0)).shocks }
            let wanted = tick == 1 || tick == 2 ? [shock] : []
            #expect(seen == [[], wanted, wanted], "tick \(tick)")
            world.world.closeTick()
        }
        let lines = world.takeLines()
        #expect(lines.filter { $0.hasPrefix("scenario") } == ["scenario shock"])
    }

    @Test("what is due beyond the last tick does not happen, nor what lies before the first")
    func beyond() {
        let world = TestWorld(
            .scripted(ticks: 2) { $0.plan(2, .mint(change(.one("all"), "1"))) })
        world.idle(1)
        world.expectTick([], ["end 0 0", "stopped completed"])
    }
}
