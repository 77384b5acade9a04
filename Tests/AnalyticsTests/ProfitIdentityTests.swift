import Analytics
import Primitives
import Testing

@Suite("What the parts of a profit add up to, on random markets")
struct ProfitIdentityTests {
    private static let seeds = 0..<40 as Range<UInt32>

    private func market(_ seed: UInt32) -> RandomRun {
        let run = RandomRun(seed: seed)
        for _ in 0..<600 { run.step() }
        return run
    }

    @Test("the balances are those of the market", arguments: seeds)
    func balances(seed: UInt32) {
        let run = market(seed)
        for (agent, balances) in zip(run.script.summary().agents, run.balances) {
            let found = [agent.cash] + agent.holdings.map(\.amount)
            #expect(found.map(\.units) == balances, "seed \(seed)")
        }
    }

    @Test("the parts are the profit, to the last unit", arguments: seeds)
    func sum(seed: UInt32) {
        for agent in market(seed).script.summary().agents {
            let parts = agent.parts
            let sum =
                parts.spread.units + parts.inventory.units + parts.fees.units
                + parts.rebates.units + parts.decay.units + parts.other.units
            #expect(sum == agent.profit.units, "seed \(seed)")
            #expect(parts.fees.units <= 0 && parts.rebates.units >= 0 && parts.decay.units <= 0)
        }
    }

    @Test("spread is what the trades beat the mid by", arguments: seeds)
    func spread(seed: UInt32) {
        let run = market(seed)
        for agent in run.script.summary().agents {
            var expected: Int128 = 0
            for fill in run.fills where fill.agent == agent.id.index {
                expected += worthBefore(fill) - fill.notional
            }
            #expect(agent.parts.spread.units == expected, "seed \(seed)")
        }
    }

    @Test("inventory is what trades and starting goods gained by the final marks", arguments: seeds)
    func inventory(seed: UInt32) {
        let run = market(seed)
        for agent in run.script.summary().agents {
            // Twice the value, in units of 10⁻¹⁶, so that nothing is rounded.
            var expected: Int128 = 0
            for fill in run.fills where fill.agent == agent.id.index {
                expected += fill.bought * run.doubledMark(fill.asset - 1)
                expected -= worthBefore(fill) * 200_000_000
            }
            for asset in 1...2 {
                let moved = run.doubledMark(asset - 1) - 2 * Amount(whole: 100).units
                expected += Amount(whole: 100).units * moved
            }
            let difference = agent.parts.inventory.units * 200_000_000 - expected
            #expect(difference.magnitude < 3 * 200_000_000, "seed \(seed)")
        }
    }

    /// What the bought or sold quantity was worth at the mid before, rounded down, signed.
    private func worthBefore(_ fill: RandomRun.Fill) -> Int128 {
        let size = Int128(fill.bought.magnitude) * fill.doubledYardstick / 200_000_000
        return fill.bought < 0 ? -size : size
    }

    @Test("spreads at closings have the mean and median of a sorted list", arguments: seeds)
    func spreads(seed: UInt32) {
        let run = market(seed)
        for (figures, spreads) in zip(run.script.summary().instruments, run.spreads) {
            let sorted = spreads.sorted()
            let count = sorted.count
            let mean = count == 0 ? nil : sorted.reduce(0, +) / Int128(count)
            let median = count == 0 ? nil : (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
            #expect(figures.meanSpread?.units == mean, "seed \(seed)")
            #expect(figures.medianSpread?.units == median, "seed \(seed)")
        }
    }

    @Test("the markets of this suite are worth looking at")
    func coverage() {
        let runs = Self.seeds.map(market)
        #expect(runs.map(\.fills.count).reduce(0, +) > 4_000)
        #expect(runs.allSatisfy { $0.spreads[0].count > 5 })
        #expect(runs.allSatisfy { $0.granted.joined().contains { $0 != 0 } })
    }
}
