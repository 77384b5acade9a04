import Determinism

/// A place in a file: what an editor shows.
struct SourcePosition: Hashable, Comparable, Sendable {
    /// From 1.
    var line: Int
    /// In characters, from 1.
    var column: Int

    static let start = SourcePosition(line: 1, column: 1)
    /// Of what was set by the command line: before everything, and not shown.
    static let commandLine = SourcePosition(line: 0, column: 0)

    static func < (left: SourcePosition, right: SourcePosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

/// What was found wrong so far.
struct DiagnosticLog: Sendable {
    /// How many errors, and how many warnings, are kept: a hostile file has no end of them.
    static let limit = 1_000

    let file: String
    private var entries: [(position: SourcePosition?, diagnostic: ScenarioDiagnostic)] = []
    private var counts: [ScenarioDiagnostic.Severity: Int] = [:]

    init(file: String) { self.file = file }

    /// Whether the scenario may not run.
    var hasErrors: Bool { counts[.error] != nil }

    /// Whether no more errors are kept, so that no more work should go into their words.
    var isFull: Bool { counts[.error, default: 0] >= Self.limit }

    /// `; did you mean 'ticks'?`, or nothing.
    func hint(for word: String, among known: [String]) -> String {
        guard let nearest = nearest(to: word, among: known) else { return "" }
        return "; did you mean '\(TerminalText.shortened(nearest))'?"
    }

    /// The known word that may have been meant.
    func nearest(to word: String, among known: [String]) -> String? {
        isFull ? nil : NearestWord.to(word, among: known)
    }

    /// Notes an error.
    mutating func error(_ message: String, at position: SourcePosition?, path: String = "") {
        add(.error, message, position, path)
    }

    /// Notes something odd but legal.
    mutating func warning(_ message: String, at position: SourcePosition?, path: String = "") {
        add(.warning, message, position, path)
    }

    private mutating func add(
        _ severity: ScenarioDiagnostic.Severity, _ message: String,
        _ position: SourcePosition?, _ path: String
    ) {
        let position = position == .commandLine ? nil : position
        counts[severity, default: 0] += 1
        if counts[severity, default: 0] > Self.limit { return }
        let diagnostic = ScenarioDiagnostic(
            severity: severity, file: file, line: position?.line, column: position?.column,
            path: path, message: message)
        entries.append((position, diagnostic))
    }

    /// Everything in order of position; what has none comes first.
    var ordered: [ScenarioDiagnostic] {
        let places = entries.enumerated().map { index, entry in
            (position: entry.position ?? .commandLine, index: index)
        }
        let sorted = places.sorted { ($0.position, $0.index) < ($1.position, $1.index) }
        return sorted.map { entries[$0.index].diagnostic } + overflows
    }

    private var overflows: [ScenarioDiagnostic] {
        let severities: [ScenarioDiagnostic.Severity] = [.error, .warning]
        return severities.compactMap { severity in
            let excess = counts[severity, default: 0] - Self.limit
            if excess <= 0 { return nil }
            return ScenarioDiagnostic(
                severity: severity, file: file, line: nil, column: nil, path: "",
                message: "\(excess) more of these are not shown")
        }
    }
}
