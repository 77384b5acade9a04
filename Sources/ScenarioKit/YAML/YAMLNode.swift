import Determinism

/// A piece of a YAML document as it was written: text and place, nothing interpreted.
struct YAMLNode: Sendable {
    enum Content: Sendable {
        /// The text after unquoting; `isPlain` if it was written without quotes.
        case scalar(text: String, isPlain: Bool)
        case sequence([YAMLNode])
        /// No two entries have the same key.
        case mapping([YAMLEntry])
        /// What was written is not allowed, and has been said to be an error.
        case refused
    }

    /// Stands where something could not be read.
    static let refused = YAMLNode(position: .start, content: .refused)

    var position: SourcePosition
    var content: Content

    /// Whether nothing was written, or a word for nothing.
    var isNothing: Bool {
        guard case .scalar(let text, isPlain: true) = content else { return false }
        return text.isEmpty || text == "~" || text.lowercased() == "null"
    }

    /// What stands here, for messages.
    var summary: String {
        switch content {
        case .scalar(_, isPlain: true) where isNothing: "nothing"
        case .scalar(let text, isPlain: true): TerminalText.quoted(text)
        case .scalar(let text, isPlain: false): "the text " + TerminalText.quoted(text)
        case .sequence: "a list"
        case .mapping: "a mapping"
        case .refused: "what is not allowed"
        }
    }
}

/// A key with its value.
struct YAMLEntry: Sendable {
    var key: String
    var keyPosition: SourcePosition
    var value: YAMLNode
}
