import Determinism
import Foundation
import Testing

@Suite("catallaxy run")
struct RunCommandTests {
    private let zoo = "Scenarios/exchange/zoo-of-five.yaml"

    @Test("without a store it runs and prints the summary with the head of the chain")
    func summary() throws {
        let run = try Command("run", zoo, "--store", "none", "--ticks", "20")
        #expect(run.status == 0 && run.errors.isEmpty)
        #expect(run.output.hasPrefix("zoo-of-five, seed 0: completed, 20 ticks\n"))
        #expect(!run.output.contains("\u{1B}"))
        let quiet = try Command("run", zoo, "--store", "none", "--ticks", "20", "--quiet")
        #expect(quiet.output.split(separator: "\n").count == 1)
        #expect(run.output.hasSuffix("head     " + quiet.output))
    }

    @Test("--json prints one object, and --trace-events the events it counts")
    func json() throws {
        let folder = try Folder()
        let trace = folder.path("events.jsonl")
        let run = try Command(
            "run", zoo, "--store", "none", "--ticks", "20", "--json", "--trace-events", trace)
        #expect(run.status == 0 && run.errors.isEmpty)
        let document = try JSONParser.parse(run.output.utf8)
        let lines = try folder.text("events.jsonl").split(separator: "\n")
        #expect(document["events"] == .integer(Int64(lines.count)))
        let last = try JSONParser.parse(try #require(lines.last).utf8)
        #expect(last["event_hash"] == document["final_event_hash"])
        #expect(folder.names == ["events.jsonl"])
    }

    @Test("every seed of the range is taken, and what it gives is its own")
    func seeds() throws {
        let outputs = try ["0", "1", "2147483648", "4294967295"].map {
            try Command("run", zoo, "--store", "none", "--ticks", "5", "--quiet", "--seed", $0)
                .output
        }
        #expect(Set(outputs).count == 4)
        #expect(
            try Command("run", zoo, "--store", "none", "--ticks", "5", "--quiet").output
                == outputs[0])
    }

    @Test(
        "wrong usage is one line, and status 2",
        arguments: [
            ["run"], ["run", "a", "b"], ["frobnicate"], ["run", "nowhere.yaml"],
            ["run", "zoo-of-five"], ["run", "Sources"], ["run", "a\u{1B}[31m\nb"],
            ["run", "Scenarios/exchange/zoo-of-five.yaml", "--seed", "-1"],
            ["run", "Scenarios/exchange/zoo-of-five.yaml", "--seed", "4294967296"],
            ["run", "Scenarios/exchange/zoo-of-five.yaml", "--seed", "1e3"],
            ["run", "Scenarios/exchange/zoo-of-five.yaml", "--seed", "1.0"],
            ["run", "Scenarios/exchange/zoo-of-five.yaml", "--seed", ""],
            ["run", "Scenarios/exchange/zoo-of-five.yaml", "--ticks", "ten"],
            ["run", "Scenarios/exchange/zoo-of-five.yaml", "--store", ""],
            ["run", "Scenarios/exchange/zoo-of-five.yaml", "--durability", "some"],
            ["run", "Scenarios/exchange/zoo-of-five.yaml", "--nonsense"],
            ["run", "Scenarios/exchange/zoo-of-five.yaml", "--json", "--trace-events", "-"],
        ])
    func wrongUsage(_ arguments: [String]) throws {
        let run = try Command(list: arguments)
        #expect(run.status == 2, "\(run.errors)")
        #expect(run.output.isEmpty)
        #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
        #expect(!run.errors.contains("\u{1B}"))
    }

    @Test("a shipped scenario named without its folder is hinted at")
    func hint() throws {
        let run = try Command("run", "zoo-of-five")
        #expect(run.errors.contains("did you mean 'Scenarios/exchange/zoo-of-five.yaml'?"))
    }

