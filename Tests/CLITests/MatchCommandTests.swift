import Foundation
import Testing

@Suite("catallaxy match")
struct MatchCommandTests {
    private let orders = """
        op,id,side,price,qty
        L,1,B,100,5
        L,2,S,100,2
        C,9,-,0,0
        L,3,S,101,4

        """
    private let executions = "taker,maker,price,qty\n2,1,100,2\n"
    private let book = "side,price,id,qty\nB,100,1,3\nS,101,3,4\n"
    private let rejects = "seq,reason\n3,unknown_id\n"
    private let summary = "4 rows, 1 rejected, 1 executions, 2 orders rest\n"

    /// A folder with an order file in it.
    private func folder(_ text: String) throws -> Folder {
        let folder = try Folder()
        try folder.create("orders.csv").write(contentsOf: Data(text.utf8))
        return folder
    }

    /// Runs a line of shell in which `$0` is the command and `$1` the order file.
    private func shell(_ line: String, _ folder: Folder) throws -> (
        status: Int32, output: String, errors: String
    ) {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = [
            "-c", "set -o pipefail; " + line, Command.binary.path, folder.path("orders.csv"),
        ]
        process.currentDirectoryURL = folder.url
        process.standardOutput = try folder.create("output")
        process.standardError = try folder.create("errors")
        try process.run()
        process.waitUntilExit()
        return (
            process.terminationStatus, try folder.text("output"), try folder.text("errors")
        )
    }

    @Test("three files out, and the summary on standard error")
    func files() throws {
        let folder = try folder(orders)
        let run = try Command(
            "match", "--input", folder.path("orders.csv"), "--executions", folder.path("e"),
            "--book", folder.path("b"), "--rejects", folder.path("r"))
        #expect(run.status == 0 && run.output.isEmpty && run.errors == summary)
        #expect(try folder.text("e") == executions)
        #expect(try folder.text("b") == book)
        #expect(try folder.text("r") == rejects)
    }

    @Test("what is not asked for is only counted")
    func counted() throws {
        let folder = try folder(orders)
        let run = try Command("match", "--input", folder.path("orders.csv"))
        #expect(run.status == 0 && run.output.isEmpty && run.errors == summary)
        #expect(folder.names == ["orders.csv"])
    }

    @Test("'-' is standard input and standard output; of two outputs the book comes last")
    func dashes() throws {
        let folder = try folder(orders)
        let both = "\"$0\" match --input - --executions - --book - < \"$1\""
        let run = try shell(both, folder)
        #expect(run.status == 0 && run.output == executions + book && run.errors == summary)
        let piped = try shell("cat \"$1\" | \"$0\" match --input - --rejects -", folder)
        #expect(piped.status == 0 && piped.output == rejects)
    }

    @Test("a book of many pieces comes after the executions, too")
    func largeBook() throws {
        let rows = (1...9_000).map { "L,\($0 + 10),S,\($0 + 200),1\n" }.joined()
        let folder = try folder(orders + rows)
        let run = try shell("\"$0\" match --input \"$1\" --executions - --book -", folder)
        #expect(run.output.hasPrefix(executions + book + "S,201,11,1\n"))
        #expect(run.output.split(separator: "\n").count == 2 + 1 + 9_002)
    }

    @Test("a file without rows is fine")
    func noRows() throws {
        let folder = try folder("op,id,side,price,qty\n")
        let run = try shell("\"$0\" match --input \"$1\" --executions - --book -", folder)
        #expect(run.status == 0)
        #expect(run.output == "taker,maker,price,qty\nside,price,id,qty\n")
        #expect(run.errors == "0 rows, 0 rejected, 0 executions, 0 orders rest\n")
    }

