import Determinism
import Institutions
import Kernel
import MarketModel
import Preferences
import Primitives

/// Economies for tests, and what happened in them.
enum EconomyFixture {
    static let ces = Utility.ces(CES(rho: -0.5, weightA: 0.5, weightB: 0.5))

    static func agent(
        _ x: Int32, _ y: Int32, _ a: Int64, _ b: Int64, money: Int64 = 0,
        _ utility: Utility = ces, lambda: Double = 1
    ) -> EconomyAgent {
        EconomyAgent(
            position: Position(x: x, y: y), endowment: GoodsBundle(a: a, b: b, money: money),
            utility: utility, lambdaMoney: lambda)
    }

    static func scenario(
        _ agents: [EconomyAgent], _ resources: [PlacedResource] = [], size: Int = 10,
        ticks: Int64 = 30
    ) -> EconomyScenario {
        EconomyScenario(
            name: "test", ticks: ticks, gridSize: size,
            origin: .explicit(ExplicitOrigin(agents: agents, resources: resources)))
    }

    /// An economy with any regime, protocols, schedule and parameters, from a seed.
    static func random(seed: UInt32) -> EconomyScenario {
        var random = RandomStream(seed: seed, name: "test/economy")
        let size = 3 + random.below(12)
        let count = 1 + random.below(24)
        let amounts = (0..<3).map { _ in (0..<count).map { _ in Int64(random.below(40)) } }
        let mix = utilities(&random)
        var scenario = EconomyScenario(
            name: "random", ticks: 25, gridSize: size,
            origin: .drawn(
                DrawnOrigin(
                    agentCount: count, inventoryA: .each(amounts[0].map { $0 + 4 }),
                    inventoryB: .each(amounts[1].map { $0 + 4 }), money: .each(amounts[2]),
                    lambdaMoney: .all(0.05 + random.uniform()), mix: mix,
                    resourceDensity: random.uniform() * 0.5, resourceAmount: 4)))
        let regimes = ExchangeRegime.allCases
        scenario.parameters.regime = regimes[random.below(regimes.count)]
        scenario.parameters.visionRadius = random.below(9)
        scenario.parameters.interactionRadius = random.below(3)
        scenario.parameters.moveBudgetPerTick = 1 + random.below(3)
        scenario.parameters.spread = random.chance(0.5) ? 0 : random.uniform() * 0.3
        scenario.parameters.forageRate = Int64(1 + random.below(3))
        scenario.parameters.resourceGrowthRate = Int64(random.below(3))
        scenario.parameters.tradeCooldownTicks = Int64(random.below(6))
        scenario.parameters.moneyScale = random.chance(0.5) ? 1 : 10
        scenario.parameters.moneyMode = random.chance(0.3) ? .kktLambda : .quasilinear
        scenario.parameters.moneyForm = random.chance(0.3) ? .logarithmic : .linear
        scenario.parameters.executionMode = random.chance(0.3) ? .maximum : .minimum
        scenario.parameters.claimsResources = random.chance(0.8)
        scenario.parameters.singleHarvester = random.chance(0.8)
        if random.chance(0.5) {
            scenario.schedule = .globalCycle(
                forageTicks: Int64(1 + random.below(5)), tradeTicks: Int64(1 + random.below(5)),
                start: random.chance(0.5) ? .forage : .trade)
        }
        scenario.search = pick(SearchProtocol.allCases, &random)
        scenario.matching = pick(matchings, &random)
        scenario.bargaining = pick(bargainings, &random)
        return scenario
    }

    static let matchings: [MatchingProtocol] = {
        var options = ThreePassOptions()
        options.skipsCommitted = true
        options.fallsBackToForage = true
        return [
            .threePass(ThreePassOptions()), .threePass(options), .greedySurplus(scope: .global),
            .greedySurplus(scope: .visible), .random,
        ]
    }()

    static let bargainings: [BargainingProtocol] = {
        var all = TakeItOrLeaveIt()
        all.enumeration = .all
        var higher = TakeItOrLeaveIt()
        higher.selection = .higherID
        return [
            .compensatingBlock(ranksBySurplus: false), .compensatingBlock(ranksBySurplus: true),
            .splitDifference(.block), .splitDifference(.all), .takeItOrLeaveIt(TakeItOrLeaveIt()),
            .takeItOrLeaveIt(all), .takeItOrLeaveIt(higher),
        ]
    }()

    private static func utilities(_ random: inout RandomStream) -> [UtilityShare] {
        let all: [Utility] = [
            .ces(CES(rho: -0.8 + random.uniform() * 0.7, weightA: 0.4, weightB: 0.6)),
            .ces(CES(rho: 0.4, weightA: 0.5, weightB: 0.5)),
            .linear(LinearUtility(valueA: 0.5 + random.uniform() * 2, valueB: 1)),
            .quadratic(QuadraticUtility(blissA: 20, blissB: 18, sigmaA: 9, sigmaB: 8)),
            .translog(
                Translog(
                    alpha0: 0, alphaA: 0.5, alphaB: 0.5, betaAA: -0.05, betaBB: -0.05,
                    betaAB: 0.02)),
            .stoneGeary(StoneGeary(alphaA: 0.5, alphaB: 0.5, gammaA: 1, gammaB: 2)),
        ]
        return all.map { UtilityShare(utility: $0, weight: 1 / Double(all.count)) }
    }

    private static func pick<Choice>(
        _ choices: [Choice], _ random: inout RandomStream
    ) -> Choice {
        choices[random.below(choices.count)]
    }
}

/// An economy that runs, and all it told.
struct PlayedEconomy {
    let world: EconomyWorld
    /// Events with their ticks, the genesis in tick 0.
    private(set) var events: [(tick: Int64, event: EconomyEvent)] = []

    init(
        _ scenario: EconomyScenario, seed: UInt32 = 0, afterTick: (EconomyWorld) -> Void = { _ in }
    ) {
        world = EconomyWorld(scenario, seed: seed)
        take(0)
        while !world.isOver {
            let tick = world.tick.index
            world.advance()
            take(tick)
            afterTick(world)
        }
    }

    private mutating func take(_ tick: Int64) {
        for case .economy(let event) in world.events.events { events.append((tick, event)) }
        world.events.removeAll()
    }

    var trades: [(tick: Int64, trade: GoodsTraded)] {
        events.compactMap { entry in
            if case .goodsTraded(let trade) = entry.event { return (entry.tick, trade) }
            return nil
        }
    }

    func holding(_ agent: Int) -> GoodsBundle { world.holding(of: AgentID(agent)) }
}
