import History
import Institutions
import Kernel
import MarketModel
import Preferences
import Primitives
import Runner
import Testing

@Suite("Every institution of an economy")
struct UnitMarketTests {
    private static let names = MarketFixtures.unitInstitutions.map(\.name)

    private static func scenario(
        _ name: String, scope: MarketScope = .local, ticks: Int64 = 12
    ) throws -> EconomyScenario {
        let found = MarketFixtures.unitInstitutions.first { $0.name == name }
        return MarketFixtures.economy(
            under: try #require(found).institution, scope: scope, ticks: ticks)
    }

    @Test(
        "leaves a record that holds, the same again", arguments: names, 1...3 as ClosedRange<UInt32>
    )
    func record(name: String, seed: UInt32) throws {
        for scope in MarketScope.allCases {
            let scenario = try Self.scenario(name, scope: scope)
            let events = try MarketFixtures.events(scenario, seed: seed)
            #expect(MarketFixtures.finding(events) == nil, "\(name), \(scope), seed \(seed)")
            let again = try MarketFixtures.events(scenario, seed: seed)
            #expect(events.map(\.event) == again.map(\.event), "\(name), seed \(seed)")
            #expect(!MarketFixtures.markets(events).isEmpty)
        }
    }

    /// Utilities computed again from holdings that follow from the events alone.
    @Test("helps everybody who trades by what it says", arguments: names, [7, 8] as [UInt32])
    func gains(name: String, seed: UInt32) throws {
        let scenario = try Self.scenario(name)
        let start = EconomyWorld(scenario, seed: seed)
        var holdings = start.state.holdings
        var trades = 0
        func gain(_ agent: AgentID, _ change: GoodsBundle) -> Double? {
            // A pool is the agent after all others and wants nothing.
            guard holdings.indices.contains(agent.index) else { return nil }
            let taste = start.state.tastes[agent.index]
            let before = taste.total(of: holdings[agent.index], under: start.terms)
            holdings[agent.index] = holdings[agent.index] + change
            return taste.total(of: holdings[agent.index], under: start.terms) - before
        }
        for (event, _) in try MarketFixtures.events(scenario, seed: seed) {
            var gains: [(found: Double?, told: Double)] = []
            if case .economy(.goodsTraded(let trade)) = event {
                gains = [
                    (gain(trade.buyer, trade.changeOfBuyer), trade.gainOfBuyer),
                    (gain(trade.seller, -trade.changeOfBuyer), trade.gainOfSeller),
                ]
            } else if case .economy(.goodsAllocated(let move)) = event {
                gains = [(gain(move.agent, move.change), move.gain)]
            }
            trades += gains.isEmpty ? 0 : 1
            for (found, told) in gains {
                guard let found else { continue }
                #expect(found > 1e-12 && abs(found - told) < 1e-9, "\(name), seed \(seed)")
            }
        }
        #expect(trades > 6, "\(name), seed \(seed): \(trades)")
    }

    @Test("makes and loses nothing, the pools included", arguments: names, [4, 5] as [UInt32])
    func conservation(name: String, seed: UInt32) throws {
        let world = EconomyWorld(try Self.scenario(name), seed: seed)
        func sum() -> GoodsBundle {
            var sum = world.state.holdings.reduce(GoodsBundle(a: 0, b: 0), +)
            for (pool, good) in zip(world.pools, Good.allCases) {
                sum[good] += pool.good
                sum.money += pool.money
            }
            return sum
        }
        let before = sum()
        while !world.isOver {
            world.advance()
            try world.checkInvariants()
            #expect(sum() == before, "\(name), seed \(seed)")
        }
    }

    @Test("comes near what theory says can be gained, given time", arguments: names)
    func efficiency(name: String) throws {
        let scenario = try Self.scenario(name, scope: .global, ticks: 20)
        let world = EconomyWorld(scenario, seed: 2)
        let consumers = zip(world.state.tastes, world.state.holdings).map {
            Consumer($0, endowment: $1, terms: world.terms)
        }
        let equilibrium = try #require(CompetitiveEquilibrium.all(of: consumers).first)
        let measure = try #require(AllocationMeasure(consumers, at: equilibrium))
        while !world.isOver { world.advance() }
        let efficiency = try #require(measure.efficiency(of: world.state.holdings))
        #expect(efficiency > (name == "pools" ? 0.85 : 0.97), "\(name): \(efficiency)")
    }

    @Test("no record holds in which a market says something else", arguments: names)
    func falsified(name: String) throws {
        let events = try MarketFixtures.events(try Self.scenario(name), seed: 1)
        let place = try #require(
            events.firstIndex {
                if case .economy(.marketCleared(let market)) = $0.event {
                    market.volume > 0
                } else {
                    false
                }
            })
        guard case .economy(.marketCleared(let market)) = events[place].event else { return }
        let changes: [(inout MarketCleared) -> Void] = [
            { $0.volume += 1 }, { $0.surplus += 1 }, { $0.buyers = [] }, { $0.sellers = [] },
            { $0.members.removeLast() }, { $0.market += 1 },
        ]
        for (number, change) in changes.enumerated() {
            var other = market
            change(&other)
            // Pools buy and sell: a market may have had no buyers, or no sellers.
            if other == market { continue }
            var copy = events
            copy[place].event = .economy(.marketCleared(other))
            #expect(MarketFixtures.finding(copy) != nil, "\(name), change \(number)")
        }
        var without = events
        without.remove(at: place)
        #expect(MarketFixtures.finding(without) != nil, "\(name)")
    }
}
