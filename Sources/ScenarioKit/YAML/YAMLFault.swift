import Determinism
import Yams

/// Says what the YAML parser complains of.
struct YAMLFault {
    private let text: String
    private static let tooDeep =
        "found lists and mappings nested deeper than "
        + "\(YAMLComposer.maxDepth), the most that is allowed"

    init(_ text: String) { self.text = text }

    /// A message in one sentence and the place it is about.
    func explain(_ error: YamlError) -> (message: String, position: SourcePosition?) {
        switch error {
        case .scanner(let context, let problem, let mark, _),
            .parser(let context, let problem, let mark, _):
            let position = SourcePosition(mark)
            if problem.hasPrefix("Maximum nesting level") {
                return (Self.tooDeep, position)
            }
            if let message = explained(problem, at: position) { return (message, position) }
            let setting = context.map { " " + $0.text } ?? ""
            return ("found text that is not YAML: \(problem)\(setting)", position)
        case .composer(_, let problem, let mark, _):
            let isSecond = problem == "but found another document"
            let message = isSecond ? "found a second document, expected one" : problem
            return (message, SourcePosition(mark))
        case .duplicatedKeysInMapping(let keys, let context):
            let shown = TerminalText.quoted(keys.first ?? "")
            return ("found \(shown) twice, here and below", SourcePosition(context.mark))
        case .reader(let problem, _, _, _):
            return ("found text that is not YAML: \(problem)", nil)
        case .dataCouldNotBeDecoded:
            return ("found bytes that are not UTF-8 text", nil)
        case .no, .memory, .writer, .emitter, .representer:
            return ("the YAML parser failed", nil)
        }
    }

    private func explained(_ problem: String, at position: SourcePosition) -> String? {
        switch character(at: position) {
        case "\t":
            "found a tab where YAML allows only spaces"
        case "@", "`", "%":
            "found a character that cannot begin a word; put the text in quotes"
        default:
            nil
        }
    }

    private func character(at position: SourcePosition) -> Unicode.Scalar? {
        let lines = text.unicodeScalars.split(
            separator: "\n", maxSplits: position.line, omittingEmptySubsequences: false)
        guard position.line <= lines.count else { return nil }
        return lines[position.line - 1].dropFirst(position.column - 1).first
    }
}
