import Determinism

/// Something wrong, or odd, in a scenario file.
public struct ScenarioDiagnostic: Hashable, Sendable {
    /// Whether a scenario with it may run.
    public enum Severity: String, Hashable, Sendable {
        /// It may not.
        case error
        /// It may, but hardly does what was meant.
        case warning
    }

    /// Whether the scenario may run all the same.
    public let severity: Severity
    /// The file as it was named to the reader.
    public let file: String
    /// The line, from 1; `nil` for what concerns the file as a whole or the command line.
    public let line: Int?
    /// The column in characters, from 1; `nil` where there is no line.
    public let column: Int?
    /// The place in the document, `agents[2].parameters.spread_bps`; empty for the whole.
    public let path: String
    /// What was found, what is allowed, and the nearest known word for a misspelt one.
    public let message: String
}

extension ScenarioDiagnostic: CustomStringConvertible {
    /// `file:line:column: error: path: message`, on one line, safe to send to a terminal.
    public var description: String {
        var place = file
        if let line, let column { place += ":\(line):\(column)" }
        let parts = [place, severity.rawValue, path, message].filter { !$0.isEmpty }
        return TerminalText.escaped(parts.joined(separator: ": "))
    }
}
