/// Text from outside made fit for messages.
enum TerminalText {
    /// The longest piece of a file that a message quotes, in characters.
    static let longestQuote = 60

    /// The text in single quotes, cut when it is long.
    static func quoted(_ text: String) -> String { "'\(shortened(text))'" }

    /// The first characters of the text, with an ellipsis where it goes on.
    static func shortened(_ text: String) -> String {
        let head = text.prefix(longestQuote)
        return head.endIndex == text.endIndex ? text : head + "…"
    }

    /// The text without anything that a terminal could take for a command or that could
    /// change how what follows reads: such characters become `\u{1B}`.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if isHarmful(scalar) {
                result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Whether a character moves the cursor, breaks the line, or turns the direction.
    static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: true
        default: false
        }
    }
}
