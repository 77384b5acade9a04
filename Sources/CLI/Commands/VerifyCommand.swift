import Analytics
import ArgumentParser
import History
import Primitives

/// `catallaxy verify`: recomputes a record's chain and audits its events.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a record: its hashes, its events, and that each follows from the others.",
        discussion: """
            The file is a trace of 'run --trace-events', or '-' for standard input. Every hash is \
            recomputed from the text; an auditor that shares no code with the exchange follows \
            the events and checks balances, reservations, priority, fees and bankruptcies. The \
            first bad line is named, and the exit status is 4. What no chain shows is a tail that \
            was cut off between two ticks, or a record rewritten as a whole: give --head for that.
            """)

    @Argument(help: "The events, one JSON object a line.")
    var file: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "An event the record has to hold, as 'run' printed it.", valueName: "seq:hash"))
    var head: String?

    func run() throws {
        let source = try InputFile(path: file)
        var verifier = RecordVerifier(head: try knownHead())
        var feed = LineFeed()
        do {
            try source.forEachPiece { piece in
                try feed.read(piece) { try verifier.check(line: $0) }
            }
            try feed.finish { try verifier.check(line: $0) }
            try verifier.finish()
        } catch let finding as RecordFinding {
            throw wrong(source, line: finding.sequence + 1, finding.explanation)
        } catch is LineFeed.TooLong {
            throw wrong(
                source, line: verifier.count + 1,
                "malformed: expected an event, found more than "
                    + "\(LineFeed.greatestLength) bytes without a newline")
        }
        StandardStreams.printOrExit(report(verifier))
    }

    private func knownHead() throws -> RecordHead? {
        guard let head else { return nil }
        if let known = RecordHead(parsing: head) { return known }
        throw CommandFailure(
            status: .wrongInput,
            message: "--head: found '\(TerminalText.shortened(head, to: 80))', expected "
                + "SEQ:HASH with 64 lower-case hexadecimal digits, as 'run' prints it")
    }

    private func wrong(_ source: InputFile, line: Int64, _ what: String) -> CommandFailure {
        CommandFailure(
            status: .recordWrong, message: "\(source.name):\(line): event \(line - 1): \(what)")
    }

    private func report(_ verifier: borrowing RecordVerifier) -> String {
        let head = verifier.lastHead?.description ?? Numeral.none
        var lines = ["\(Numeral.count(verifier.count)) events hold", "head     \(head)"]
        if verifier.unknownCount > 0 {
            lines.append(
                "\(Numeral.count(verifier.unknownCount)) events of unknown types were not audited")
        }
        if !verifier.isClosed {
            lines.append(
                "the record ends after tick \(verifier.tick.index) without RUN_STOPPED: "
                    + "the run was paused, or the tail is missing")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
