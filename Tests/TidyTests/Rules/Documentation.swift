/// What others may call says what it does.
enum Documentation {
    private static let modifiers =
        #"(?:(?:@\w+(?:\([^)\n]*\))?|final|static|class|mutating|nonmutating|borrowing|consuming|"#
        + #"override|convenience|required|indirect|nonisolated|prefix|postfix|infix|dynamic|lazy|"#
        + #"weak|unowned|private\(set\)|package\(set\)|internal\(set\)|fileprivate\(set\))\s+)*"#
    private static let start = #"^[ \t]*"# + modifiers + #"(?:public|open)\s+"# + modifiers
    /// What has to be documented; a `static let` is an entry of a catalogue. Operators are not:
    /// what `==` and `<` mean is their protocol's to say.
    private static let declarations = Pattern(
        start + #"(func\s+\w+|struct\s+\w+|enum\s+\w+|protocol\s+\w+|class\s+\w+|"#
            + #"actor\s+\w+|init(?=[?!(<])|typealias\s+\w+|let\s+\w+)"#)
    private static let properties = Pattern(start + #"((?:let|var)\s+\w+)"#)

    /// Public declarations without a doc comment, but for the properties counted below.
    static func findings(in file: SourceFile) -> [Finding] {
        undocumented(declarations, in: file).compactMap { line, name in
            let isStatic = file.codeLines[line - 1].contains("static ")
            guard !name.hasPrefix("let") || isStatic else { return nil }
            let why = "`\(name)` is public: one sentence, then units, ranges and what it throws"
            return file.finding("undocumented", at: line, why)
        }
    }

    /// How many public properties have no doc comment. Their names often say enough.
    static func undocumentedProperties(in file: SourceFile) -> Int {
        undocumented(properties, in: file).count
    }

    private static func undocumented(
        _ pattern: Pattern, in file: SourceFile
    ) -> [(line: Int, name: String)] {
        pattern.matches(in: file.code).map { (file.line(at: $0.end - 1), $0.groups[1]) }
            .filter { !isDocumented($0.line, in: file) }
    }

    private static func isDocumented(_ line: Int, in file: SourceFile) -> Bool {
        for above in file.lines[..<(line - 1)].reversed() {
            let text = above.drop { $0 == " " || $0 == "\t" }
            if text.hasPrefix("///") || text.hasSuffix("*/") { return true }
            // Attributes, and reasons for whoever reads the code, may stand between.
            if !text.hasPrefix("@") && !text.hasPrefix("//") { return false }
        }
        return false
    }
}
