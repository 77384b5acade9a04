import Determinism

// Pieces of a file in messages.
extension TerminalText {
    /// The longest piece of a file that a message quotes, in characters.
    static let longestQuote = 60

    /// The text in single quotes, cut when it is long.
    static func quoted(_ text: String) -> String { "'\(shortened(text))'" }

    /// The first characters of the text, with an ellipsis where it goes on.
    static func shortened(_ text: String) -> String {
        let head = text.prefix(longestQuote)
        return head.endIndex == text.endIndex ? text : head + "…"
    }
}
