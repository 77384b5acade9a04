import Determinism
import Foundation
import Testing

@Suite("catallaxy export")
struct ExportCommandTests {
    private let folder: Folder
    private let zoo = Command.scenario("zoo-of-five")
    private let all = [
        "agents.csv", "events.jsonl", "manifest.json", "metrics.csv", "orders.csv", "trades.csv",
    ]

    init() throws {
        folder = try Folder()
        let run = try Command(
            "run", zoo, "--ticks", "60", "--quiet", "--trace-events", "trace.jsonl", in: folder)
        #expect(run.status == 0, "\(run.errors)")
    }

    private func names(_ directory: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path(directory)).sorted()
    }

    private func lines(_ path: String) throws -> [Substring] {
        try folder.text(path).split(separator: "\n")
    }

    @Test("the events are the bytes of the trace, and the manifest tells every file's rows and sum")
    func whole() throws {
        let export = try Command("export", "1", "--output", "out", in: folder)
        #expect(export.status == 0 && export.errors.isEmpty, "\(export.errors)")
        #expect(try names("out") == all)
        #expect(try folder.text("out/events.jsonl") == folder.text("trace.jsonl"))
        let manifest = try JSONParser.parse(folder.text("out/manifest.json").utf8)
        #expect(manifest["events"] == .integer(Int64(try lines("trace.jsonl").count)))
        for name in all where name != "manifest.json" {
            let heading = name == "events.jsonl" ? 0 : 1
            let rows = try lines("out/" + name).count - heading
            let entry = try #require(manifest["files"]?[name])
            #expect(entry["rows"] == .integer(Int64(rows)), "\(name)")
            #expect(entry["bytes"] == .integer(Int64(try folder.text("out/" + name).utf8.count)))
            #expect(entry["sha256"] == .string(try sum("out/" + name)), "\(name)")
        }
        #expect(try Command("verify", "out/events.jsonl", in: folder).status == 0)
    }

    private func sum(_ path: String) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["sha256sum", folder.path(path)]
        process.standardOutput = output
        try process.run()
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return String(text.prefix(64))
    }

    @Test("a laboratory has events to export and no tables, and no empty ones either")
    func laboratory() throws {
        let smith = Command.root.appending(path: "Scenarios/laboratory/smith-1962.yaml").path
        let head = try Command("run", smith, "--quiet", "--store", "lab.db", in: folder).output
        let tables = try Command(
            "export", "1", "--store", "lab.db", "--format", "csv", "--output", "csv", in: folder)
        #expect(tables.status == 2)
        #expect(tables.errors.contains("run 1 is of a laboratory, which has no tables"))
        #expect(!FileManager.default.fileExists(atPath: folder.path("csv")))
        let export = try Command(
            "export", "1", "--store", "lab.db", "--output", "out", in: folder)
        #expect(export.status == 0, "\(export.errors)")
        #expect(try names("out") == ["events.jsonl", "manifest.json"])
        let check = try Command("verify", "out/events.jsonl", in: folder)
        #expect(check.status == 0 && check.output.contains("head     " + head))
        let rebuild = try Command("runs", "rebuild", "1", "--store", "lab.db", in: folder)
        #expect(rebuild.output == "run 1 has no tables; its events hold\n")
    }

    @Test("the same run in another store gives the same bytes")
    func reproduced() throws {
        _ = try Command("export", "1", "--output", "one", in: folder)
        let other = try Folder()
        _ = try Command("run", zoo, "--ticks", "3", "--quiet", in: other)
        _ = try Command("run", zoo, "--ticks", "60", "--quiet", in: other)
        _ = try Command("export", "2", "--output", folder.path("two"), in: other)
        for name in all {
            #expect(try folder.text("one/" + name) == folder.text("two/" + name), "\(name)")
        }
    }

    @Test("a format alone writes its files; what is there is replaced only by force")
    func formats() throws {
        let events = try Command(
            "export", "last", "--format", "jsonl", "--output", "out", in: folder)
        #expect(try events.status == 0 && names("out") == ["events.jsonl", "manifest.json"])
        let again = try Command("export", "1", "--format", "csv", "--output", "out", in: folder)
        #expect(again.status == 2 && again.errors.contains("manifest.json is there already"))
        let forced = try Command(
            "export", "1", "--format", "csv", "--output", "out", "--force", in: folder)
        #expect(try forced.status == 0 && names("out") == all)
        #expect(try Command("export", "1", "--output", "trace.jsonl", in: folder).status == 3)
        #expect(try Command("export", "1", "--output", "no/where", in: folder).status == 3)
        #expect(try Command("export", "7", "--output", "out", in: folder).status == 2)
        #expect(try Command("export", "1", in: folder).status == 2)
    }

    @Test("a record that does not hold leaves no file")
    func tampered() throws {
        try sqlite(
            folder,
            """
            DROP TRIGGER events_are_never_changed;
            UPDATE events SET tick = 0 WHERE id & 1099511627775 = 400
            """)
        for format in ["csv", "jsonl"] {
            let export = try Command(
                "export", "1", "--format", format, "--output", "out", in: folder)
            #expect(export.status == 4 && export.errors.contains("run 1, event 400:"))
            #expect(try names("out").isEmpty)
        }
    }

    @Test("a disk that is full is told, and what was there stays")
    func fullDisk() throws {
        _ = try Command("export", "1", "--output", "out", in: folder)
        let before = try folder.text("out/manifest.json")
        let shell = Process()
        let errors = Pipe()
        shell.executableURL = URL(filePath: "/bin/bash")
        shell.arguments = [
            "-c", "ulimit -f 64; exec \"$0\" export 1 --output out --force", Command.binary.path,
        ]
        shell.currentDirectoryURL = folder.url
        shell.standardError = errors
        shell.standardOutput = FileHandle.nullDevice
        try shell.run()
        let text = String(
            decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 3 && text.contains("what was there before"), "\(text)")
        #expect(try folder.text("out/manifest.json") == before && names("out") == all)
    }

    @Test("texts with commas, quotes and line ends stand in quotes")
    func quoting() throws {
        _ = try Command("export", "1", "--format", "csv", "--output", "out", in: folder)
        let agents = try lines("out/agents.csv")
        #expect(agents[0] == "agent,name,kind,bot,balances,bankrupt_at_tick,bankruptcy_cause")
        #expect(agents[1].contains(#","{""ASSET"":"#))
        #expect(try lines("out/trades.csv")[0].hasPrefix("trade,seq,tick,instrument,price,"))
        #expect(try lines("out/orders.csv")[0].hasPrefix("order_id,seq,tick,agent,"))
        #expect(try lines("out/metrics.csv")[0].hasPrefix("agent,tick,cash,holdings,equity,pnl,"))
    }
}
