import Analytics
import Determinism

/// Says what came of a run: as text, as JSON, or by its head alone.
struct RunPrinter {
    var isJSON = false
    var isQuiet = false
    /// Standard output belongs to somebody else.
    var usesStandardError = false

    var drawsBar: Bool { StandardStreams.errorIsTerminal && !isQuiet && !isJSON }

    func print(_ summary: RunSummary, _ record: RunRecord) {
        if isJSON {
            let document = CanonicalJSON.text(summary.document(of: record))
            StandardStreams.printOrExit(document + "\n")
            return
        }
        let text = text(of: summary, record)
        if usesStandardError {
            StandardStreams.writeError(text)
        } else {
            StandardStreams.printOrExit(text)
        }
    }

    private func text(of summary: RunSummary, _ record: RunRecord) -> String {
        if isQuiet { return RunReport.head(summary, record) + "\n" }
        let isStyled = StandardStreams.outputTakesStyles
        let lines = RunReport(summary, record).lines.map { line in
            isStyled && line.isHeading ? "\u{1B}[1m\(line.text)\u{1B}[0m" : line.text
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