    @Test("a trace that cannot be written is one line, status 3, and leaves nothing behind")
    func unwritable() throws {
        let folder = try Folder()
        for path in [folder.path("missing/x.jsonl"), folder.url.path, "/dev/full"] {
            let run = try Command(
                "run", zoo, "--store", "none", "--ticks", "200", "--trace-events", path)
            #expect(run.status == 3 && run.output.isEmpty)
            #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
        }
        #expect(folder.names.isEmpty)
    }

    @Test("a file that is in the way of a trace is replaced whole or not at all")
    func replacing() throws {
        let folder = try Folder()
        try folder.create("x.jsonl").write(contentsOf: Data("before\n".utf8))
        let limited = Process()
        limited.executableURL = URL(filePath: "/bin/bash")
        limited.arguments = [
            "-c",
            "ulimit -f 8; exec \"$0\" run \"$1\" --store none --ticks 500 --trace-events \"$2\"",
            Command.binary.path, Command.root.appending(path: zoo).path,
            folder.path("x.jsonl"),
        ]
        limited.standardError = FileHandle.nullDevice
        try limited.run()
        limited.waitUntilExit()
        #expect(limited.terminationStatus == 3)
        #expect(try folder.text("x.jsonl") == "before\n" && folder.names == ["x.jsonl"])
    }

    @Test("a trace does not overwrite its scenario, nor a link that leads nowhere")
    func notOverwritten() throws {
        let folder = try Folder()
        let scenario = try Data(contentsOf: Command.root.appending(path: zoo))
        try folder.create("own.yaml").write(contentsOf: scenario)
        let own = folder.path("own.yaml")
        let run = try Command("run", own, "--store", "none", "--trace-events", own)
        #expect(run.status == 2 && run.errors.contains("would overwrite the scenario"))
        #expect(try folder.text("own.yaml").utf8.count == scenario.count)
        symlink("nowhere", folder.path("link"))
        let linked = try Command(
            "run", zoo, "--store", "none", "--ticks", "1", "--trace-events", folder.path("link"))
        #expect(linked.status == 3 && folder.names.sorted() == ["link", "own.yaml"])
    }

    @Test("a figure that cannot be written is told, with status 3")
    func fullDisk() throws {
        let shell = Process()
        shell.executableURL = URL(filePath: "/bin/bash")
        shell.arguments = [
            "-c", "\"$0\" bench exchange --actions 1 --passes 1 >/dev/full", Command.binary.path,
        ]
        shell.standardError = FileHandle.nullDevice
        try shell.run()
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 3)
    }

    @Test("a reader that leaves early ends the run quietly")
    func closedPipe() throws {
        let shell = Process()
        let errors = Pipe()
        shell.executableURL = URL(filePath: "/bin/bash")
        shell.arguments = [
            "-c",
            "set -o pipefail; "
                + "\"$0\" run \"$1\" --store none --trace-events - --quiet | head -1 >/dev/null",
            Command.binary.path, Command.root.appending(path: zoo).path,
        ]
        shell.standardError = errors
        try shell.run()
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 0)
        #expect(errors.fileHandleForReading.availableData.isEmpty)
    }

    @Test("a signal pauses after the tick", arguments: [SIGINT, SIGTERM])
    func pause(signal: Int32) throws {
        let folder = try Folder()
        let process = Command.process([
            "run", zoo, "--store", "none", "--ticks", "100000000", "--json", "--trace-events",
            folder.path("x.jsonl"),
        ])
        process.standardOutput = try folder.create("output")
        process.standardError = try folder.create("errors")
        try process.run()
        Thread.sleep(forTimeInterval: 0.5)
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        #expect(process.terminationStatus == 128 + signal)
        #expect(process.terminationReason == .exit)
        let document = try JSONParser.parse(try folder.text("output").utf8)
        #expect(document["status"] == "paused")
        let lines = try folder.text("x.jsonl").split(separator: "\n")
        #expect(document["events"] == .integer(Int64(lines.count)))
    }
}
