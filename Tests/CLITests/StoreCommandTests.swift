import Determinism
import Foundation
import Testing

@Suite("catallaxy run with a store, and who looks at it again")
struct StoreCommandTests {
    private let zoo = Command.scenario("zoo-of-five")

    /// The last line of a quiet run without a store.
    private func head(_ arguments: String...) throws -> String {
        try Command(list: ["run", zoo, "--store", "none", "--quiet"] + arguments).output
    }

    @Test("a run is kept where it was started, with its number and the way back to it")
    func keeping() throws {
        let folder = try Folder()
        let run = try Command("run", zoo, "--ticks", "20", in: folder)
        #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
        #expect(run.output.contains("kept     run 1 in catallaxy.db; 'catallaxy verify 1' checks"))
        #expect(try run.output.hasSuffix("head     " + head("--ticks", "20")))
        #expect(folder.names == ["catallaxy.db", "catallaxy.db-lock"])
        let json = try Command(
            "run", zoo, "--ticks", "20", "--json", "--durability", "normal", in: folder)
        let document = try JSONParser.parse(json.output.utf8)
        #expect(document["run"] == 2 && document["status"] == "completed")
    }

    @Test("--store names another file, and commands say so")
    func elsewhere() throws {
        let folder = try Folder()
        let run = try Command("run", zoo, "--ticks", "5", "--store", "other.db", in: folder)
        #expect(run.output.contains("'catallaxy verify 1 --store other.db'"))
        #expect(try Command("verify", "1", "--store", "other.db", in: folder).status == 0)
        #expect(try Command("verify", "1", in: folder).status == 2)
        #expect(!folder.names.contains("catallaxy.db"), "looking makes no store")
        #expect(try Command("runs", "start", "1", in: folder).status == 2)
        #expect(!folder.names.contains("catallaxy.db"), "nor does going on")
    }

    @Test("--twice runs it again in memory and compares every event")
    func twice() throws {
        let folder = try Folder()
        let run = try Command("run", zoo, "--ticks", "50", "--twice", in: folder)
        #expect(run.status == 0 && run.output.contains("twice    a second run sealed the same"))
        #expect(try run.output.hasSuffix("head     " + head("--ticks", "50")))
        let quiet = try Command(
            "run", zoo, "--ticks", "50", "--twice", "--quiet", "--store", "none", in: folder)
        #expect(try quiet.status == 0 && quiet.output == head("--ticks", "50"))
    }

    /// Children inherit that a signal is ignored, as under `nohup`.
    private static var hangUp: [Int32] {
        var action = sigaction()
        sigaction(SIGHUP, nil, &action)
        let handler = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
        return handler == 1 ? [] : [SIGHUP]
    }

