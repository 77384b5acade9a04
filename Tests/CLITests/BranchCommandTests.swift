import Foundation
import Testing

@Suite("Snapshots and branches of stored runs")
struct BranchCommandTests {
    private let zoo = Command.scenario("zoo-of-five")

    /// A run that was paused by a signal after some of its ticks.
    private func paused(in folder: Folder, ticks: Int) throws {
        let process = Command.process(
            ["run", zoo, "--ticks", "\(ticks)", "--quiet"], in: folder.url)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        while try Command("runs", "show", "1", in: folder).status != 0 { usleep(20_000) }
        process.terminate()
        process.waitUntilExit()
        #expect(process.terminationStatus == 143)
    }

    @Test("a paused run goes on from its snapshot to the same head")
    func snapshot() throws {
        let folder = try Folder()
        try paused(in: folder, ticks: 3_000)
        let whole = try Command("run", zoo, "--ticks", "3000", "--quiet", "--store", "none")
        let run = try Command("runs", "start", "1", "--quiet", in: folder)
        #expect(run.status == 0 && run.output == whole.output)
        #expect(run.errors == "", "nothing was passed over")
        #expect(try Command("verify", "1", in: folder).status == 0)
    }

    @Test(
        "a snapshot that is damaged, or of another version, is passed over with a warning",
        arguments: [
            "UPDATE snapshots SET state = substr(state, 2)",
            "UPDATE snapshots SET version = 'another'",
            "UPDATE snapshots SET event_count = event_count - 1",
        ])
    func badSnapshot(change: String) throws {
        let folder = try Folder()
        try paused(in: folder, ticks: 2_000)
        try sqlite(folder, change)
        let whole = try Command("run", zoo, "--ticks", "2000", "--quiet", "--store", "none")
        let run = try Command("runs", "start", "1", "--quiet", in: folder)
        #expect(run.status == 0 && run.output == whole.output)
        #expect(run.errors.contains("the snapshot of run 1 after "))
        #expect(run.errors.hasSuffix("passed over\n"))
    }

    @Test("a branch shares what was before, says what changed, and holds")
    func branch() throws {
        let folder = try Folder()
        #expect(try Command("run", zoo, "--ticks", "120", "--quiet", in: folder).status == 0)
        let branch = try Command(
            "branch", "1", "--at-tick", "60", "--set",
            "agents.market_maker.parameters.spread_bps=80", "--set",
            "incentives.decay.rate_bps=3", in: folder)
        #expect(branch.status == 0, "\(branch.errors)")
        #expect(branch.output.contains("of run 1 from tick 60; 'catallaxy diff 1 2' compares"))
        #expect(try Command("verify", "2", in: folder).status == 0)
        #expect(try Command("replay", "2", in: folder).status == 0)
        try sqlite(
            folder,
            """
            CREATE TEMP TABLE found AS
            SELECT seq, type, tick, payload FROM events WHERE run = 2 AND NOT EXISTS
                (SELECT 1 FROM events AS e WHERE e.run = 1 AND e.seq = events.seq
                    AND e.hash = events.hash) ORDER BY seq LIMIT 2;
            CREATE TABLE IF NOT EXISTS answer AS SELECT * FROM found;
            """)
        let answer = try folder.rows("SELECT type, tick, payload FROM answer ORDER BY seq")
        #expect(
            answer == [
                #"RUN_BRANCHED|60|{"path":"agents.0.parameters.spread_bps","value":"80"}"#,
                #"RUN_BRANCHED|60|{"path":"incentives.decay.rate_bps","value":"3"}"#,
            ])
    }

    @Test("a branch of a branch keeps both changes, also when it is interrupted")
    func twice() throws {
        let folder = try Folder()
        _ = try Command("run", zoo, "--ticks", "120", "--quiet", in: folder)
        _ = try Command(
            "branch", "1", "--at-tick", "40", "--set", "instruments.0.fees.taker_bps=50",
            "--quiet", in: folder)
        let second = try Command(
            "branch", "2", "--at-tick", "80", "--set", "incentives.max_actions_per_tick=1",
            "--quiet", in: folder)
        #expect(second.status == 0, "\(second.errors)")
        #expect(try Command("verify", "3", in: folder).status == 0)
        #expect(try Command("replay", "3", in: folder).status == 0)
        let third = try Command(
            "branch", "2", "--at-tick", "20", "--set", "incentives.max_actions_per_tick=1",
            "--quiet", in: folder)
        #expect(third.status == 0 && third.output != second.output)
        #expect(try folder.rows("SELECT count(*) FROM inputs WHERE run = 4") == ["1"])
    }

    @Test("runs of an economy are kept, replayed, verified, branched and compared alike")
    func economy() throws {
        let folder = try Folder()
        let scenario = Command.root.appending(path: "Scenarios/economy/foundational-barter.yaml")
        let run = try Command("run", scenario.path, "--quiet", "--twice", in: folder)
        #expect(run.status == 0, "\(run.errors)")
        #expect(try Command("replay", "1", in: folder).status == 0)
        let branch = try Command(
            "branch", "1", "--at-tick", "10", "--set", "params.vision_radius=2", in: folder)
        #expect(branch.status == 0, "\(branch.errors)")
        for command in ["verify", "replay"] {
            let checked = try Command(command, "2", in: folder)
            #expect(checked.status == 0, "\(checked.errors)")
        }
        let difference = try Command("diff", "1", "2", in: folder)
        #expect(difference.status == 1 && difference.output.contains("RUN_BRANCHED"))
        let fixed = try Command(
            "branch", "1", "--at-tick", "10", "--set", "params.money_scale=10", in: folder)
        #expect(fixed.status == 2 && fixed.errors.contains("fixes the world"))
    }

    @Test(
        "what cannot be set is said before anything is written",
        arguments: [
            ("60", "agents.0.cash=5", "'agents.0.cash' fixes the world"),
            ("60", "ticks=5", "'ticks' fixes the world"),
            ("60", "agents.0.parameters.spread=5", "unknown key 'spread'"),
            ("60", "agents.9.parameters.spread_bps=5", "expected a path of the scenario"),
            ("60", "incentives.decay.rate_bps=1e3", "found '1e3'"),
            ("60", "spread", "expected path=value"),
            ("60", "instruments.0.fees.taker_bps=-5", "taker_bps"),
            ("121", "incentives.decay.rate_bps=1", "none of the run's ticks"),
            ("-1", "incentives.decay.rate_bps=1", "none of the run's ticks"),
        ])
    func refusals(tick: String, setting: String, words: String) throws {
        let folder = try Folder()
        _ = try Command("run", zoo, "--ticks", "120", "--quiet", in: folder)
        let branch = try Command("branch", "1", "--at-tick", tick, "--set", setting, in: folder)
        #expect(branch.status == 2)
        #expect(branch.errors.contains(words), "\(branch.errors)")
        #expect(try folder.rows("SELECT count(*) FROM runs") == ["1"])
    }
}

extension Folder {
    /// The rows of a query in the folder's store, columns parted by bars.
    fileprivate func rows(_ sql: String) throws -> [String] {
        let script = """
            import sqlite3, sys
            for row in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]):
                print("|".join(str(value) for value in row))
            """
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script, path("catallaxy.db"), sql]
        process.standardOutput = pipe
        try process.run()
        let text = String(
            decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text.split(separator: "\n").map(String.init)
    }
}
