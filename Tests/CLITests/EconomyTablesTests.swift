import Determinism
import Foundation
import Testing

@Suite("the tables of an economy, by command")
struct EconomyTablesTests {
    private let folder: Folder
    private let scenario = Command.root.appending(path: "Scenarios/economy/mode-cycle.yaml").path
    private let tables = [
        "agents.csv", "decisions.csv", "lambda_updates.csv", "market_events.csv",
        "mode_changes.csv", "pairings.csv", "preferences.csv", "resources.csv",
        "tick_states.csv", "trades.csv",
    ]

    init() throws { folder = try Folder() }

    private func lines(_ path: String) throws -> [Substring] {
        try folder.text(path).split(separator: "\n")
    }

    private func play(_ words: String...) throws {
        let run = try Command(list: ["run", scenario, "--quiet"] + words, in: folder.url)
        #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    }

    @Test("an export has every table, and the manifest its rows and sum")
    func export() throws {
        try play()
        let export = try Command("export", "1", "--output", "out", in: folder)
        #expect(export.status == 0 && export.errors.isEmpty, "\(export.errors)")
        let manifest = try JSONParser.parse(folder.text("out/manifest.json").utf8)
        #expect(manifest["kind"] == "economy")
        let files = try #require(manifest["files"]?.objectValue)
        #expect(files.map(\.key).sorted() == (tables + ["events.jsonl"]).sorted())
        for name in tables {
            let rows = try lines("out/" + name).count - 1
            #expect(manifest["files"]?[name]?["rows"] == .integer(Int64(rows)), "\(name)")
            #expect(export.output.contains("\(name): \(rows) rows, sha256 "), "\(name)")
        }
        #expect(try lines("out/agents.csv").count == 1 + 8 * 96)
        #expect(try lines("out/tick_states.csv").count == 1 + 96)
    }

    @Test("every trade says the mode and the pairs of its tick")
    func trades() throws {
        try play("--telemetry", "none")
        _ = try Command("export", "1", "--format", "csv", "--output", "out", in: folder)
        let trades = try lines("out/trades.csv")
        #expect(trades[0].hasPrefix("tick,x,y,buyer_id,seller_id,dA,dB,dM,price,direction,"))
        #expect(trades[0].hasSuffix(",seller_surplus,mode,active_pairs") && trades.count > 5)
        for trade in trades.dropFirst() {
            #expect(trade.hasSuffix(#",trade,"[""A<->B""]""#), "\(trade)")
        }
    }

    @Test("a level keeps what it says; what cannot be kept is refused by name")
    func levels() throws {
        let counts = """
            SELECT (SELECT count(*) FROM economy_trades) > 5 AND
                (SELECT count(*) FROM agent_snapshots)
            """
        try play("--telemetry", "none")
        #expect(try query("SELECT count(*) FROM economy_trades") == "0")
        try play("--telemetry", "minimal")
        #expect(try query("SELECT count(*) > 5 FROM economy_trades WHERE run = 2") == "1")
        #expect(try query("SELECT count(*) FROM decisions") == "0")
        let rebuilt = try Command("runs", "rebuild", "1", in: folder)
        #expect(rebuilt.status == 0, "\(rebuilt.errors)")
        #expect(try query("SELECT count(*) FROM decisions WHERE run = 1") == "768")
        #expect(try query(counts) == "1")
        #expect(try query("SELECT count(*) FROM trade_attempts") == "0")
        _ = try Command("runs", "rebuild", "1", "--telemetry", "debug", in: folder)
        #expect(try query("SELECT count(*) > 100 FROM trade_attempts") == "1")
        let refused = try Command("run", scenario, "--telemetry", "loud", in: folder)
        #expect(refused.status == 2 && refused.errors.contains("loud"))
    }

    /// The only value of a query, by a program that shares no code with ours.
    private func query(_ sql: String) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        let script = """
            import sqlite3, sys
            print(sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchone()[0])
            """
        process.arguments = ["python3", "-c", script, folder.path("catallaxy.db"), sql]
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
