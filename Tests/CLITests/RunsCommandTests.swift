import Determinism
import Foundation
import Testing

@Suite("catallaxy runs")
struct RunsCommandTests {
    private let zoo = Command.scenario("zoo-of-five")

    private func head(ticks: Int) throws -> String {
        try Command("run", zoo, "--store", "none", "--quiet", "--ticks", "\(ticks)").output
    }

    private func list(_ folder: Folder) throws -> [JSONValue] {
        let list = try Command("runs", "list", "--json", in: folder)
        return try #require(try JSONParser.parse(list.output.utf8).arrayValue)
    }

    /// Starts a command and waits until its run has committed something.
    private func start(_ arguments: [String], run: Int, in folder: Folder) throws -> Process {
        let process = Command.process(arguments, in: folder.url)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        for _ in 0..<500 {
            usleep(20_000)
            guard FileManager.default.fileExists(atPath: folder.path("catallaxy.db")),
                let runs = try? list(folder), runs.count >= run
            else { continue }
            if case .integer(let events)? = runs[run - 1]["events"], events > 0 { break }
        }
        return process
    }

    @Test("a run that was created is started by its number")
    func created() throws {
        let folder = try Folder()
        let created = try Command("runs", "create", zoo, "--ticks", "30", in: folder)
        #expect(created.output == "run 1 created; 'catallaxy runs start 1' runs it\n")
        #expect(try list(folder)[0]["status"] == "created")
        #expect(try Command("verify", "1", in: folder).output.contains("has no events yet"))
        #expect(try Command("runs", "show", "1", in: folder).output.contains("created, no events"))
        #expect(try Command("runs", "stop", "1", in: folder).output.contains("has not begun"))
        let run = try Command("runs", "start", "1", "--quiet", in: folder)
        #expect(try run.status == 0 && run.output == head(ticks: 30), "\(run.errors)")
        let again = try Command("runs", "start", "1", in: folder)
        #expect(again.status == 2 && again.errors.contains("run 1 is over for good"))
        #expect(try list(folder)[0]["status"] == "completed", "it stays so")
    }

