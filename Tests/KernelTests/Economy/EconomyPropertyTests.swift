import History
import Institutions
import Kernel
import MarketModel
import Preferences
import Primitives
import Runner
import Testing

@Suite("Any economy")
struct EconomyPropertyTests {
    static let seeds = 0..<60 as Range<UInt32>

    @Test("conserves goods in trade and money always, and owes nothing", arguments: seeds)
    func conservation(seed: UInt32) throws {
        let scenario = EconomyFixture.random(seed: seed)
        let world = EconomyWorld(scenario, seed: seed)
        let start = total(world)
        var gathered = GoodsBundle(a: 0, b: 0)
        while !world.isOver {
            world.advance()
            for case .economy(.resourceHarvested(let harvest)) in world.events.events {
                gathered[harvest.good] += harvest.amount
            }
            world.events.removeAll()
            #expect(total(world) == start + gathered, "seed \(seed)")
            #expect(throws: Never.self, "seed \(seed)") { try world.checkInvariants() }
        }
    }

    private func total(_ world: EconomyWorld) -> GoodsBundle {
        world.state.holdings.reduce(GoodsBundle(a: 0, b: 0), +)
    }

    @Test("raises both utilities by more than epsilon in every trade", arguments: seeds)
    func rationality(seed: UInt32) {
        let scenario = EconomyFixture.random(seed: seed)
        let terms = MoneyTerms(
            scale: scenario.parameters.moneyScale, form: scenario.parameters.moneyForm,
            mode: scenario.parameters.moneyMode, epsilon: scenario.parameters.epsilon)
        let world = EconomyWorld(scenario, seed: seed)
        world.events.removeAll()
        while !world.isOver {
            var holdings = world.state.holdings
            let tastes = world.state.tastes
            world.advance()
            for event in world.events.events {
                guard case .economy(.goodsTraded(let trade)) = event else { continue }
                for (agent, change, gain) in [
                    (trade.buyer.index, trade.changeOfBuyer, trade.gainOfBuyer),
                    (trade.seller.index, -trade.changeOfBuyer, trade.gainOfSeller),
                ] {
                    let before = tastes[agent].total(of: holdings[agent], under: terms)
                    holdings[agent] = holdings[agent] + change
                    let after = tastes[agent].total(of: holdings[agent], under: terms)
                    #expect(after - before > 1e-12 && after - before == gain, "seed \(seed)")
                }
            }
            world.events.removeAll()
        }
    }

    @Test("has one hash per seed, and its record passes the auditor", arguments: seeds)
    func repeatable(seed: UInt32) throws {
        let scenario = EconomyFixture.random(seed: seed)
        let first = Lines()
        let run = EconomyRun(scenario, seed: seed, trace: first)
        try run.run()
        let again = EconomyRun(scenario, seed: seed)
        try again.run()
        #expect(run.headHash == again.headHash, "seed \(seed)")
        #expect(run.eventCount == again.eventCount && run.tradeCount == again.tradeCount)
        var verifier = RecordVerifier()
        for line in first.bytes.split(separator: UInt8(ascii: "\n")) {
            let finding = Array(line).withUnsafeBytes { bytes -> RecordFinding? in
                do throws(RecordFinding) {
                    try verifier.check(line: bytes)
                    return nil
                } catch {
                    return error
                }
            }
            #expect(finding == nil, "seed \(seed)")
            if finding != nil { return }
        }
        #expect(verifier.isClosed && verifier.count == run.eventCount, "seed \(seed)")
    }

    @Test(
        "trades at the quotes of the tick's start, which are made anew at its end", arguments: seeds
    )
    func frozenQuotes(seed: UInt32) {
        let scenario = EconomyFixture.random(seed: seed)
        let world = EconomyWorld(scenario, seed: seed)
        while !world.isOver {
            let frozen = (0..<world.agentCount).map { world.quotes(of: AgentID($0)) }
            world.advance()
            for case .economy(.goodsTraded(let trade)) in world.events.events {
                // A block's price is a candidate between the quotes, but for the rounding of
                // what is paid to a whole unit.
                let ask = frozen[trade.seller.index][trade.pair].ask
                let bid = frozen[trade.buyer.index][trade.pair].bid
                let exact = Double(trade.payment) / Double(trade.units)
                let slack = 0.5 / Double(trade.units) + 1e-9 * exact
                #expect(exact >= ask - slack && exact <= bid + slack, "seed \(seed)")
            }
            world.events.removeAll()
            for agent in 0..<world.agentCount {
                let id = AgentID(agent)
                let due = Quotes(
                    world.state.tastes[agent], holding: world.holding(of: id),
                    spread: scenario.parameters.spread,
                    terms: MoneyTerms(
                        scale: scenario.parameters.moneyScale,
                        form: scenario.parameters.moneyForm,
                        mode: scenario.parameters.moneyMode,
                        epsilon: scenario.parameters.epsilon))
                #expect(world.quotes(of: id) == due, "seed \(seed)")
            }
        }
    }
}

/// Keeps a trace in memory.
private final class Lines: TraceSink {
    private(set) var bytes: [UInt8] = []

    func write(_ lines: [UInt8]) { bytes += lines }
}