    @Test(
        "wrong usage, or an input that cannot be read, is one line and status 2",
        arguments: [
            ["match"], ["match", "--input"], ["match", "--input", "nowhere.csv"],
            ["match", "--input", "Sources"], ["match", "--input", ""],
            ["match", "--input", "a\u{1B}[31m\nb"], ["match", "--input", "x", "--nonsense"],
            ["match", "--input", "README.md"], ["match", "--input", "/dev/null"],
        ])
    func wrongInput(_ arguments: [String]) throws {
        let run = try Command(list: arguments)
        #expect(run.status == 2 && run.output.isEmpty, "\(run.errors)")
        #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
        #expect(!run.errors.contains("\u{1B}"))
    }

    @Test(
        "a wrong header is one line with what was found, and status 2",
        arguments: ["", "op,id,side,price\n", "L,1,B,1,1\n", "\u{1B}[31m\n", "\u{0}\n"])
    func wrongHeader(text: String) throws {
        let folder = try folder(text)
        let run = try Command("match", "--input", folder.path("orders.csv"), "--book", "-")
        #expect(run.status == 2 && run.output.isEmpty)
        #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
        #expect(run.errors.contains("orders.csv:1: ") && !run.errors.contains("\u{1B}"))
        #expect(run.errors.contains("op,id,side,price,qty"))
    }

    @Test(
        "an output that cannot be written is one line and status 3",
        arguments: ["--executions", "--book", "--rejects"])
    func unwritable(option: String) throws {
        let folder = try folder(orders)
        for path in [folder.path("missing/x"), folder.url.path, "/dev/full", ""] {
            let run = try Command(
                "match", "--input", folder.path("orders.csv"), option, path)
            #expect(run.status == 3 && run.output.isEmpty, "\(option) \(path)")
            #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
        }
        #expect(folder.names == ["orders.csv"])
    }

    @Test("a full disk is one line and status 3")
    func fullDisk() throws {
        let rows = (1...9_000).map { "L,\($0 + 10),B,\($0),1\n" }.joined()
        let folder = try folder(orders + rows)
        let run = try shell(
            "ulimit -f 16; exec \"$0\" match --input \"$1\" --book book.csv", folder)
        #expect(run.status == 3)
        #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    }

    @Test("a reader that leaves early ends the run quietly", arguments: ["executions", "book"])
    func closedPipe(option: String) throws {
        let rows = (1...30_000).map { "L,\($0 + 10),B,1,1\nM,\($0 + 40_000),S,0,1\n" }
        let rest = (1...30_000).map { "L,\($0 + 80_000),B,\($0),1\n" }
        let folder = try folder(orders + (rows + rest).joined())
        let run = try shell(
            "\"$0\" match --input \"$1\" --\(option) - | head -1 >/dev/null", folder)
        #expect(run.status == 0)
        #expect(run.errors.isEmpty, "\(run.errors)")
    }

    @Test("closed standard streams are faults, not other people's files")
    func closedStreams() throws {
        let folder = try folder(orders)
        let output = try shell("\"$0\" match --input \"$1\" --book - >&-", folder)
        #expect(output.status == 3, "\(output.errors)")
        let input = try shell("\"$0\" match --input - <&-", folder)
        #expect(input.status == 2, "\(input.errors)")
    }
}

@Suite("catallaxy fuzz book")
struct BookFuzzCommandTests {
    @Test("a passing range says each seed and sums up; wrong usage is one line")
    func command() throws {
        let run = try Command("fuzz", "book", "--seeds", "12..14", "--operations", "500")
        #expect(run.status == 0 && run.errors.isEmpty)
        let lines = run.output.split(separator: "\n")
        #expect(lines.prefix(3).map { $0.prefix(8) } == ["seed 12:", "seed 13:", "seed 14:"])
        #expect(lines.last?.hasPrefix("3 seeds, 0 failed, 1500 operations, ") == true)
        for arguments in [["--seeds", "2..1"], ["--seeds", "1..2", "--operations", "0"], []] {
            let wrong = try Command(list: ["fuzz", "book"] + arguments)
            #expect(wrong.status == 2 && wrong.errors.split(separator: "\n").count == 1)
        }
    }
}
