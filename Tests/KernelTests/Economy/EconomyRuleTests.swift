import Institutions
import Kernel
import MarketModel
import Preferences
import Primitives
import Testing

@Suite("The rules of an economy")
struct EconomyRuleTests {
    private static let pair = [
        EconomyFixture.agent(2, 2, 30, 2), EconomyFixture.agent(3, 2, 2, 30),
    ]

    private func paired(_ played: PlayedEconomy) -> [PairMade] {
        played.events.compactMap { entry in
            if case .paired(let pair) = entry.event { pair } else { nil }
        }
    }

    private func parted(_ played: PlayedEconomy) -> [(tick: Int64, pair: PairEnded)] {
        played.events.compactMap { entry in
            if case .unpaired(let pair) = entry.event { (entry.tick, pair) } else { nil }
        }
    }

    @Test("two who want what the other has pair by consent, and trade once a tick")
    func consent() {
        let played = PlayedEconomy(EconomyFixture.scenario(Self.pair))
        #expect(paired(played).first?.reason == .mutualConsent)
        let ticks = played.trades.map(\.tick)
        #expect(Set(ticks).count == ticks.count && ticks.first == 0)
        #expect(abs(played.holding(0).a - played.holding(0).b) <= 2)
    }

    @Test("after a failed negotiation a pair rests for the cooldown, and pairs again at its end")
    func cooldown() throws {
        // Quotes overlap at a fraction, but no whole units help both.
        let one = Utility.linear(LinearUtility(valueA: 1.2, valueB: 1))
        let other = Utility.linear(LinearUtility(valueA: 1.1, valueB: 1))
        var scenario = EconomyFixture.scenario(
            [EconomyFixture.agent(2, 2, 0, 1, one), EconomyFixture.agent(3, 2, 1, 0, other)],
            ticks: 20)
        scenario.parameters.tradeCooldownTicks = 5
        scenario.schedule = .intervals([ModeInterval(start: 0, end: 99, mode: .trade)])
        let played = PlayedEconomy(scenario)
        let ends = parted(played)
        try #require(ends.count >= 2)
        #expect(ends[0].pair.reason == .tradeFailed)
        #expect(ends[0].pair.cooldownUntil == Tick(ends[0].tick + 5))
        #expect(ends[1].tick == ends[0].tick + 5, "four full ticks are skipped")
        #expect(played.trades.isEmpty)
    }

    @Test("of two who want one cell the lower id claims it, and the other looks elsewhere")
    func claims() {
        let cells = [
            PlacedResource(position: Position(x: 4, y: 4), good: .a, amount: 1),
            PlacedResource(position: Position(x: 9, y: 9), good: .a, amount: 1),
        ]
        var scenario = EconomyFixture.scenario(
            [EconomyFixture.agent(3, 4, 1, 1), EconomyFixture.agent(5, 4, 1, 1)], cells)
        scenario.parameters.visionRadius = 20
        scenario.schedule = .intervals([ModeInterval(start: 0, end: 99, mode: .forage)])
        let played = PlayedEconomy(scenario)
        let made = played.events.compactMap { entry -> [Int]? in
            if case .claimMade(let agent, let cell) = entry.event {
                return [agent.index, Int(cell.x)]
            }
            return nil
        }
        #expect(made == [[0, 4], [1, 9]])
        #expect(played.holding(0).a == 2 && played.holding(1).a == 2)
    }

    @Test("two on one cell harvest it in turn only where the rules let them")
    func singleHarvester() {
        let cell = PlacedResource(position: Position(x: 1, y: 1), good: .b, amount: 9)
        func gathered(_ single: Bool) -> [Int64] {
            var scenario = EconomyFixture.scenario(
                [EconomyFixture.agent(1, 1, 5, 1), EconomyFixture.agent(1, 1, 5, 1)], [cell],
                ticks: 1)
            scenario.parameters.singleHarvester = single
            scenario.parameters.claimsResources = false
            let played = PlayedEconomy(scenario)
            return [played.holding(0).b, played.holding(1).b]
        }
        #expect(gathered(true) == [2, 1])
        #expect(gathered(false) == [2, 2])
    }

