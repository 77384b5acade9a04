import Analytics
import Determinism
import Foundation
import Institutions
import Kernel
import Primitives
import ScenarioKit
import TestSupport
import Testing

/// A short run of one economy under each institution, as recorded.
@Suite("One economy under every institution")
struct InstitutionGoldenTests {
    private static let institutions: [(name: String, institution: EconomyInstitution)] = {
        var chance = MarketAuctionRules()
        chance.quoting = .zeroIntelligence
        chance.book = .clearedAfterTrade
        let pools = MarketPoolRules([
            MarketPoolRules.Endowment(good: .a, units: 25, money: 650),
            MarketPoolRules.Endowment(good: .b, units: 23, money: 600),
        ])
        return [
            ("posted-price", .postedPrice(MarketPriceRules())),
            ("call-auction", .callAuction(MarketBounds())),
            ("double-auction", .doubleAuction(MarketAuctionRules())),
            ("zero-intelligence", .doubleAuction(chance)),
            ("posted-offer", .postedOffer(MarketOfferRules())), ("amm", .pool(pools)),
            ("walrasian", .walrasian(MarketBounds())),
        ]
    }()

    @Test("runs to its recorded summary and markets", arguments: institutions.map(\.name))
    func golden(name: String) throws {
        let path = ShippedScenarioTests.root.appending(
            path: "Scenarios/experiments/institutions-economy.yaml"
        ).path
        var scenario = try #require(ScenarioReader.readEconomy(path: path).scenario)
        let found = Self.institutions.first { $0.name == name }
        let bounds = scenario.institution.bounds
        scenario.institution = try #require(found).institution
        scenario.institution.bounds = bounds
        scenario.ticks = 5
        let outcome = try EconomyOutcome(scenario, seed: 11)
        #expect(outcome.summary.isConserved && outcome.summary.trades > 0)
        #expect(outcome.summary.agents.allSatisfy { $0.gain >= 0 })
        let markets = outcome.ticks.flatMap { tick in
            (tick["markets"]?.arrayValue ?? []).map { market in
                "tick \(tick["tick"]?.integerValue ?? -1) " + CanonicalJSON.text(market)
            }
        }
        expectGolden(
            (["\(outcome.text)"] + markets).joined(separator: "\n") + "\n",
            "Economies/under-\(name)")
    }
}
