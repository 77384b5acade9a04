import Determinism
import Foundation
import Testing

@Suite("catallaxy run with an economy")
struct EconomyCommandTests {
    private let tutorial = "Scenarios/economy/foundational-barter.yaml"

    @Test("the summary says who gained, what was traded, and that nothing was lost")
    func summary() throws {
        let run = try Command("run", tutorial, "--store", "none")
        #expect(run.status == 0 && run.errors.isEmpty)
        #expect(run.output.hasPrefix("foundational-barter, seed 0: completed, 40 ticks\n"))
        for words in ["80 A, 80 B: conserved", "failed negotiations", "A<->B", "Gini"] {
            #expect(run.output.contains(words), "\(words)")
        }
        let quiet = try Command("run", tutorial, "--quiet", "--store", "none")
        #expect(run.output.hasSuffix("head     " + quiet.output))
    }

    @Test("--json, --trace and --trace-events tell of the same run, and verify passes it")
    func json() throws {
        let folder = try Folder()
        let run = try Command(
            "run", tutorial, "--json", "--store", "none", "--trace", folder.path("ticks.jsonl"),
            "--trace-events", folder.path("events.jsonl"))
        #expect(run.status == 0 && run.errors.isEmpty)
        let document = try JSONParser.parse(run.output.utf8)
        #expect(document["kind"] == "economy" && document["ticks"] == 40)
        let ticks = try folder.text("ticks.jsonl").split(separator: "\n")
        #expect(ticks.count == 40)
        let events = try folder.text("events.jsonl").split(separator: "\n")
        #expect(document["events"] == .integer(Int64(events.count)))
        let last = try JSONParser.parse(try #require(ticks.last).utf8)
        let held = last["agents"]?.arrayValue?.map { $0["A"] }
        #expect(held == document["agents"]?.arrayValue?.map { $0["end"]?["A"] })
        let verified = try Command("verify", folder.path("events.jsonl"))
        #expect(verified.status == 0, "\(verified.errors)")
        #expect(folder.names == ["events.jsonl", "ticks.jsonl"])
    }

    @Test("a forged trade is found, and named")
    func forgery() throws {
        let folder = try Folder()
        let path = folder.path("events.jsonl")
        _ = try Command("run", tutorial, "--quiet", "--store", "none", "--trace-events", path)
        let text = try folder.text("events.jsonl")
        let forged = text.replacing(#""dB":1,"#, with: #""dB":2,"#, maxReplacements: 1)
        #expect(forged != text)
        try forged.write(toFile: path, atomically: true, encoding: .utf8)
        let verified = try Command("verify", path)
        #expect(verified.status == 4 && verified.errors.contains("chain"))
    }

    @Test(
        "wrong usage is one line, and status 2",
        arguments: [
            ["--trace", "same.jsonl", "--trace-events", "same.jsonl"], ["--json", "--trace", "-"],
            ["--trace", "Scenarios/economy/foundational-barter.yaml"], ["--ticks", "ten"],
        ])
    func wrongUsage(_ arguments: [String]) throws {
        let run = try Command(list: ["run", tutorial] + arguments)
        #expect(run.status == 2, "\(run.errors)")
        #expect(run.output.isEmpty)
    }

    @Test("an exchange has no tick trace")
    func exchange() throws {
        let run = try Command(
            "run", "Scenarios/exchange/zoo-of-five.yaml", "--ticks", "1", "--trace", "x.jsonl")
        #expect(run.status == 2 && run.errors.contains("--trace"))
    }
}
