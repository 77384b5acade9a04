import Institutions
import Kernel
import MarketModel
import ScenarioKit
import Testing

@Suite("Names and forms of economies")
struct EconomyWordsTests {
    private func scenario(adding text: String) throws -> EconomyScenario {
        let reading = EconomyFixtures.read(EconomyFixtures.small + text)
        return try #require(reading.scenario, "\(text)\n\(Fixtures.lines(reading))")
    }

    @Test("a protocol is a name, or a mapping with name and parameters; older names stand")
    func protocols() throws {
        let searches: [(String, SearchProtocol)] = [
            ("distance_discounted", .distanceDiscounted), ("myopic", .myopic),
            ("legacy_distance_discounted", .distanceDiscounted), ("random_walk", .randomWalk),
            ("{name: legacy_distance_discounted}", .distanceDiscounted),
            ("{name: random_walk, params: {}}", .randomWalk),
        ]
        for (text, wanted) in searches {
            #expect(try scenario(adding: "search_protocol: \(text)\n").search == wanted)
        }
        var forage = ThreePassOptions()
        forage.fallsBackToForage = true
        let matchings: [(String, MatchingProtocol)] = [
            ("three_pass", .threePass(ThreePassOptions())),
            ("legacy_three_pass", .threePass(ThreePassOptions())),
            ("{name: legacy_three_pass, params: {fallback_to_forage: true}}", .threePass(forage)),
            ("greedy_surplus", .greedySurplus(scope: .global)),
            (
                "{name: greedy_surplus, params: {matching_scope: visible}}",
                .greedySurplus(scope: .visible)
            ),
            ("random_matching", .random), ("random", .random),
        ]
        for (text, wanted) in matchings {
            #expect(try scenario(adding: "matching_protocol: \(text)\n").matching == wanted)
        }
        var lower = TakeItOrLeaveIt()
        lower.selection = .firstInPair
        let bargains: [(String, BargainingProtocol)] = [
            ("legacy_compensating_block", .compensatingBlock(ranksBySurplus: false)),
            (
                "{name: compensating_block, params: {rank_by_surplus: true}}",
                .compensatingBlock(ranksBySurplus: true)
            ),
            ("split_difference", .splitDifference(.block)),
            ("{name: split_difference, params: {enumerate: all}}", .splitDifference(.all)),
            ("take_it_or_leave_it", .takeItOrLeaveIt(TakeItOrLeaveIt())),
            (
                "{name: take_it_or_leave_it, params: {proposer_selection: first_in_pair}}",
                .takeItOrLeaveIt(lower)
            ),
        ]
        for (text, wanted) in bargains {
            #expect(try scenario(adding: "bargaining_protocol: \(text)\n").bargaining == wanted)
        }
    }

    @Test("both deltas stand for dA_max, but not beside it")
    func deltas() throws {
        for key in ["dA_max", "\u{394}A_max", "\u{2206}A_max"] {
            let text = "params: {\(key): 9}\n"
            #expect(try scenario(adding: text).parameters.greatestBlock == 9)
        }
        let both = EconomyFixtures.small + "params: {dA_max: 9, \u{394}A_max: 9}\n"
        let lines = Fixtures.lines(EconomyFixtures.read(both))
        #expect(lines.count == 1 && lines[0].contains("another word for dA_max"), "\(lines)")
    }

    @Test("both schedules are read; a cycle begins with foraging")
    func schedules() throws {
        let cycle = try scenario(
            adding: "mode_schedule: {type: global_cycle, forage_ticks: 3, trade_ticks: 2}\n")
        #expect(
            cycle.schedule == .globalCycle(forageTicks: 3, tradeTicks: 2, start: .forage))
        let list = try scenario(adding: "mode_schedule:\n- [0, 5, forage]\n- [3, 9, both]\n")
        #expect(
            list.schedule
                == .intervals([
                    ModeInterval(start: 0, end: 5, mode: .forage),
                    ModeInterval(start: 3, end: 9, mode: .both),
                ]))
        #expect(try scenario(adding: "mode_schedule: []\n").schedule == .intervals([]))
    }

    @Test("real numbers may have an exponent, without a point as well")
    func exponents() throws {
        for text in ["1e-12", "1.0e-12", "1E-12", "0.000000000001", "1.0e-012"] {
            #expect(
                try scenario(adding: "params: {epsilon: \(text)}\n").parameters.epsilon == 1e-12)
        }
    }

    @Test("an economy needs no kind, and is what read finds it to be")
    func kinds() throws {
        for text in [EconomyFixtures.small, EconomyFixtures.drawn, EconomyFixtures.listed] {
            let one = EconomyFixtures.read(text)
            let any = Fixtures.readAny(text)
            #expect(any.scenario == one.scenario.map { .economy($0) } && any.seed == one.seed)
            #expect(any.scenario?.kind == .economy && any.description == one.description)
        }
        #expect(Fixtures.readAny(Fixtures.example).scenario?.kind == .exchange)
        let misspelt = Fixtures.readAny("kind: econmy\n" + EconomyFixtures.small)
        let lines = Fixtures.lines(misspelt)
        #expect(lines.count == 1 && lines[0].contains("did you mean 'economy'?"), "\(lines)")
        let unknown = Fixtures.readAny("kind: auction\n" + EconomyFixtures.small)
        #expect(
            Fixtures.lines(unknown) == [
                "1:7: error: kind: found 'auction', expected one of exchange, economy, laboratory"
            ])
        let other = EconomyFixtures.read(Fixtures.example)
        #expect(Fixtures.lines(other) == ["3:7: error: kind: found 'exchange', expected economy"])
    }

    @Test("the command line says seed and ticks instead of the file")
    func overrides() {
        let text = EconomyFixtures.drawn
        let reading = EconomyFixtures.read(
            text, overrides: ScenarioOverrides(seed: "4294967295", ticks: "3"))
        #expect(reading.seed == .max && reading.scenario?.ticks == 3)
        let wrong = EconomyFixtures.read(
            text, overrides: ScenarioOverrides(seed: "1e3", ticks: "-1"))
        #expect(wrong.scenario == nil && wrong.diagnostics.map(\.path) == ["--seed", "--ticks"])
    }
}
