/// Text from outside made fit for a terminal.
public enum TerminalText {
    /// Whether a character moves the cursor, breaks the line, turns the direction, or means
    /// nothing here.
    public static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
            .unassigned:
            true
        default: false
        }
    }

    /// The text with whatever a terminal could take for a command, or could change how the
    /// rest reads, spelt out as `\u{1B}`.
    public static func escaped(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
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

    /// The text, escaped, in at most so many characters; a longer one ends in an ellipsis.
    public static func shortened(_ text: String, to width: Int) -> String {
        let safe = escaped(text)
        return safe.count <= width ? safe : String(safe.prefix(width - 1)) + "…"
    }
}
