import Foundation

/// A regular expression; in it `^` and `$` are the ends of a line.
struct Pattern {
    /// One place that fits: its offset in UTF-16 units, and the text of each group.
    struct Match {
        var offset: Int
        var end: Int
        var groups: [String]
    }

    private let expression: NSRegularExpression

    init(_ pattern: String) {
        do {
            expression = try NSRegularExpression(pattern: pattern, options: [.anchorsMatchLines])
        } catch {
            preconditionFailure("the rule's own pattern is malformed: \(pattern)")
        }
    }

    func matches(in text: String) -> [Match] {
        let whole = text as NSString
        let range = NSRange(location: 0, length: whole.length)
        return expression.matches(in: text, range: range).map { result in
            let groups = (0..<result.numberOfRanges).map { number in
                let group = result.range(at: number)
                return group.location == NSNotFound ? "" : whole.substring(with: group)
            }
            let end = result.range.location + result.range.length
            return Match(offset: result.range.location, end: end, groups: groups)
        }
    }

    func fits(_ text: some StringProtocol) -> Bool { !matches(in: String(text)).isEmpty }
}

/// A rule that says what must not stand in the code.
struct ForbiddenText {
    let rule: String
    let pattern: Pattern
    let why: String

    init(_ rule: String, _ pattern: String, _ why: String) {
        self.rule = rule
        self.pattern = Pattern(pattern)
        self.why = why
    }

    func findings(in file: SourceFile) -> [Finding] {
        pattern.matches(in: file.code).map { match in
            let found = match.groups[0].split(separator: "\n").joined(separator: " ")
            return file.finding(rule, at: file.line(at: match.offset), "`\(found)`: \(why)")
        }
    }
}