    @Test(
        "a signal pauses the run where it can be continued", arguments: [SIGINT, SIGTERM] + hangUp)
    func pause(signal: Int32) throws {
        let folder = try Folder()
        let process = Command.process(
            ["run", zoo, "--ticks", "100000000", "--quiet"], in: folder.url)
        process.standardOutput = try folder.create("output")
        process.standardError = try folder.create("errors")
        try process.run()
        Thread.sleep(forTimeInterval: 0.7)
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationStatus == 128 + signal)
        #expect(process.terminationReason == .exit)
        let errors = try folder.text("errors")
        #expect(errors.hasPrefix("catallaxy: paused after ") && errors.count { $0 == "\n" } == 1)
        #expect(errors.contains("'catallaxy runs start 1' continues it"))
        let head = try folder.text("output").trimmingCharacters(in: .newlines)
        let check = try Command("verify", "1", "--head", head, in: folder)
        #expect(check.status == 0 && check.output.contains("the run is not over"))
        let run = try Command("runs", "list", "--json", in: folder)
        #expect(try JSONParser.parse(run.output.utf8).arrayValue?.first?["status"] == "paused")
    }

    @Test("verify names the run, the event and both sides, and takes a head")
    func verify() throws {
        let folder = try Folder()
        let head = try Command("run", zoo, "--ticks", "20", "--quiet", in: folder).output
        let known = head.trimmingCharacters(in: .newlines)
        for name in ["1", "last"] {
            let check = try Command("verify", name, "--head", known, in: folder)
            #expect(check.status == 0 && check.errors.isEmpty, "\(check.errors)")
            #expect(check.output.hasPrefix("run 1 of catallaxy.db: "))
            #expect(check.output.contains("head     \(head)"))
        }
        let other = known.replacing(known.last == "0" ? "0" : known.suffix(1), with: "1")
        let wrong = try Command("verify", "1", "--head", "3:" + other.suffix(64), in: folder)
        #expect(wrong.status == 4)
        #expect(wrong.errors.hasPrefix("catallaxy: run 1, event 3: chain: expected the event 3:"))
        let beyond = "999999" + known.suffix(65)
        #expect(try Command("verify", "1", "--head", beyond, in: folder).status == 4)
        #expect(try Command("verify", "2", in: folder).status == 2)
        #expect(try Command("verify", "missing.jsonl", in: folder).status == 2)
    }

    @Test("a row that was changed is found by verify and by replay")
    func tampered() throws {
        let folder = try Folder()
        _ = try Command("run", zoo, "--ticks", "20", "--quiet", in: folder)
        try sqlite(
            folder,
            """
            DROP TRIGGER events_are_never_changed;
            UPDATE events SET payload = replace(payload, '"side":"bid"', '"side":"ask"')
            WHERE id = (SELECT min(id) FROM events WHERE payload LIKE '%"side":"bid"%')
            """)
        let check = try Command("verify", "last", in: folder)
        #expect(check.status == 4 && check.output.isEmpty)
        #expect(check.errors.hasPrefix("catallaxy: run 1, event "), "\(check.errors)")
        #expect(check.errors.contains(": chain: expected event_hash "))
        let replay = try Command("replay", "last", in: folder)
        #expect(replay.status == 4)
        #expect(replay.errors.contains(#"side: record "ask", replay "bid""#), "\(replay.errors)")
        #expect(replay.output.contains("≠  side "), "\(replay.output)")
        #expect(try Command("replay", "last", "--to-tick", "0", in: folder).status == 0)
    }

    @Test("a page of zeros anywhere in the file is told in one line, or harms nothing")
    func damagedFile() throws {
        let folder = try Folder()
        _ = try Command("run", zoo, "--ticks", "20", "--quiet", in: folder)
        let store = folder.url.appending(path: "catallaxy.db")
        let whole = try Data(contentsOf: store)
        let page = 16_384
        var found = 0
        for start in stride(from: 0, to: whole.count, by: 3 * page) {
            var damaged = whole
            damaged.replaceSubrange(start..<min(start + page, whole.count), with: Data(count: page))
            try damaged.write(to: store)
            let check = try Command("verify", "1", in: folder)
            #expect([0, 2, 4].contains(check.status), "page \(start / page): \(check.errors)")
            #expect(check.errors.split(separator: "\n").count == (check.status == 0 ? 0 : 1))
            found += check.status == 4 ? 1 : 0
        }
        #expect(found > 0)
    }

    @Test("a record that was rewritten as a whole is a difference to its replay")
    func replaying() throws {
        let folder = try Folder()
        _ = try Command("run", zoo, "--ticks", "20", "--quiet", in: folder)
        let whole = try Command("replay", "1", in: folder)
        #expect(whole.status == 0 && whole.output.contains("of 20 ticks are what the run does"))
        let part = try Command("replay", "1", "--to-tick", "7", in: folder)
        #expect(part.output.contains("of 7 ticks") && part.output.contains("were left out"))
        #expect(try Command("replay", "1", "--to-tick", "-1", in: folder).status == 2)
        try sqlite(folder, "UPDATE runs SET ticks_done = 12")
        #expect(try Command("replay", "1", in: folder).errors.contains("event_type: record"))
        #expect(try Command("verify", "1", in: folder).errors.contains("runs.ticks_done"))
        try sqlite(folder, "UPDATE runs SET ticks_done = 20, scenario = scenario || ' '")
        #expect(try Command("replay", "1", in: folder).errors.contains("runs.scenario_hash"))
        #expect(try Command("verify", "1", in: folder).status == 4)
    }

    @Test("the stored text and the overrides give the same run again")
    func overrides() throws {
        let folder = try Folder()
        _ = try Command("run", zoo, "--ticks", "15", "--seed", "77", "--quiet", in: folder)
        #expect(try Command("replay", "1", in: folder).status == 0)
        let text = try Command("runs", "show", "1", "--scenario", in: folder).output
        #expect(try text == String(contentsOfFile: zoo, encoding: .utf8))
        let show = try Command("runs", "show", "1", in: folder)
        #expect(show.output.hasPrefix("zoo-of-five, seed 77: completed, 15 ticks\n"))
        let again = try Command(
            "run", zoo, "--ticks", "15", "--seed", "77", "--json", "--store", "none", in: folder)
        let figures = try JSONParser.parse(again.output.utf8)
        let shown = try JSONParser.parse(
            try Command("runs", "show", "1", "--json", in: folder).output.utf8)
        for key in ["agents", "instruments", "house", "events", "final_event_hash", "run_id"] {
            #expect(shown[key] == figures[key] && shown[key] != nil, "\(key)")
        }
    }
}

/// Edits a store behind everybody's back.
func sqlite(_ folder: Folder, _ sql: String) throws {
    let script = """
        import sqlite3, sys
        db = sqlite3.connect(sys.argv[1])
        db.executescript(sys.argv[2])
        db.commit()
        db.close()
        """
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script, folder.path("catallaxy.db"), sql]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
}
