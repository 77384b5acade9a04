import Foundation
import Testing

@Suite("catallaxy verify")
struct VerifyCommandTests {
    private let folder: Folder
    private let trace: String
    private let head: String

    init() throws {
        folder = try Folder()
        trace = folder.path("events.jsonl")
        let run = try Command(
            "run", "Scenarios/exchange/zoo-of-five.yaml", "--ticks", "20", "--quiet",
            "--store", "none",
            "--trace-events", trace)
        head = run.output.trimmingCharacters(in: .newlines)
    }

    private func lines() throws -> [String] {
        try folder.text("events.jsonl").split(separator: "\n").map(String.init)
    }

    private func write(_ lines: [String], end: String = "\n") throws -> String {
        let text = lines.joined(separator: "\n") + end
        try text.write(toFile: folder.path("other.jsonl"), atomically: true, encoding: .utf8)
        return folder.path("other.jsonl")
    }

    @Test("a trace holds, with and without its head, and the head is printed")
    func valid() throws {
        let plain = try Command("verify", trace)
        #expect(plain.status == 0 && plain.errors.isEmpty)
        #expect(plain.output.hasSuffix(" events hold\nhead     \(head)\n"))
        let proved = try Command("verify", trace, "--head", head)
        #expect(proved.status == 0 && proved.output == plain.output)
        let unended = try Command("verify", try write(lines(), end: ""))
        #expect(unended.status == 0 && unended.output == plain.output)
    }

    @Test("what was changed is one line that names the first bad line, and status 4")
    func changed() throws {
        var changed = try lines()
        changed[6] = changed[6].replacingOccurrences(of: "\"tick_id\":0", with: "\"tick_id\":1")
        let other = try write(changed)
        let run = try Command("verify", other)
        #expect(run.status == 4 && run.output.isEmpty)
        #expect(run.errors.split(separator: "\n").count == 1)
        #expect(run.errors.hasPrefix("catallaxy: \(other):7: event 6: chain: expected event_hash "))
    }

    @Test("what is no record is status 4")
    func malformed() throws {
        let all = try lines()
        let records = [
            [], [""], ["\u{1B}[31m"], [all[0], ""], all + ["{}"], Array(all.dropFirst()),
            Array(all.dropLast(2)), Array(all.prefix(5)) + Array(all.dropFirst(6)),
        ]
        for lines in records {
            let run = try Command("verify", try write(lines, end: lines.isEmpty ? "" : "\n"))
            #expect(run.status == 4 && run.output.isEmpty, "\(run.errors)")
            #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
            #expect(!run.errors.contains("\u{1B}"))
        }
    }

    @Test("a tail cut off between two ticks is told of, and found by the head")
    func cutTail() throws {
        let all = try lines()
        let end = try #require(
            all.dropLast(3).lastIndex { $0.contains("\"event_type\":\"TICK_END\"") })
        let cut = try write(Array(all[...end]))
        let run = try Command("verify", cut)
        #expect(run.status == 0 && run.output.contains("without RUN_STOPPED"))
        let proved = try Command("verify", cut, "--head", head)
        #expect(proved.status == 4 && proved.errors.contains("expected the event \(head)"))
    }

    @Test("standard input is a file as well")
    func standardInput() throws {
        let process = Command.process(["verify", "-"])
        process.standardInput = try FileHandle(forReadingFrom: URL(filePath: trace))
        process.standardOutput = try folder.create("output")
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(try folder.text("output").contains(head))
    }

    @Test(
        "wrong usage and files that cannot be read are one line, and status 2",
        arguments: [
            ["verify"], ["verify", "nowhere.jsonl"], ["verify", "Sources"],
            ["verify", "a", "b"], ["verify", "README.md", "--head", "1:2"],
            ["verify", "README.md", "--head", ""], ["verify", "README.md", "--nonsense"],
        ])
    func wrongUsage(_ arguments: [String]) throws {
        let run = try Command(list: arguments)
        #expect(run.status == 2 && run.output.isEmpty)
        #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    }
}
