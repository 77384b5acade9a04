/// Dictionaries and sets iterate differently in every process; pure targets only look things up.
///
/// This reads text, not types. It learns the names that the files of one type (`OrderBook.swift`,
/// `OrderBook+Depth.swift`) declare as a dictionary or set, by their written type or by the
/// literal or call they start from, and forbids walking over them by those names. It knows no
/// scopes: an array must not share its name with a dictionary beside it. It does not see what
/// an inferred type hides (`let table = makeTable()`), nor a dictionary inside an array.
enum UnorderedIteration {
    private static let key = #"(?:[\w.<>?, ]|\([^()\n]*\))+"#
    /// `[Key: Value]`, `Set<…>` or `Dictionary<…>`; a value may itself be one.
    private static let type = #"(?:\[\#(key):(?!:)[^\n]*?\]|(?:Swift\.)?(?:Set|Dictionary)\s*<)"#
    private static let declared = Pattern(
        #"\b(\w+)\s*:\s*(?:(?:inout|borrowing|consuming|sending)\s+)?\(?"# + type)
    private static let started = Pattern(
        #"\b(?:let|var)\s+(\w+)\s*=\s*(?:\[\s*:\s*\]|\[\#(key):[^\n\]]*\]\s*\(|"#
            + #"(?:Set|Dictionary)\s*[<(])"#)
    private static let returned = Pattern(
        #"\bfunc\s+(\w+)[^{}\n]*(?:\n[^{}\n]*)*?->\s*"# + type)

    private static let walks =
        "keys|values|map|compactMap|flatMap|filter|forEach|reduce|sorted|first|min|max|enumerated|"
        + "makeIterator|prefix|suffix|dropFirst|dropLast|lazy|popFirst|removeFirst|startIndex|"
        + "indices|randomElement|description|joined|elementsEqual|shuffled|reversed|split|"
        + "allSatisfy"

    /// The names that hold something unordered.
    static func names(in file: SourceFile) -> Set<String> {
        Set(
            [declared, started, returned].flatMap { pattern in
                pattern.matches(in: file.code).map { $0.groups[1] }
            })
    }

    /// Checks files together, so that an extension in a second file knows the first one's names.
    static func findings(in files: [SourceFile]) -> [Finding] {
        let pure = files.filter(Imports.isPure)
        let families = Dictionary(grouping: pure) { "\($0.target ?? "")/\($0.typeName)" }
        return families.values.flatMap { family in
            let names = family.reduce(into: Set<String>()) { $0.formUnion(Self.names(in: $1)) }
            return family.flatMap { findings(in: $0, unordered: names) }
        }
    }

    private static func findings(in file: SourceFile, unordered names: Set<String>) -> [Finding] {
        let nameless = #"(?:Set|Dictionary)(?:<[^\n()]*>)?\([^\n]*?\)"#
        let known = names.sorted().map { #"\b\#($0)\b(?:\(\))?"# }
        let source = "(?:" + (known + [nameless]).joined(separator: "|") + ")"
        let patterns = [
            // Not a walk: `for each in table[key]`, `for each in table.count…`.
            #"\bfor\b[^{}\n]*?\bin\s+(?:[\w?!]+\.)*"# + source
                + #"\s*(?=[{\n]|where\b)"#,
            source + #"[?!]?\s*\.(?:\#(walks))\b"#,
            #"(?<!func )\b(?:Array|ContiguousArray|OrderedSet|zip)\((?:[\w?!]+\.)*"# + source
                + #"\s*[,)]"#,
            #"\bcontentsOf:\s*(?:[\w?!]+\.)*"# + source + #"\s*[,)]"#,
            #"\\\((?:[\w?!]+\.)*"# + source + #"\s*\)"#,
        ]
        let lines = patterns.flatMap { pattern in
            Pattern(pattern).matches(in: file.code).map { file.line(at: $0.end - 1) }
        }
        return Set(lines).sorted().map { line in
            let text = file.lines[line - 1].drop { $0 == " " }
            let why =
                "`\(text)` walks a Dictionary or Set, whose order differs in every process; "
                + "walk an array or an OrderedDictionary"
            return file.finding("unordered iteration", at: line, why)
        }
    }
}
