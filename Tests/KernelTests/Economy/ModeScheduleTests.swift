import Determinism
import Institutions
import Kernel
import MarketModel
import Primitives
import TestSupport
import Testing

@Suite("Mode schedules")
struct ModeScheduleTests {
    @Test("a cycle starts with its mode and comes round")
    func cycle() {
        let schedule = ModeSchedule.globalCycle(forageTicks: 2, tradeTicks: 1, start: .trade)
        let modes = (0..<7).map { schedule.mode(at: Tick($0)) }
        #expect(modes == [.trade, .forage, .forage, .trade, .forage, .forage, .trade])
    }

    @Test("the first interval that holds a tick decides, and both where none does")
    func intervals() {
        let schedule = ModeSchedule.intervals([
            ModeInterval(start: 1, end: 3, mode: .forage),
            ModeInterval(start: 2, end: 5, mode: .trade),
        ])
        let modes = (0..<6).map { schedule.mode(at: Tick($0)) }
        #expect(modes == [.both, .forage, .forage, .trade, .trade, .both])
    }

    @Test("a change drops pairs without a rest, and plans to gather, and says so once")
    func change() {
        var scenario = EconomyFixture.scenario(
            [EconomyFixture.agent(0, 0, 30, 2), EconomyFixture.agent(9, 9, 2, 30)], ticks: 6)
        scenario.parameters.visionRadius = 20
        scenario.schedule = .intervals([
            ModeInterval(start: 0, end: 2, mode: .trade),
            ModeInterval(start: 2, end: 9, mode: .forage),
        ])
        let played = PlayedEconomy(scenario)
        let changes = played.events.filter {
            if case .modeChanged = $0.event { true } else { false }
        }
        #expect(changes.count == 1 && changes[0].tick == 2)
        let parted = played.events.compactMap { entry -> PairEnded? in
            if case .unpaired(let pair) = entry.event { pair } else { nil }
        }
        #expect(parted.map(\.reason) == [.modeSwitch(from: .trade, to: .forage)])
        #expect(parted.first?.cooldownUntil == nil)
        #expect(parted.first?.reason.name == "mode_switch_trade_to_forage")
    }

    @Test(
        "schedules are as published",
        .enabled(if: ConformanceData.isPresent, "\(ConformanceData.absence)"))
    func vectors() throws {
        for document in try ConformanceData.documents("vectors/mode_schedule.jsonl") {
            let schedule = try Self.schedule(try #require(document["mode_schedule"]))
            let wanted = document["modes"]?.arrayValue?.compactMap(\.stringValue) ?? []
            let found = wanted.indices.map { schedule.mode(at: Tick(Int64($0))).rawValue }
            #expect(found == wanted, "\(CanonicalJSON.text(document))")
        }
    }

    private static func schedule(_ document: JSONValue) throws -> ModeSchedule {
        if let list = document.arrayValue {
            return .intervals(
                try list.map { entry in
                    let parts = entry.arrayValue ?? []
                    return ModeInterval(
                        start: try #require(parts[0].integerValue),
                        end: try #require(parts[1].integerValue),
                        mode: try #require(parts[2].stringValue.flatMap(EconomyMode.init)))
                })
        }
        return .globalCycle(
            forageTicks: try #require(document["forage_ticks"]?.integerValue),
            tradeTicks: try #require(document["trade_ticks"]?.integerValue),
            start: document["start_mode"]?.stringValue.flatMap(EconomyMode.init) ?? .forage)
    }
}
