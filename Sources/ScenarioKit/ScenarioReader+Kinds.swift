extension ScenarioReader {
    /// Which kind of scenario a document is meant to be.
    ///
    /// - Returns: `nil`, with an error noted, if it says a kind there is none like.
    static func kind(of root: YAMLNode, into log: inout DiagnosticLog) -> ScenarioKind? {
        guard case .mapping(let entries) = root.content,
            let written = entries.first(where: { $0.key == "kind" })
        else { return kind(byFormOf: root) }
        guard case .scalar(let word, _) = written.value.content else {
            return kind(byFormOf: root)
        }
        if let kind = ScenarioKind(rawValue: word) { return kind }
        let words = ScenarioKind.allCases.map(\.rawValue)
        if let meant = log.nearest(to: word, among: words) { return ScenarioKind(rawValue: meant) }
        log.error(
            "found \(written.value.summary), expected \(FieldType.choice(words).summary)",
            at: written.value.position, path: "kind")
        return nil
    }

    /// Whether a document is meant to be of a kind; an error if it clearly is of another.
    static func isMeant(
        _ root: YAMLNode, as kind: ScenarioKind, into log: inout DiagnosticLog
    ) -> Bool {
        guard case .mapping(let entries) = root.content else { return true }
        guard let written = entries.first(where: { $0.key == "kind" }) else {
            let form = self.kind(byFormOf: root)
            if form == kind { return true }
            log.error(
                "found the form of \(form.article), expected kind: \(kind.rawValue)",
                at: root.position, path: "kind")
            return false
        }
        guard case .scalar(let word, _) = written.value.content,
            let found = ScenarioKind(rawValue: word), found != kind
        else { return true }
        log.error(
            "found '\(word)', expected \(kind.rawValue)", at: written.value.position, path: "kind")
        return false
    }

    /// What a document without a kind looks like: an economy needs none.
    private static func kind(byFormOf root: YAMLNode) -> ScenarioKind {
        guard case .mapping(let entries) = root.content else { return .exchange }
        let keys = entries.map(\.key)
        let economy = ["N", "utilities", "initial_inventories", "resource_seed", "mode_schedule"]
        if economy.contains(where: keys.contains) { return .economy }
        if keys.contains("buyers") || keys.contains("sellers") { return .laboratory }
        return .exchange
    }
}

extension ScenarioKind {
    /// The kind with its article.
    var article: String { self == .laboratory ? "a laboratory" : "an \(rawValue)" }
}
