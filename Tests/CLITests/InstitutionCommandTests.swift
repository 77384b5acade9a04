import Foundation
import Testing

@Suite("Every institution of an economy from the command line")
struct InstitutionCommandTests {
    private static let institutions = [
        "{name: double_auction, params: {quoting: zero_intelligence}}", "posted_offer",
        "{name: amm, params: {pool: [{A: 45, M: 840}, {B: 45, M: 850}]}}", "walrasian",
    ]

    private func scenario(_ institution: String, in folder: Folder) throws -> String {
        let file = "Scenarios/economy/posted-price-market.yaml"
        let text = try String(contentsOf: Command.root.appending(path: file), encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix("institution:") ? "institution: \(institution)" : String(line)
        }
        let path = folder.path("scenario.yaml")
        try Data(lines.joined(separator: "\n").utf8).write(to: URL(filePath: path))
        return path
    }

    @Test(
        "a run is the same twice, verifies, replays and branches; its markets are in a table",
        arguments: institutions)
    func everything(institution: String) throws {
        let folder = try Folder()
        let file = try scenario(institution, in: folder)
        let store = ["--store", folder.path("a.db")]
        func run(_ arguments: [String]) throws -> Command {
            let command = try Command(list: arguments + store)
            #expect(command.status == 0, "\(arguments): \(command.errors)")
            return command
        }
        #expect(try run(["run", file, "--twice", "--telemetry", "debug"]).status == 0)
        _ = try run(["verify", "last"])
        _ = try run(["replay", "last"])
        _ = try run(["branch", "last", "--at-tick", "10", "--set", "params.dA_max=1"])
        _ = try run(["verify", "last"])
        let exported = folder.path("tables")
        _ = try run(["export", "1", "--format", "csv", "--output", exported])
        let table = try String(
            contentsOf: URL(filePath: "\(exported)/market_events.csv"), encoding: .utf8)
        #expect(table.hasPrefix("tick,market_id,pair,members,price,num_buyers,"))
        #expect(table.split(separator: "\n").count > 2)
    }

    @Test("a comparison writes one page that needs nothing from outside")
    func page() throws {
        let folder = try Folder()
        for file in ["economy/posted-price-market", "laboratory/price-ceiling"] {
            let path = folder.path("page.html")
            let institutions =
                file.hasPrefix("economy")
                ? "call_auction,walrasian,amm" : "posted_price,call_auction,double_auction"
            let run = try Command(
                "compare", "Scenarios/\(file).yaml", "--seeds", "1..2", "--institutions",
                institutions, "--report", path)
            #expect(run.status == 0, "\(run.errors)")
            let page = try String(contentsOf: URL(filePath: path), encoding: .utf8)
            #expect(page.hasPrefix("<!DOCTYPE html>") && page.hasSuffix("</html>\n"))
            #expect(!page.contains("http") && !page.contains("<script"))
            #expect(page.components(separatedBy: "<svg ").count > 5)
            #expect(page.contains("call_auction") && page.contains("equilibrium price"))
            if file.hasPrefix("laboratory") {
                #expect(run.output.contains("at 150.00 theory leaves a surplus of"))
            }
        }
        let lost = try Command(
            "compare", "Scenarios/laboratory/smith-1962.yaml", "--seeds", "1", "--institutions",
            "walrasian", "--report", folder.path("none/page.html"))
        #expect(lost.status != 0 && lost.errors.contains("cannot be written"))
    }
}
