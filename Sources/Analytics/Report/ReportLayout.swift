import MarketModel

/// What the reports of all kinds of runs have in common: a title, and sections beneath it.
struct ReportLayout {
    /// From the top.
    private(set) var lines: [RunReport.Line]

    /// Begins with the title.
    ///
    /// - Parameters:
    ///   - run: What was run; free of what could command a terminal.
    ///   - count: How far it got.
    ///   - unit: What is counted, in the singular.
    ///   - reason: Why it ended; `nil` if it may go on.
    init(
        run: String, seed: UInt32, count: Int64, _ unit: String, endedBecause reason: RunStopReason?
    ) {
        let length = "\(Numeral.count(count)) \(unit)\(count == 1 ? "" : "s")"
        let end =
            switch reason {
            case nil: "paused after \(length)"
            case .completed: "completed, \(length)"
            case .allBankrupt: "nobody left after \(length)"
            case .requested: "ended on request after \(length)"
            }
        lines = [RunReport.Line(text: "\(run), seed \(seed): \(end)", isHeading: true)]
    }

    /// Adds a section with an empty line before it, unless there is nothing in it.
    mutating func add(_ heading: String, _ body: [String]) {
        if body.isEmpty { return }
        lines.append(RunReport.Line(text: "", isHeading: false))
        lines.append(RunReport.Line(text: heading, isHeading: true))
        lines += body.map { RunReport.Line(text: $0, isHeading: false) }
    }
}
