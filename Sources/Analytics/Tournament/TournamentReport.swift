import Determinism

/// What a tournament shows: who earns what, from what, and how sure that is.
public struct TournamentReport: Sendable {
    /// One combination of scenario and settings, over all its seeds.
    public struct Variant: Sendable {
        /// From 1.
        public var number: Int
        /// The scenario's name.
        public var scenario: String
        /// The settings as canonical JSON: texts by path.
        public var settings: String
        /// How many runs came to their end.
        public var runs: Int
        /// By falling mean profit.
        public var kinds: [Standing]
        /// By falling mean profit.
        public var agents: [Standing]
        /// Every kind with every other, the better one first.
        public var comparisons: [PairedComparison]
    }

    /// How a kind fares in another variant than the first, under the same seeds.
    public struct Change: Sendable {
        /// The kind.
        public var kind: String
        /// The other variant.
        public var variant: Int
        /// The other variant less the first.
        public var comparison: PairedComparison
    }

    /// In the order of the plan.
    public var variants: [Variant]
    /// By variant and kind; empty with a single variant.
    public var changes: [Change]
    /// How many runs ended with an error.
    public var failures: Int
}

extension TournamentReport.Variant {
    /// The settings as `path=value`, or the scenario's name without any.
    ///
    /// - Parameter steps: How many of the last steps of each path are shown.
    func label(steps: Int = .max) -> String {
        guard let document = try? JSONParser.parse(settings.utf8),
            let members = document.objectValue, !members.isEmpty
        else { return scenario }
        return members.map { member in
            let path = member.key.split(separator: ".").suffix(steps).joined(separator: ".")
            return "\(path)=\(member.value.stringValue ?? "")"
        }.joined(separator: ", ")
    }
}
