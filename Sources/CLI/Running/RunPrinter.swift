import Analytics
import Determinism

/// Says what came of a run: as text, as JSON, or by its head alone.
struct RunPrinter {
    var isJSON = false
    var isQuiet = false
    /// Standard output belongs to somebody else.
    var usesStandardError = false

    var drawsBar: Bool { StandardStreams.errorIsTerminal && !isQuiet && !isJSON }

    func print(_ outcome: RunOutcome, _ record: RunRecord) {
        if isJSON {
            let document = CanonicalJSON.text(outcome.document(of: record))
            StandardStreams.printOrExit(document + "\n")
            return
        }
        let text = text(of: outcome, record)
        if usesStandardError {
            StandardStreams.writeError(text)
        } else {
            StandardStreams.printOrExit(text)
        }
    }

    private func text(of outcome: RunOutcome, _ record: RunRecord) -> String {
        if isQuiet { return outcome.head(record) + "\n" }
        let isStyled = StandardStreams.outputTakesStyles
        let lines = outcome.lines(record).map { line in
            isStyled && line.isHeading ? "\u{1B}[1m\(line.text)\u{1B}[0m" : line.text
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
