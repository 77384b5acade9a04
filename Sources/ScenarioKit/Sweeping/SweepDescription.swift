import Determinism

/// What a plan file says is to be run, in the words of the command line.
public struct SweepDescription: Hashable, Sendable {
    /// A place in the scenarios, and what is to stand there in turn.
    public struct Setting: Hashable, Sendable {
        /// Keys, names and places joined by dots.
        public var path: String
        /// As they would stand in a scenario.
        public var values: [String]
    }

    /// Scenario files; a relative path starts at the plan's folder.
    public internal(set) var scenarios: [String] = []
    /// `A..B`.
    public internal(set) var seeds = ""
    /// The first changes slowest.
    public internal(set) var settings: [Setting] = []
    /// Each as `--vary` has it.
    public internal(set) var vary: [String] = []
    /// Instead of what the scenarios say.
    public internal(set) var ticks: String?

    /// Reads a plan file: YAML with `scenarios`, `seeds`, and optionally `settings`, `vary` and
    /// `ticks`.
    ///
    /// - Returns: `nil` if there is any error; and everything that is wrong.
    public static func read(
        path: String
    ) -> (description: SweepDescription?, diagnostics: [ScenarioDiagnostic]) {
        var log = DiagnosticLog(file: path)
        guard let bytes = ScenarioReader.bytes(of: path, into: &log),
            let root = ScenarioReader.root(bytes, into: &log)
        else { return (nil, log.ordered) }
        var reader = SweepDescriptionReader(log: log)
        let description = reader.read(root)
        return (reader.log.hasErrors ? nil : description, reader.log.ordered)
    }
}

/// Takes a plan file apart, noting everything that is wrong.
private struct SweepDescriptionReader {
    private static let keys = ["scenarios", "seeds", "settings", "vary", "ticks"]

    var log: DiagnosticLog

    mutating func read(_ root: YAMLNode) -> SweepDescription {
        var description = SweepDescription()
        guard case .mapping(let entries) = root.content else {
            expected("a mapping with scenarios and seeds", root, "")
            return description
        }
        for entry in entries { read(entry, into: &description) }
        for key in ["scenarios", "seeds"] where !entries.contains(where: { $0.key == key }) {
            log.error("missing; expected a value", at: root.position, path: key)
        }
        return description
    }

    private mutating func read(_ entry: YAMLEntry, into description: inout SweepDescription) {
        switch entry.key {
        case "scenarios": description.scenarios = texts(entry.value, entry.key)
        case "seeds": description.seeds = text(entry.value, entry.key) ?? ""
        case "ticks": description.ticks = text(entry.value, entry.key)
        case "vary": description.vary = texts(entry.value, entry.key)
        case "settings":
            guard case .mapping(let settings) = entry.value.content else {
                return expected("a mapping of paths to lists of values", entry.value, entry.key)
            }
            description.settings = settings.map { setting in
                let path = DocumentPath.joined(entry.key, setting.key)
                return SweepDescription.Setting(
                    path: setting.key, values: texts(setting.value, path))
            }
        default:
            log.error(
                "unknown key \(TerminalText.quoted(entry.key))"
                    + log.hint(for: entry.key, among: Self.keys)
                    + " (allowed: \(Self.keys.joined(separator: ", ")))",
                at: entry.keyPosition, path: entry.key)
        }
    }

    /// A text, or the text of a number.
    private mutating func text(_ node: YAMLNode, _ path: String) -> String? {
        guard case .scalar(let text, _) = node.content, !node.isNothing else {
            expected("a single value", node, path)
            return nil
        }
        return text
    }

    /// A list of at least one, each once; a single one stands for itself.
    private mutating func texts(_ node: YAMLNode, _ path: String) -> [String] {
        var items = [node]
        if case .sequence(let found) = node.content { items = found }
        if items.isEmpty { expected("at least one value", node, path) }
        var known: [String] = []
        for item in items {
            guard let text = text(item, path) else { continue }
            if known.contains(text) { expected("every value once", item, path) }
            known.append(text)
        }
        return known
    }

    private mutating func expected(_ what: String, _ node: YAMLNode, _ path: String) {
        log.error("found \(node.summary), expected \(what)", at: node.position, path: path)
    }
}
