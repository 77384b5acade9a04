import Determinism
import Experiments
import Foundation
import MarketModel
import ScenarioKit
import Testing

/// The folders of the repository.
enum Repository {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let setUps = SetUps(
        folder: root.appending(path: "Scenarios").path,
        data: root.deletingLastPathComponent().appending(path: "shared/data/lobster").path)

    static func scenario(_ name: String) throws -> AnyScenario {
        let path = root.appending(path: "Scenarios/\(name).yaml").path
        let reading = ScenarioReader.read(path: path)
        return try #require(reading.scenario, "\(reading.diagnostics.map(\.description))")
    }
}

@Suite("Experiments made again")
struct ReproductionTests {
    @Test(
        "every figure is in its band", arguments: ["walras", "barter", "przi", "amm", "lobster"])
    func bands(name: String) throws {
        let experiment = try #require(Experiment.named(name))
        for finding in try experiment.findings(Repository.setUps) {
            #expect(finding.isInBand, "\(finding.name): \(finding.value)")
        }
    }

    @Test("a set-up that is missing is said, not skipped")
    func missing() throws {
        let experiment = try #require(Experiment.named("gs93"))
        #expect(throws: ExperimentFault.self) {
            try experiment.findings(SetUps(folder: "/nowhere", data: "/nowhere"))
        }
    }

    @Test("experiments have names of their own, and a table that counts")
    func catalog() {
        #expect(Set(Experiment.all.map(\.name)).count == Experiment.all.count)
        #expect(Experiment.named("nothing") == nil)
        let table = FindingTable(
            Experiment.all[0],
            [
                Finding("in", 1, band: .within(0...2)), Finding("out", 3, band: .atMost(2)),
                Finding("shown", nil),
            ], seconds: 0)
        #expect(!table.isReproduced)
        #expect(table.lines.last?.hasPrefix("1 of 2 figures in their bands") == true)
        #expect(table.document["reproduced"]?.boolValue == false)
    }

    @Test("a figure that is none is in no band")
    func none() {
        #expect(!Finding("none", nil, band: .atLeast(0)).isInBand)
        #expect(Finding("none", nil).isInBand, "what is only shown is not tested")
    }
}

@Suite("Comparisons")
struct ComparisonTests {
    private func compare(
        _ name: String, _ institutions: [String], seeds: ClosedRange<UInt32> = 1...6
    ) throws -> Comparison {
        try Comparison(
            try Repository.scenario(name), seed: 0,
            institutions: institutions.map { InstitutionChoice($0) }, seeds: Array(seeds))
    }

    @Test("the double auction beats posted offers by 25 points, a true call finds everything")
    func laboratory() throws {
        let comparison = try compare(
            "laboratory/smith-1962",
            [
                "double_auction", "posted_offer/zero_intelligence", "call_auction",
                "posted_price", "walrasian",
            ], seeds: 1...30)
        #expect(comparison.rows.count == 5)
        let offers = comparison.advantage(of: comparison.rows[1])
        let half = try #require(offers.halfWidth)
        #expect(offers.mean + half < -25, "\(offers.mean) ± \(half)")
        let call = comparison.rows[2].sample { $0.efficiency }
        #expect(call.mean == 100 && call.deviation == 0)
        for row in comparison.rows {
            #expect(row.trials.allSatisfy { ($0.leastGain ?? 0) >= 0 }, "\(row.institution.text)")
        }
    }

    @Test("an economy under every institution: nobody loses, and most gains are found")
    func economy() throws {
        let comparison = try compare(
            "economy/posted-price-market",
            [
                "bilateral", "posted_price", "posted_price/clearing",
                "posted_price/tatonnement", "call_auction", "double_auction",
                "double_auction/zero_intelligence", "posted_offer", "amm", "walrasian",
            ], seeds: 1...4)
        for row in comparison.rows {
            #expect(row.trials.allSatisfy { ($0.leastGain ?? -1) >= 0 }, "\(row.institution.text)")
            let efficiency = row.sample { $0.efficiency }
            #expect(efficiency.count == 4 && efficiency.mean > 50)
            #expect(efficiency.mean < 100.5)
        }
    }

    @Test("a seed means the same whoever is compared, and in whichever order")
    func paired() throws {
        let one = try compare("laboratory/smith-1962", ["double_auction", "posted_offer/cost"])
        let other = try compare("laboratory/smith-1962", ["posted_offer/cost", "double_auction"])
        #expect(one.rows[0].trials == other.rows[1].trials)
        #expect(one.rows[1].trials == other.rows[0].trials)
        #expect(one.advantage(of: one.rows[0]).mean == 0)
    }

    @Test("institutions there are none of are refused, with those there are")
    func refused() throws {
        let wrong = [
            ("laboratory/smith-1962", "bilateral"), ("laboratory/smith-1962", "amm"),
            ("laboratory/smith-1962", "call_auction/loud"),
            ("laboratory/smith-1962", "posted_price/fixed"),
            ("economy/posted-price-market", "walrasian/fast"),
            ("economy/posted-price-market", "double_auction/loud"),
            ("economy/posted-price-market", "posted_price/fixed"),
            ("exchange/zoo-of-five", "double_auction"),
        ]
        for (name, institution) in wrong {
            #expect(throws: ExperimentFault.self, "\(institution)") {
                try compare(name, [institution])
            }
        }
    }

    @Test("the document has every figure with its count")
    func document() throws {
        let comparison = try compare("laboratory/smith-1962", ["double_auction"])
        let row = comparison.document["institutions"]?.arrayValue?.first
        #expect(row?["efficiency"]?["count"]?.integerValue == 6)
        #expect(row?["gains"]?["buyers"] != nil)
        #expect(comparison.lines.count > 3)
    }
}
