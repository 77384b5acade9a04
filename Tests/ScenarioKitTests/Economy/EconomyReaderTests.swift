import Institutions
import Kernel
import MarketModel
import Preferences
import Primitives
import ScenarioKit
import Testing

@Suite("Reading economies")
struct EconomyReaderTests {
    @Test("what is not written has its default")
    func defaults() throws {
        let reading = EconomyFixtures.read(EconomyFixtures.small)
        let scenario = try #require(reading.scenario, "\(Fixtures.lines(reading))")
        #expect(reading.diagnostics.isEmpty && reading.seed == 0 && reading.description == nil)
        let origin = DrawnOrigin(
            agentCount: 2, inventoryA: .each([5, 6]), inventoryB: .all(7),
            mix: [UtilityShare(utility: .linear(LinearUtility(valueA: 1, valueB: 2)), weight: 1)])
        #expect(scenario == EconomyScenario(name: "small", gridSize: 8, origin: .drawn(origin)))
        #expect(scenario.ticks == EconomyScenario.defaultTicks)
    }

    @Test("every field of the drawn form arrives where it belongs")
    func drawn() throws {
        let reading = EconomyFixtures.read(EconomyFixtures.drawn)
        let scenario = try #require(reading.scenario, "\(Fixtures.lines(reading))")
        #expect(reading.diagnostics.isEmpty, "\(Fixtures.lines(reading))")
        #expect(reading.seed == 7 && reading.description == "Every field once.")
        #expect(scenario.name == "drawn" && scenario.ticks == 20 && scenario.gridSize == 8)
        guard case .drawn(let origin) = scenario.origin else {
            Issue.record("the origin is \(scenario.origin)")
            return
        }
        #expect(origin.inventoryA == .each([15, 16]) && origin.inventoryB == .all(17))
        #expect(origin.money == .each([100, 200]) && origin.moneyOffset == .all(0.5))
        #expect(origin.lambdaMoney == .each([1, 2.5]))
        #expect(origin.resourceDensity == 0.25 && origin.resourceAmount == 3)
        #expect(origin.mix.map(\.weight) == Array(repeating: 0.2, count: 5))
        let wanted: [Utility] = [
            .ces(CES(rho: -0.5, weightA: 0.4, weightB: 0.6, epsilon: 1e-8)),
            .linear(LinearUtility(valueA: 1, valueB: 2)),
            .quadratic(
                QuadraticUtility(blissA: 10, blissB: 11, sigmaA: 4, sigmaB: 5, gamma: 0.01)),
            .translog(
                Translog(
                    alpha0: -1, alphaA: 0.5, alphaB: 0.4, betaAA: -0.1, betaBB: -0.05,
                    betaAB: 0.02)),
            .stoneGeary(StoneGeary(alphaA: 0.6, alphaB: 0.4, gammaA: 5, gammaB: 6)),
        ]
        #expect(origin.mix.map(\.utility) == wanted)
        let cycle = ModeSchedule.globalCycle(forageTicks: 3, tradeTicks: 4, start: .trade)
        #expect(scenario.schedule == cycle)
    }

    @Test("every rule arrives where it belongs")
    func rules() throws {
        let scenario = try #require(EconomyFixtures.read(EconomyFixtures.drawn).scenario)
        var wanted = EconomyParameters()
        wanted.spread = 0.1
        wanted.visionRadius = 6
        wanted.interactionRadius = 2
        wanted.moveBudgetPerTick = 3
        wanted.greatestBlock = 4
        wanted.epsilon = 1e-11
        wanted.beta = 0.9
        wanted.forageRate = 2
        wanted.resourceGrowthRate = 1
        wanted.resourceMaxAmount = 6
        wanted.resourceRegenCooldownTicks = 7
        wanted.claimsResources = false
        wanted.singleHarvester = false
        wanted.tradeCooldownTicks = 8
        wanted.executionMode = .maximum
        wanted.regime = .mixedLiquidityGated
        wanted.gateMinQuotes = 2
        wanted.moneyMode = .kktLambda
        wanted.moneyOffset = 0.25
        wanted.moneyScale = 10
        wanted.lambdaMoney = 1.5
        wanted.lambdaUpdateRate = 0.3
        wanted.lambdaMin = 0.01
        wanted.lambdaMax = 100
        wanted.logsPreferences = true
        #expect(scenario.parameters == wanted)
        #expect(scenario.search == .myopic && scenario.institution == .bilateral)
        var options = ThreePassOptions()
        options.skipsCommitted = true
        options.fallsBackToForage = true
        #expect(scenario.matching == .threePass(options))
        var terms = TakeItOrLeaveIt()
        terms.proposerPower = 0.75
        terms.selection = .higherID
        terms.enumeration = .all
        #expect(scenario.bargaining == .takeItOrLeaveIt(terms))
    }

    @Test("listed agents are taken by their ids, whatever their order")
    func listed() throws {
        let reading = EconomyFixtures.read(EconomyFixtures.listed)
        let scenario = try #require(reading.scenario, "\(Fixtures.lines(reading))")
        #expect(reading.diagnostics.isEmpty, "\(Fixtures.lines(reading))")
        let agents = [
            EconomyAgent(
                position: Position(x: 7, y: 0), endowment: GoodsBundle(a: 20, b: 21, money: 22),
                utility: .stoneGeary(StoneGeary(alphaA: 0.5, alphaB: 0.5, gammaA: 1, gammaB: 2)),
                lambdaMoney: 3, moneyOffset: 4),
            EconomyAgent(
                position: Position(x: 3, y: 4), endowment: GoodsBundle(a: 10, b: 11, money: 12),
                utility: .linear(LinearUtility(valueA: 3, valueB: 4)), lambdaMoney: 2,
                moneyOffset: 1),
        ]
        let resource = PlacedResource(position: Position(x: 0, y: 7), good: .b, amount: 9)
        let origin = ExplicitOrigin(agents: agents, resources: [resource])
        #expect(scenario.origin == .explicit(origin))
        let intervals = [
            ModeInterval(start: 0, end: 5, mode: .forage),
            ModeInterval(start: 5, end: 9, mode: .trade),
        ]
        #expect(scenario.schedule == .intervals(intervals))
    }

    @Test("an agent that says nothing of money takes what params say")
    func moneyDefaults() throws {
        let text = EconomyFixtures.listed
            .replacing("    lambda_money: 2\n    M_0: 1\n", with: "")
        let reading = EconomyFixtures.read(text)
        let scenario = try #require(reading.scenario, "\(Fixtures.lines(reading))")
        guard case .explicit(let origin) = scenario.origin else { return }
        #expect(origin.agents[1].lambdaMoney == 1.5 && origin.agents[1].moneyOffset == 0.25)
        let drawn = EconomyFixtures.drawn.replacing("  lambda_money: [1, 2.5]\n", with: "")
        guard case .drawn(let other)? = EconomyFixtures.read(drawn).scenario?.origin else {
            Issue.record("the drawn form cannot be read")
            return
        }
        #expect(other.lambdaMoney == .all(1.5))
    }
}
