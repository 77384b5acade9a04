import History
import Institutions
import Kernel
import MarketModel
import Primitives
import Runner
import Testing

@Suite("Runs of laboratories")
struct LaboratoryRunTests {
    @Test("every institution leaves a record that holds", arguments: 0..<10)
    func institutions(index: Int) throws {
        let scenario = LaboratoryFixtures.smith(LaboratoryFixtures.institutions[index])
        for seed in 0..<3 as Range<UInt32> {
            let events = try LaboratoryFixtures.events(scenario, seed: seed)
            #expect(LaboratoryFixtures.finding(events) == nil, "seed \(seed)")
            #expect(
                events.count { if case .economy(.periodEnded) = $0.event { true } else { false } }
                    == 3)
        }
    }

    @Test("every robot leaves a record that holds", arguments: 0..<12)
    func robots(index: Int) throws {
        let scenario = LaboratoryFixtures.smith(
            .doubleAuction(DoubleAuctionRules()), LaboratoryFixtures.traders[index])
        let events = try LaboratoryFixtures.events(scenario, seed: 7)
        #expect(LaboratoryFixtures.finding(events) == nil)
    }

    @Test("the same seed seals the same bytes, another seed others")
    func deterministic() throws {
        let scenario = LaboratoryFixtures.smith(
            .doubleAuction(DoubleAuctionRules()), .adaptiveAggressive)
        func head(_ seed: UInt32) throws -> String {
            let run = LaboratoryRun(scenario, seed: seed)
            try run.run()
            #expect(run.isOver && run.ticksDone == 3)
            return run.headHash
        }
        #expect(try head(1) == head(1))
        #expect(try head(1) != head(2))
    }

    @Test("a laboratory without periods ends before the first")
    func empty() throws {
        let run = LaboratoryRun(LaboratoryFixtures.smith(.walrasian, periods: 0), seed: 0)
        try run.run()
        #expect(run.isOver && run.ticksDone == 0)
    }

    @Test("an operator ends it between two periods")
    func stopped() throws {
        let run = LaboratoryRun(LaboratoryFixtures.smith(.walrasian), seed: 0)
        try run.begin()
        try run.advance()
        try run.stop()
        #expect(run.isOver && run.ticksDone == 1)
    }

    @Test("schedules without gains from trade, an empty side and values outside the range run")
    func odd() throws {
        let cases: [([Int64], [Int64])] = [([10], [20]), ([], [20]), ([10], []), ([500], [450])]
        for (values, costs) in cases {
            for institution in LaboratoryFixtures.institutions {
                let scenario = LaboratoryScenario(
                    name: "odd", institution: institution, periods: 2, steps: 50,
                    priceRange: 1...100,
                    buyers: [LaboratoryTrader(.zeroIntelligenceConstrained, limits: values)],
                    sellers: [LaboratoryTrader(.zeroIntelligenceConstrained, limits: costs)])
                let events = try LaboratoryFixtures.events(scenario, seed: 1)
                #expect(
                    LaboratoryFixtures.finding(events) == nil, "\(institution.name) \(values)")
            }
        }
    }

    @Test("the document says everything that decides a run")
    func document() {
        var documents: [String] = []
        for institution in LaboratoryFixtures.institutions {
            documents.append("\(LaboratoryFixtures.smith(institution).document)")
        }
        for trader in LaboratoryFixtures.traders {
            documents.append("\(LaboratoryFixtures.smith(.walrasian, trader, periods: 9).document)")
        }
        #expect(Set(documents).count == documents.count)
    }
}
