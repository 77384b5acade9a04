import Foundation
import Testing

@Suite("catallaxy sweep, merge")
struct SweepCommandTests {
    private static let scenario = Command.scenario("market-maker-vs-trend")
    private static let small = [
        scenario, "--seeds", "1..6", "--ticks", "10",
        "--set", "agents.market_maker.parameters.spread_bps=25,50",
    ]

    /// What the results of ``small`` hash to.
    private static let content: String? = {
        guard let folder = try? Folder() else { return nil }
        return try? sweep(small + ["--jobs", "1"], in: folder, "whole.db")
    }()

    /// Runs a sweep to its end; returns the hash of its content.
    private static func sweep(
        _ arguments: [String], in folder: Folder, _ name: String
    ) throws -> String {
        let command = try Command(
            list: ["sweep"] + arguments + ["--store", folder.path(name), "--quiet"])
        #expect(command.status == 0, "\(command.errors)")
        return command.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func check(_ hash: String) {
        #expect(hash.utf8.count == 64)
        #expect(hash == Self.content)
    }

    @Test("the results do not depend on the number of jobs", arguments: ["2", "8"])
    func jobs(count: String) throws {
        check(try Self.sweep(Self.small + ["--jobs", count], in: try Folder(), "r.db"))
    }

    @Test("parts are joined to what one sweep makes, in whatever order they are named")
    func merge() throws {
        let folder = try Folder()
        var parts: [String] = []
        for part in 1...7 {
            _ = try Self.sweep(
                Self.small + ["--shard", "\(part)/7"], in: folder, "part-\(part).db")
            parts.insert(folder.path("part-\(part).db"), at: 0)
        }
        let merged = try Command(
            list: ["merge"] + parts + ["--output", folder.path("all.db"), "--json"])
        #expect(merged.status == 0, "\(merged.errors)")
        #expect(merged.output.contains(Self.content ?? "no content"))

        let missing = try Command(
            list: ["merge"] + parts.dropLast() + ["--output", folder.path("no.db")])
        #expect(missing.status == 2)
        #expect(missing.errors.contains("part 1 of 7 is missing"))

        let twice = try Command(
            list: ["merge"] + parts + [parts[2], "--output", folder.path("no.db")])
        #expect(twice.status == 2)
        #expect(twice.errors.contains("part-5.db and \(parts[2]) both have part 5 of 7"))
        #expect(!FileManager.default.fileExists(atPath: folder.path("no.db")))
    }

    @Test("a part of another plan is named, and nothing is joined")
    func strangers() throws {
        let folder = try Folder()
        _ = try Self.sweep(Self.small + ["--shard", "1/2"], in: folder, "a.db")
        var other = Self.small
        other[2] = "1..5"
        _ = try Self.sweep(other + ["--shard", "2/2"], in: folder, "b.db")
        let merged = try Command(
            "merge", folder.path("a.db"), folder.path("b.db"), "--output", folder.path("c.db"))
        #expect(merged.status == 2)
        #expect(merged.errors.contains("b.db is of plan"))
        #expect(merged.errors.contains("part 2 of 2 is missing"))
    }

    @Test("a sweep that is killed again and again ends with the same results")
    func killed() throws {
        let folder = try Folder()
        let store = folder.path("r.db")
        for round in 1...5 {
            let process = Command.process(
                ["sweep"] + Self.small + ["--store", store, "--resume", "--quiet"])
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            usleep(UInt32(150_000 * round))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        check(try Self.sweep(Self.small + ["--resume"], in: folder, "r.db"))
    }

    @Test("a signal pauses, and the file alone says how to go on")
    func paused() throws {
        let folder = try Folder()
        let long = [Self.scenario, "--seeds", "1..40", "--ticks", "10", "--jobs", "2"]
        let process = Command.process(["sweep"] + long + ["--store", folder.path("r.db")])
        let errors = try folder.create("errors")
        process.standardOutput = FileHandle.nullDevice
        process.standardError = errors
        try process.run()
        while !FileManager.default.fileExists(atPath: folder.path("r.db")) { usleep(20_000) }
        usleep(300_000)
        kill(process.processIdentifier, SIGTERM)
        process.waitUntilExit()
        if process.terminationStatus != 0 {
            #expect(process.terminationStatus == 143)
            #expect(try folder.text("errors").contains("sweep --resume --store"))
        }
        let resumed = try Self.sweep(["--resume"], in: folder, "r.db")
        let whole = try Self.sweep(long, in: folder, "whole.db")
        #expect(resumed == whole)
    }

    @Test("runs that are done are not repeated")
    func knownRuns() throws {
        let folder = try Folder()
        _ = try Self.sweep(Self.small, in: folder, "r.db")
        let again = try Command("sweep", "--resume", "--store", folder.path("r.db"), "--json")
        #expect(again.status == 0)
        #expect(again.output.contains(#""new_runs":0,"#))
        check(try Self.sweep(Self.small + ["--resume"], in: folder, "r.db"))
    }

    @Test("a plan file says the same as the command line")
    func planFile() throws {
        let folder = try Folder()
        let yaml = """
            scenarios: [\(Self.scenario)]
            seeds: 1..6
            ticks: 10
            settings: {agents.market_maker.parameters.spread_bps: [25, 50]}
            """
        try Data(yaml.utf8).write(to: folder.url.appending(path: "plan.yaml"))
        check(try Self.sweep(["--plan", folder.path("plan.yaml")], in: folder, "r.db"))

        try Data("scenario: [x]\nseeds: [1, 2]\n".utf8)
            .write(to: folder.url.appending(path: "bad.yaml"))
        let bad = try Command("sweep", "--plan", folder.path("bad.yaml"))
        #expect(bad.status == 2)
        #expect(bad.errors.contains("unknown key 'scenario'; did you mean 'scenarios'?"))
        #expect(bad.errors.contains("seeds: found a list, expected a single value"))
        #expect(bad.errors.contains("scenarios: missing"))
    }

    @Test(
        "bad input is said before anything runs",
        arguments: [
            (["--seeds", "2..1"], "this range is empty"),
            (["--seeds", "1..x"], "expected A..B"),
            ([], "--seeds is missing"),
            (["--seeds", "1..2", "--set", "agents.nobody.count=1"], "agents.nobody.count"),
            (["--seeds", "1..2", "--set", "agents.random.count=1,x"], "expected a whole number"),
            (["--seeds", "1..2", "--set", "agents.random.count"], "expected path=v1,v2"),
            (["--seeds", "1..2", "--set", "agents.random.count=1,1"], "every value once"),
            (["--seeds", "1..2", "--set", "ticks=5,5.0"], "ticks"),
            (["--seeds", "1..2", "--vary", "size:random=1"], "--vary"),
            (["--seeds", "1..2", "--shard", "3/2"], "--shard"),
            (["--seeds", "1..2", "--jobs", "0"], "--jobs"),
            (["--seeds", "1..2", "--events", "/nowhere/at/all"], "--events"),
            (["--seeds", "1..2", "--ticks", "-1"], "--ticks"),
            (["--seeds", "1..2", Self.scenario], "are the same"),
        ])
    func badInput(arguments: [String], wanted: String) throws {
        let folder = try Folder()
        let command = try Command(
            list: ["sweep", Self.scenario] + arguments + ["--store", folder.path("r.db")])
        #expect(command.status == 2)
        #expect(command.errors.contains(wanted), "\(command.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.path("r.db")))
    }

    @Test("a results file of another plan is refused before anything runs")
    func otherPlan() throws {
        let folder = try Folder()
        _ = try Self.sweep(Self.small, in: folder, "r.db")
        for (arguments, wanted) in [
            (Self.small, "is there already"),
            ([Self.scenario, "--seeds", "1..2", "--resume"], "has the results of plan"),
            (Self.small + ["--resume", "--shard", "1/2"], "has the results of plan"),
            (["--resume", "--shard", "1/2"], "not the part --shard names"),
        ] {
            let command = try Command(
                list: ["sweep"] + arguments + ["--store", folder.path("r.db")])
            #expect(command.status == 2)
            #expect(command.errors.contains(wanted), "\(command.errors)")
        }
    }

    @Test("a run that fails is recorded with its error, the sweep goes on, and a resume mends it")
    func failedRun() throws {
        let folder = try Folder()
        let first = try Command(
            "sweep", Self.scenario, "--seeds", "1..3", "--ticks", "20", "--store",
            folder.path("a.db"), "--events", folder.url.path)
        #expect(first.status == 0)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
            .filter { $0.hasSuffix(".jsonl") }.sorted()
        #expect(files.count == 3)
        // A folder in the place of a file: its run cannot keep its events.
        try FileManager.default.removeItem(at: folder.url.appending(path: files[0]))
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: files[0]), withIntermediateDirectories: false)
        let second = try Command(
            "sweep", Self.scenario, "--seeds", "1..3", "--ticks", "20", "--store",
            folder.path("b.db"), "--events", folder.url.path)
        #expect(second.status == 1)
        #expect(second.output.contains("3 of 3, 3 of them new, 1 failed"))
        #expect(second.output.contains("failed   run "))
        let mended = try Self.sweep(["--resume"], in: folder, "b.db")
        #expect(first.output.contains(mended))
    }

    @Test("economies are swept too")
    func economy() throws {
        let path = Command.root.appending(path: "Scenarios/economy/foundational-barter.yaml").path
        let folder = try Folder()
        let one = try Self.sweep(
            [path, "--seeds", "1..4", "--ticks", "10", "--jobs", "1"], in: folder, "1.db")
        let two = try Self.sweep(
            [path, "--seeds", "1..4", "--ticks", "10", "--jobs", "3"], in: folder, "2.db")
        #expect(one == two)
    }
}
