import Bots
import History
import Institutions
import Kernel
import MarketModel
import Primitives
import Runner

/// Laboratories for tests, and what happens in them.
enum LaboratoryFixtures {
    /// Smith's schedule under an institution.
    static func smith(
        _ institution: LaboratoryInstitution,
        _ trader: TraderStrategy = .zeroIntelligenceConstrained,
        periods: Int64 = 3, steps: Int64 = 1_000
    ) -> LaboratoryScenario {
        let limits = Array(stride(from: Int64(75), through: 325, by: 25))
        return LaboratoryScenario(
            name: "smith", institution: institution, periods: periods, steps: steps,
            priceRange: 1...400,
            buyers: limits.reversed().map { LaboratoryTrader(trader, limits: [$0]) },
            sellers: limits.map { LaboratoryTrader(trader, limits: [$0]) })
    }

    /// One of each institution.
    static let institutions: [LaboratoryInstitution] = {
        var cleared = DoubleAuctionRules()
        cleared.book = .clearedAfterTrade
        cleared.hasImprovementRule = true
        var outcry = DoubleAuctionRules()
        outcry.book = .outcry
        var decreed = PostedPriceRules()
        decreed.rule = .fixed(180)
        return [
            .doubleAuction(DoubleAuctionRules()), .doubleAuction(cleared), .doubleAuction(outcry),
            .callAuction(quoting: .truthful), .callAuction(quoting: .zeroIntelligence),
            .postedOffer(PostedOfferRules()), .postedPrice(PostedPriceRules()),
            .postedPrice(decreed), .pool(PoolRules(good: 40, money: 8_000)), .walrasian,
        ]
    }()

    /// Every robot.
    static let traders: [TraderStrategy] = [
        .zeroIntelligenceUnconstrained, .zeroIntelligenceConstrained, .giveaway, .shaver, .sniper,
        .kaplan, .zeroIntelligencePlus(ZIPParameters()), .gjerstadDickhaut(memory: 5),
        .gjerstadDickhautExtended(memory: 5, discount: 0.9), .adaptiveAggressive,
        .parameterizedResponse(strategy: -0.5), .parameterizedResponse(strategy: 0.7),
    ]

    /// The events of a run, each with its tick.
    static func events(
        _ scenario: LaboratoryScenario, seed: UInt32
    ) throws -> [(event: Event, tick: Tick)] {
        let tape = Tape()
        try LaboratoryRun(scenario, seed: seed, consumers: [tape]).run()
        return tape.events
    }

    /// What an auditor finds in events, if anything.
    static func finding(_ events: [(event: Event, tick: Tick)]) -> AuditFinding? {
        var auditor = LaboratoryAuditor()
        do {
            for (event, tick) in events { try auditor.audit(event, in: tick) }
            try auditor.finish()
            return nil
        } catch {
            return error
        }
    }

    private final class Tape: EventConsumer {
        var events: [(event: Event, tick: Tick)] = []

        func consume(_ event: Event, in tick: Tick) { events.append((event, tick)) }
    }
}