    @Test("a myopic agent stays where nothing is a step away; others go home")
    func myopic() {
        let far = [PlacedResource(position: Position(x: 8, y: 8), good: .a, amount: 3)]
        var scenario = EconomyFixture.scenario([EconomyFixture.agent(2, 2, 5, 5)], far, ticks: 5)
        scenario.parameters.visionRadius = 20
        scenario.search = .myopic
        #expect(PlayedEconomy(scenario).world.state.plans[0].target == nil)
        scenario.search = .distanceDiscounted
        #expect(PlayedEconomy(scenario).world.state.positions[0] != Position(x: 2, y: 2))
    }

    @Test("a random walker goes anywhere in view, by its seed, and never pairs")
    func randomWalk() {
        var scenario = EconomyFixture.scenario(Self.pair)
        scenario.search = .randomWalk
        let played = PlayedEconomy(scenario, seed: 3)
        #expect(paired(played).isEmpty)
        let other = PlayedEconomy(scenario, seed: 4)
        #expect(played.world.state.positions != other.world.state.positions)
    }

    @Test(
        "greedy matching of the visible is that of all where all see each other",
        arguments: 0..<20 as Range<UInt32>)
    func scopes(seed: UInt32) {
        var scenario = EconomyFixture.random(seed: seed)
        scenario.parameters.visionRadius = 40
        scenario.search = .distanceDiscounted
        scenario.matching = .greedySurplus(scope: .global)
        let all = PlayedEconomy(scenario, seed: seed)
        scenario.matching = .greedySurplus(scope: .visible)
        let visible = PlayedEconomy(scenario, seed: seed)
        #expect(all.events.map(\.event) == visible.events.map(\.event), "seed \(seed)")
    }

    @Test("the proposer's share follows its power where every quantity is considered")
    func proposer() throws {
        func gains(_ power: Double, _ selection: ProposerSelection) throws -> GoodsTraded {
            var terms = TakeItOrLeaveIt()
            terms.proposerPower = power
            terms.selection = selection
            terms.enumeration = .all
            var scenario = EconomyFixture.scenario(Self.pair)
            scenario.bargaining = .takeItOrLeaveIt(terms)
            return try #require(PlayedEconomy(scenario).trades.first?.trade)
        }
        func share(_ trade: GoodsTraded) -> Double {
            let own = trade.seller.index == 0 ? trade.gainOfSeller : trade.gainOfBuyer
            return own / (trade.gainOfSeller + trade.gainOfBuyer)
        }
        let strong = share(try gains(0.9, .lowerID))
        let weak = share(try gains(0.1, .lowerID))
        let other = share(try gains(0.9, .higherID))
        #expect(strong > 0.7 && weak < 0.3 && other < 0.3, "\(strong) \(weak) \(other)")
        #expect(abs(share(try gains(0.5, .firstInPair)) - 0.5) < 0.2)
    }

    @Test("a recorded price is rounded to hundredths where the rule says so, the trade is not")
    func roundedPrice() throws {
        let one = Utility.linear(LinearUtility(valueA: 1, valueB: 1))
        let other = Utility.linear(LinearUtility(valueA: 1.45, valueB: 1))
        var scenario = EconomyFixture.scenario(
            [EconomyFixture.agent(2, 2, 30, 0, one), EconomyFixture.agent(3, 2, 0, 30, other)],
            ticks: 2)
        let exact = try #require(PlayedEconomy(scenario).trades.first?.trade)
        #expect(exact.price == Double(exact.payment) / Double(exact.units))
        scenario.bargaining = .splitDifference(.block)
        let split = try #require(PlayedEconomy(scenario).trades.first?.trade)
        #expect(split.units == exact.units && split.payment == exact.payment)
        #expect(split.price == 1.33 && exact.price == 4.0 / 3)
    }
}
