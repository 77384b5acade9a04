/// Forced, unfinished, or open to whoever comes by (STYLE §2, rules 6, 7 and 11).
enum HalfOpenDoors {
    static let rules = [
        ForbiddenText("forced", #"\btry!"#, "outside failures are handled, or thrown on"),
        ForbiddenText("forced", #"\bas!"#, "a failed cast would trap; say what holds by a type"),
        // `!` right behind an operand, and not the start of `!=`.
        ForbiddenText(
            "forced", #"[\w)\]}>"`?](?<!\btry)(?<!\bas)!(?!=)"#,
            "unwrap with `guard`, or a precondition that prints the values"),
        ForbiddenText(
            "unfinished", #"\bfatalError\("#, "a bug traps by `precondition` with the values"),
        ForbiddenText("open class", #"\bopen\s+(?:\w+\s+)*class\b"#, "nothing is subclassed"),
        ForbiddenText(
            "singleton", #"\bstatic\s+(?:let|var)\s+shared\b"#,
            "what everyone shares nobody can replay; pass it as an argument"),
    ]

    // Split, so that this file does not break its own rule.
    private static let notes = Pattern("\\b(?:TO" + "DO|FIX" + "ME|XX" + "X)\\b")
    private static let unchecked = Pattern(#"@unchecked\s+Sendable"#)

    static func findings(in file: SourceFile) -> [Finding] {
        rules.flatMap { $0.findings(in: file) } + unfinished(in: file)
            + uncheckedSendable(in: file)
    }

    private static func unfinished(in file: SourceFile) -> [Finding] {
        file.lines.enumerated().filter { notes.fits($1) }.map { index, _ in
            let why = "what is left to do is an issue, not a comment"
            return file.finding("unfinished", at: index + 1, why)
        }
    }

    private static func uncheckedSendable(in file: SourceFile) -> [Finding] {
        unchecked.matches(in: file.code).map { file.line(at: $0.offset) }
            .filter { !comment(in: file, at: $0).contains("Sendable") }
            .map { line in
                let why = "a comment here or right above has to say why it is Sendable after all"
                return file.finding("unchecked Sendable", at: line, why)
            }
    }

    /// The comment on a line, and the comment lines right above it.
    private static func comment(in file: SourceFile, at line: Int) -> String {
        let trailing = file.lines[line - 1].split(separator: "//", maxSplits: 1).dropFirst()
        let above = file.lines[..<(line - 1)].reversed()
            .prefix { $0.drop { $0 == " " }.hasPrefix("//") }
        return (trailing + above).joined(separator: "\n")
    }
}
