import ArgumentParser
import Glibc
import OrderFlow

/// `catallaxy match`: an order file in, executions and the final book out.
struct MatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match",
        abstract: "Applies an order file to a book: executions and the final book out.",
        discussion: """
            The file has the header op,id,side,price,qty and a row per operation: L limit, I \
            immediate or cancel, F fill or kill, A add only, M market, C cancel, R reduce, P \
            replace, U update. A row that cannot be applied changes nothing and is counted. \
            '-' is standard input or output; what is not asked for is only counted.

            With --lobster MESSAGES --levels N it replays real order flow instead: LOBSTER \
            files in, the book after each message out. What rested before the first message \
            is taken from the first row of --orderbook and inferred from later messages. That \
            a replay disagrees is a finding, not a failure: the exit status stays 0.

            With --tracebook-stdio the engine answers a conformance tester instead.
            """)

    @Option(help: "The order file.")
    var input: String?

    @Option(help: "Where the executions go: taker,maker,price,qty.")
    var executions: String?

    @Option(help: "Where the final book goes: side,price,id,qty.")
    var book: String?

    @Option(help: "Where the rejected rows go: seq,reason.")
    var rejects: String?

    @Flag(help: "Speak Tracebook's NDJSON protocol over standard input and output.")
    var tracebookStdio = false

    @OptionGroup(title: "Replay of real order flow")
    var lobster: LobsterOptions

    func validate() throws {
        let given = [("input", input), ("executions", executions), ("book", book)]
            .first { $0.1 != nil }
        if tracebookStdio {
            let other = given?.0 ?? (rejects.map { _ in "rejects" })
            if let name = other ?? (lobster.lobster.map { _ in "lobster" }) {
                throw ValidationError("--tracebook-stdio and --\(name) do not go together")
            }
        } else if lobster.lobster != nil {
            if let given {
                throw ValidationError("--\(given.0) and --lobster do not go together")
            }
            if rejects == "-" && (lobster.prints || lobster.output == "-") {
                throw ValidationError("only one output can be standard output")
            }
        } else if input == nil {
            throw ValidationError("--input, --lobster or --tracebook-stdio is needed")
        }
    }

    func run() throws {
        if tracebookStdio {
            try TracebookStdio().run()
        } else if let messages = lobster.lobster, let levels = lobster.levels {
            let command = LobsterCommand(options: lobster, rejects: rejects)
            try command.run(messages: messages, levels: levels)
        } else if let input {
            try applyFile(input)
        }
    }

    private func applyFile(_ input: String) throws {
        let source = try InputFile(path: input)
        let outputs = [executions, book, rejects].compactMap { $0 }
        try OutputFile.refuseSharing(outputs, with: input)
        let executionFile = try executions.map { try OutputFile(path: $0) }
        let bookFile = try book.map { try OutputFile(path: $0) }
        let rejectFile = try rejects.map { try OutputFile(path: $0) }
        var session = OrderFileSession(executions: executionFile, rejects: rejectFile)
        let counts: OrderFileSession.Counts
        do {
            try source.forEachPiece { try session.read($0) }
            counts = try session.finish()
            // Before the book begins, for both may go to standard output.
            for file in [executionFile, rejectFile] { try file?.close() }
            if let bookFile {
                try session.writeBook(to: bookFile)
                try bookFile.close()
            }
        } catch let wrong as OrderFileSession.WrongHeader {
            throw CommandFailure(
                status: .wrongInput,
                message: "\(source.name):1: found '\(wrong.found)' where the header "
                    + "'\(OrderFileSession.header)' must stand")
        } catch let fault as WriteFault {
            // A reader that leaves has seen enough.
            if fault.isClosedPipe { return }
            throw CommandFailure(
                status: .writeFault,
                message: "\(fault.name) cannot be written: \(fault.reason)")
        }
        StandardStreams.note(
            "\(counts.rows) rows, \(counts.rejected) rejected, \(counts.executions) "
                + "executions, \(counts.resting) orders rest")
    }
}
