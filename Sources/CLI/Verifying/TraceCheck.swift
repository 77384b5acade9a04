import Analytics
import History
import Primitives

/// What `catallaxy verify` does with a file of events.
struct TraceCheck {
    let path: String

    func run(head: RecordHead?) throws {
        let source = try InputFile(path: path)
        var verifier = RecordVerifier(head: head)
        var feed = LineFeed()
        do {
            try source.forEachPiece { piece in
                try feed.read(piece) { try verifier.check(line: $0) }
            }
            try feed.finish { try verifier.check(line: $0) }
            try verifier.finish(mayLeaveTickOpen: verifier.hasRemoteAgents)
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
                "the record ends \(verifier.isTickOpen ? "within" : "after") "
                    + "tick \(verifier.tick.index) without RUN_STOPPED: "
                    + "the run was paused, or the tail is missing")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
