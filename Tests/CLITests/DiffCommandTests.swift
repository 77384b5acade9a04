import Determinism
import Foundation
import Testing

@Suite("catallaxy diff")
struct DiffCommandTests {
    private let folder: Folder
    private let zoo = Command.scenario("zoo-of-five")

    init() throws {
        folder = try Folder()
        for seed in ["1", "1", "2"] {
            _ = try Command("run", zoo, "--ticks", "20", "--seed", seed, "--quiet", in: folder)
        }
    }

    @Test("a run and its repetition are the same")
    func same() throws {
        let diff = try Command("diff", "1", "2", in: folder)
        #expect(diff.status == 0 && diff.errors.isEmpty)
        #expect(diff.output.hasPrefix("run 1 and run 2 are the same: "))
        #expect(try Command("diff", "1", "1", in: folder).status == 0)
        #expect(try Command("diff", "1", "8", in: folder).status == 2)
    }

    @Test("another seed is named, and the first event that tells something else")
    func seeds() throws {
        let diff = try Command("diff", "1", "3", in: folder)
        #expect(diff.status == 1 && diff.errors.isEmpty)
        let lines = diff.output.split(separator: "\n")
        #expect(lines[1].hasPrefix("seed "), "\(diff.output)")
        #expect(diff.output.contains("First difference: event "))
        #expect(diff.output.contains("Just before\n  ASSET/CASH: bid "))
        #expect(diff.output.contains("20 ticks differ, of 20 and 20"))
        #expect(diff.output.contains("Profit and loss, where it differs most\n  agent"))
    }

    @Test("--json says the same, and nothing else")
    func document() throws {
        let same = try Command("diff", "1", "2", "--json", in: folder)
        let none = try JSONParser.parse(same.output.utf8)
        #expect(same.status == 0 && none["same"] == true && none["first_difference"] == .null)
        #expect(none["ticks"] == ["differing": 0, "first": 20, "second": 20])
        let other = try Command("diff", "1", "3", "--json", in: folder)
        let found = try JSONParser.parse(other.output.utf8)
        #expect(other.status == 1 && found["same"] == false && other.errors.isEmpty)
        let seed: JSONValue = ["first": "1", "path": "seed", "second": "2"]
        #expect(found["origins"] == [seed])
        let place = try #require(found["first_difference"])
        let text = try Command("diff", "1", "3", in: folder).output
        let sequence = try #require(place["event_seq"]?.integerValue)
        #expect(text.contains("First difference: event \(sequence), tick "))
        #expect(place["first"]?["payload"] != place["second"]?["payload"])
        #expect(found["ticks"] == ["differing": 20, "first": 20, "second": 20])
    }

    @Test("a parameter that changes nothing at first shows where it does")
    func parameter() throws {
        let text = try String(contentsOfFile: zoo, encoding: .utf8)
        let changed = text.replacing(
            "\nagents:",
            with: "\nevents:\n  - {tick: 12, kind: halt, ticks: 8, "
                + "instrument: ASSET/CASH}\n\nagents:")
        #expect(changed != text)
        try changed.write(toFile: folder.path("other.yaml"), atomically: true, encoding: .utf8)
        let run = try Command(
            "run", "other.yaml", "--ticks", "20", "--seed", "1", "--quiet", in: folder)
        #expect(run.status == 0, "\(run.errors)")
        let diff = try Command("diff", "1", "4", in: folder)
        #expect(diff.status == 1)
        #expect(diff.output.contains("events"), "\(diff.output)")
        #expect(diff.output.contains(", tick 12\n"), "\(diff.output)")
        #expect(diff.output.contains("8 ticks differ, of 20 and 20"), "\(diff.output)")
        #expect(diff.output.contains("SCENARIO_EVENT"), "\(diff.output)")
    }

    @Test("a run that is shorter parts where it ends")
    func shorter() throws {
        _ = try Command("run", zoo, "--ticks", "15", "--seed", "1", "--quiet", in: folder)
        let diff = try Command("diff", "1", "last", in: folder)
        #expect(diff.status == 1 && diff.output.contains(", tick 14\n"), "\(diff.output)")
        #expect(diff.output.contains("RUN_STOPPED"))
    }
}
