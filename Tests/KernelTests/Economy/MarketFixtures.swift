import History
import Institutions
import Kernel
import MarketModel
import Preferences
import Primitives
import Runner

/// Economies with local markets for tests.
enum MarketFixtures {
    /// Agents with logarithmic tastes on a small grid, where half have much of A, half of B.
    static func economy(
        _ rules: MarketPriceRules, agents: Int = 8, ticks: Int64 = 20, gridSize: Int = 3,
        mode: ExecutionMode = .minimum, radius: Int = 1
    ) -> EconomyScenario {
        let people = (0..<agents).map { person($0, gridSize) }
        var scenario = EconomyScenario(
            name: "market", ticks: ticks, gridSize: gridSize,
            origin: .explicit(ExplicitOrigin(agents: people)))
        scenario.parameters.regime = .moneyOnly
        scenario.parameters.interactionRadius = radius
        scenario.parameters.executionMode = mode
        scenario.institution = .postedPrice(rules)
        return scenario
    }

    private static func person(_ agent: Int, _ gridSize: Int) -> EconomyAgent {
        let place = Position(
            x: Int32(agent % gridSize), y: Int32(agent / gridSize % gridSize))
        let some = Int64(agent)
        let endowment: GoodsBundle =
            agent % 2 == 0
            ? GoodsBundle(a: 20, b: 3 + some, money: 2_000)
            : GoodsBundle(a: 2 + some, b: 18, money: 2_000)
        let taste = StoneGeary(alphaA: 300 + 20 * Double(agent), alphaB: 400)
        return EconomyAgent(
            position: place, endowment: endowment, utility: .stoneGeary(taste))
    }

    /// The same with calls.
    static func calls(scope: MarketScope = .local) -> EconomyScenario {
        var scenario = economy(MarketPriceRules())
        var bounds = MarketBounds()
        bounds.scope = scope
        scenario.institution = .callAuction(bounds)
        return scenario
    }

    /// The same under any institution.
    static func economy(
        under institution: EconomyInstitution, scope: MarketScope = .local, ticks: Int64 = 20
    ) -> EconomyScenario {
        var scenario = economy(MarketPriceRules(), ticks: ticks)
        scenario.institution = institution
        var bounds = MarketBounds()
        bounds.scope = scope
        scenario.institution.bounds = bounds
        return scenario
    }

    /// Every institution with markets of units or of an auctioneer, by a name for tests.
    static var unitInstitutions: [(name: String, institution: EconomyInstitution)] {
        var chance = MarketAuctionRules()
        chance.quoting = .zeroIntelligence
        var cleared = chance
        cleared.book = .clearedAfterTrade
        cleared.priceRange = 1...120
        cleared.steps = 100
        let pools = MarketPoolRules([
            MarketPoolRules.Endowment(good: .a, units: 40, money: 1_200),
            MarketPoolRules.Endowment(good: .b, units: 40, money: 1_500),
        ])
        return [
            ("truthful", .doubleAuction(MarketAuctionRules())), ("chance", .doubleAuction(chance)),
            ("cleared", .doubleAuction(cleared)), ("offers", .postedOffer(MarketOfferRules())),
            ("pools", .pool(pools)), ("theory", .walrasian(MarketBounds())),
            ("call", .callAuction(MarketBounds())),
        ]
    }

    static func events(
        _ scenario: EconomyScenario, seed: UInt32 = 1
    ) throws -> [(event: Event, tick: Tick)] {
        let tape = EventTape()
        try EconomyRun(scenario, seed: seed, consumers: [tape]).run()
        return tape.events
    }

    static func finding(_ events: [(event: Event, tick: Tick)]) -> AuditFinding? {
        var auditor = EconomyAuditor()
        do {
            for (event, tick) in events { try auditor.audit(event, in: tick) }
            try auditor.finish()
            return nil
        } catch {
            return error
        }
    }

    static func markets(_ events: [(event: Event, tick: Tick)]) -> [MarketCleared] {
        events.compactMap {
            if case .economy(.marketCleared(let market)) = $0.event { market } else { nil }
        }
    }

    static func trades(_ events: [(event: Event, tick: Tick)]) -> [GoodsTraded] {
        events.compactMap {
            if case .economy(.goodsTraded(let trade)) = $0.event { trade } else { nil }
        }
    }

    private final class EventTape: EventConsumer {
        var events: [(event: Event, tick: Tick)] = []

        func consume(_ event: Event, in tick: Tick) { events.append((event, tick)) }
    }
}