    @Test("a run that was killed goes on to the same final hash", .timeLimit(.minutes(2)))
    func killed() throws {
        let folder = try Folder()
        let process = try start(["run", zoo, "--ticks", "2500", "--quiet"], run: 1, in: folder)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal, "it was killed while it ran")
        #expect(try list(folder)[0]["status"] == "interrupted")
        let check = try Command("verify", "1", in: folder)
        #expect(check.status == 0, "\(check.errors)")
        let run = try Command("runs", "start", "1", "--quiet", in: folder)
        #expect(try run.status == 0 && run.output == head(ticks: 2_500), "\(run.errors)")
        #expect(try list(folder)[0]["status"] == "completed")
        #expect(try Command("replay", "1", in: folder).status == 0)
    }

    @Test(
        "runs stop pauses the process that runs it; --final ends the run",
        .timeLimit(.minutes(2)))
    func stopped() throws {
        let folder = try Folder()
        let process = try start(["run", zoo, "--ticks", "9000000"], run: 1, in: folder)
        let second = try Command("runs", "start", "last", in: folder)
        #expect(second.status == 3)
        #expect(
            second.errors.hasPrefix(
                "catallaxy: run 1 is being written by process \(process.processIdentifier);"),
            "\(second.errors)")
        #expect(try Command("runs", "delete", "1", in: folder).status == 3)
        let stop = try Command("runs", "stop", "1", in: folder)
        #expect(stop.status == 0 && stop.output.hasPrefix("run 1 paused after "))
        process.waitUntilExit()
        #expect(process.terminationStatus == 143)
        #expect(try Command("runs", "stop", "1", in: folder).output == stop.output)

        let end = try Command("runs", "stop", "1", "--final", in: folder)
        #expect(end.status == 0 && end.output.hasPrefix("run 1 is over for good"), "\(end.errors)")
        #expect(try Command("verify", "1", in: folder).status == 0)
        #expect(try Command("replay", "1", in: folder).status == 0)
        #expect(try Command("runs", "start", "1", in: folder).status == 2)
        #expect(try Command("runs", "stop", "1", "--final", in: folder).status == 2)
        let shown = try Command("runs", "show", "1", in: folder)
        #expect(shown.output.contains(": ended on request after "))
    }

    @Test("a run that never began, and one that runs, can be ended for good")
    func finalStops() throws {
        let folder = try Folder()
        _ = try Command("runs", "create", zoo, in: folder)
        #expect(try Command("runs", "stop", "1", "--final", in: folder).status == 0)
        #expect(try Command("verify", "1", in: folder).status == 0)
        #expect(try Command("replay", "1", in: folder).status == 0)
        let process = try start(["run", zoo, "--ticks", "9000000"], run: 2, in: folder)
        let end = try Command("runs", "stop", "2", "--final", in: folder)
        #expect(end.status == 0, "\(end.errors)")
        process.waitUntilExit()
        #expect(try list(folder)[1]["status"] == "completed")
        #expect(try Command("verify", "2", in: folder).status == 0)
    }

    @Test("of several that start one run at once, one runs it and the others name it")
    func race() throws {
        let folder = try Folder()
        _ = try Command("runs", "create", zoo, "--ticks", "600", in: folder)
        let processes = try (0..<4).map { number in
            let process = Command.process(["runs", "start", "1", "--quiet"], in: folder.url)
            process.standardOutput = try folder.create("output-\(number)")
            process.standardError = try folder.create("errors-\(number)")
            try process.run()
            return process
        }
        for process in processes { process.waitUntilExit() }
        let winner = try #require(processes.first { $0.terminationStatus == 0 })
        for (number, process) in processes.enumerated() where process !== winner {
            let errors = try folder.text("errors-\(number)")
            // One that comes late finds it over.
            let isLate = process.terminationStatus == 2 && errors.contains("is over for good")
            let pid = winner.processIdentifier
            #expect(
                isLate
                    || process.terminationStatus == 3
                        && errors.contains("is being written by process \(pid);"),
                "\(errors)")
        }
        #expect(try Command("verify", "1", in: folder).status == 0)
    }

    @Test("a record that the run does not repeat is told with its first event")
    func differing() throws {
        let folder = try Folder()
        let process = try start(["run", zoo, "--ticks", "9000000"], run: 1, in: folder)
        process.terminate()
        process.waitUntilExit()
        try sqlite(
            folder,
            """
            DROP TRIGGER events_are_never_changed;
            UPDATE events SET tick = tick + 1 WHERE id & 1099511627775 = 300
            """)
        let broken = try Command("runs", "start", "1", in: folder)
        #expect(broken.status == 4)
        #expect(broken.errors.hasPrefix("catallaxy: run 1, event 300: hash: "), "\(broken.errors)")
        #expect(try list(folder)[0]["status"] == "paused")
    }

    @Test("runs are listed, named by their run id, and deleted")
    func listing() throws {
        let folder = try Folder()
        for seed in ["1", "2", "2"] {
            _ = try Command("run", zoo, "--ticks", "3", "--seed", seed, "--quiet", in: folder)
        }
        let table = try Command("runs", "list", in: folder).output.split(separator: "\n")
        #expect(table.count == 4 && table[0].hasPrefix("run  run id"))
        guard case .string(let name)? = try list(folder)[1]["run_id"] else {
            Issue.record("no run_id")
            return
        }
        let shown = try Command("runs", "show", String(name.prefix(10)), in: folder)
        #expect(shown.output.contains("kept     run 3 in catallaxy.db, completed"))
        #expect(try Command("runs", "show", "zz", in: folder).status == 2)
        #expect(try Command("runs", "delete", "last", "1", in: folder).status == 0)
        #expect(try list(folder).compactMap { $0["run"] } == [2])
        #expect(try Command("runs", "delete", "1", in: folder).status == 2)
        #expect(try Command("runs", "rebuild", "2", in: folder).status == 0)
    }

    @Test("a file that is no store is refused with a line, and stays as it was")
    func foreign() throws {
        let folder = try Folder()
        let files: [(name: String, content: Data)] = [
            ("empty.db", Data()), ("text.db", Data(repeating: 65, count: 5_000)),
        ]
        for file in files {
            try folder.create(file.name).write(contentsOf: file.content)
        }
        let zoo = self.zoo
        for name in files.map(\.name) + [".", "nowhere/a.db"] {
            for command in [
                ["run", zoo, "--ticks", "3"], ["verify", "1"], ["runs", "list"],
                ["runs", "start", "1"], ["runs", "create", zoo], ["replay", "last"],
            ] {
                let refused = try Command(list: command + ["--store", name], in: folder.url)
                #expect([2, 3].contains(refused.status), "\(command) \(name)")
                #expect(refused.output.isEmpty)
                #expect(refused.errors.split(separator: "\n").count == 1, "\(refused.errors)")
            }
        }
        for file in files {
            #expect(try Data(contentsOf: folder.url.appending(path: file.name)) == file.content)
        }
        #expect(folder.names == ["empty.db", "text.db"])
    }

    @Test("a store of a newer version is refused, untouched")
    func newer() throws {
        let folder = try Folder()
        _ = try Command("run", zoo, "--ticks", "3", in: folder)
        try sqlite(folder, "INSERT INTO grdb_migrations VALUES ('999 from the future')")
        let before = try Data(contentsOf: folder.url.appending(path: "catallaxy.db"))
        for command in [["run", zoo, "--ticks", "3"], ["verify", "1"], ["runs", "delete", "1"]] {
            let refused = try Command(list: command, in: folder.url)
            #expect(refused.status == 2 && refused.errors.contains("is of a newer version"))
        }
        #expect(try Data(contentsOf: folder.url.appending(path: "catallaxy.db")) == before)
    }
}
