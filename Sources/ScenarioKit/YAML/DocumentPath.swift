import Determinism

/// The way to a place in a document: `agents[2].parameters.spread_bps`.
enum DocumentPath {
    /// The path of a key inside a mapping.
    static func joined(_ path: String, _ key: String) -> String {
        let shown = TerminalText.shortened(key)
        return path.isEmpty ? shown : path + "." + shown
    }
}
