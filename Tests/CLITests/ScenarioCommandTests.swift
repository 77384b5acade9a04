import Determinism
import Foundation
import Testing

@Suite("The scenario command")
struct ScenarioCommandTests {
    private let good = "Scenarios/exchange/zoo-of-five.yaml"

    @Test("validate names every fault of every file on a line of its own, and ends with 2")
    func validate() throws {
        let folder = try Folder()
        let bad = folder.path("bad.yaml")
        let text = "schema_version: 1\nname: bad\nN: 0\nagents: 2\nagnets: 3\n"
        try Data(text.utf8).write(to: URL(filePath: bad))
        let run = try Command("scenario", "validate", good, bad, folder.path("none.yaml"))
        #expect(run.status == 2)
        #expect(run.output == "\(good): exchange zoo-of-five, 20 agents, double_auction\n")
        let lines = run.errors.split(separator: "\n")
        #expect(lines.count == 6, "\(run.errors)")
        #expect(lines.contains { $0.hasPrefix("\(bad):3:4: error: N: found '0', expected") })
        #expect(lines.contains { $0.contains(":5:1: error: agnets: unknown key 'agnets'") })
        #expect(lines.contains { $0.contains("none.yaml: error: cannot be opened") })
        let fine = try Command("scenario", "validate", "--quiet", good)
        #expect(fine.status == 0 && fine.output.isEmpty && fine.errors.isEmpty)
    }

    @Test("show prints what reads back, through a file or a pipe")
    func show() throws {
        let folder = try Folder()
        let first = try Command("scenario", "show", good)
        #expect(first.status == 0 && first.errors.isEmpty)
        #expect(first.output.contains("\n    equity_floor: 0  # [cash] "))
        let copy = folder.path("copy.yaml")
        try Data(first.output.utf8).write(to: URL(filePath: copy))
        let second = try Command("scenario", "show", copy)
        #expect(second.output == first.output)
        let runs = try [good, copy].map { try Command("run", $0, "--quiet", "--ticks", "200") }
        #expect(runs[0].output == runs[1].output && runs[0].status == 0)
    }

    @Test("schema is JSON, for all kinds or one")
    func schema() throws {
        let run = try Command("scenario", "schema")
        let document = try JSONParser.parse(Array(run.output.utf8))
        let names = document["definitions"]?.objectValue?.map(\.key)
        #expect(names == ["exchange", "economy", "listed_economy", "laboratory"])
        for kind in ["exchange", "economy", "laboratory"] {
            let one = try Command("scenario", "schema", "--kind", kind)
            let document = try JSONParser.parse(Array(one.output.utf8))
            #expect(document["properties"]?["kind"] == ["enum": [.string(kind)]])
        }
        #expect(try Command("scenario", "schema", "--kind", "none").status == 2)
    }

    @Test("list shows every shipped scenario with its kind and what it is about")
    func list() throws {
        let run = try Command("scenario", "list")
        #expect(run.status == 0 && run.errors.isEmpty)
        let lines = run.output.split(separator: "\n")
        #expect(lines.first?.hasPrefix("scenario ") == true)
        let zoo = lines.first { $0.hasPrefix("exchange/zoo-of-five.yaml ") }
        #expect(zoo?.contains("  20      double_auction  Every built-in bot") == true)
        let smith = lines.first { $0.hasPrefix("laboratory/smith-1962.yaml ") }
        #expect(smith?.contains("laboratory  22 ") == true)
        #expect(try Command("scenario", "list", "--folder", "nowhere").status == 2)
    }

    @Test("a laboratory runs, and two of its institutions compare")
    func laboratory() throws {
        let file = "Scenarios/laboratory/smith-1962.yaml"
        let run = try Command("run", file, "--store", "none")
        #expect(run.status == 0 && run.output.contains("equilibrium price 200"))
        let compared = try Command(
            "compare", file, "--seeds", "1..3", "--institutions", "call_auction,walrasian")
        #expect(compared.status == 0 && compared.output.contains("100.00 ±0.00"))
        let folder = try Folder()
        let huge = """
            schema_version: 1
            name: huge
            N: 5
            agents: 4
            ticks: 2
            initial_inventories: {A: 50, B: 50}
            utilities: {mix: [{type: quadratic, weight: 1, params: {A_star: 1.0e+200, \
            B_star: 20, sigma_A: 1.0e-10, sigma_B: 1}}]}
            resource_seed: {density: 0.5, amount: 5}
            """
        try Data(huge.utf8).write(to: folder.url.appending(path: "huge.yaml"))
        let odd = try Command(
            "compare", "huge.yaml", "--seeds", "1..3", "--institutions", "bilateral", "--json",
            in: folder)
        // Gains that are no numbers count as none.
        #expect(
            odd.status == 0 && odd.output.contains(#""least_gain":{"count":0"#), "\(odd.errors)")
        let refused = try Command("compare", file, "--institutions", "bilateral")
        #expect(refused.status == 2 && refused.errors.contains("no institution here"))
    }
}
