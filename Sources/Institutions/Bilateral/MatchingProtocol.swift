/// How agents who seek partners are brought together two by two.
public enum MatchingProtocol: Hashable, Sendable {
    /// Mutual first choices, then whoever is left by the size of the estimated surplus.
    case threePass(ThreePassOptions)
    /// The pairs with the largest gains in utility first.
    case greedySurplus(scope: MatchingScope)
    /// By lot, among those who seek anybody.
    case random

    /// Its name in a scenario, one of ``names``.
    public var name: String {
        switch self {
        case .threePass: "three_pass"
        case .greedySurplus: "greedy_surplus"
        case .random: "random_matching"
        }
    }

    /// The names a scenario may use.
    public static let names = ["three_pass", "greedy_surplus", "random_matching"]
    /// Older names, by what they stand for.
    public static let aliases = ["legacy_three_pass": "three_pass", "random": "random_matching"]
}

/// What three-pass matching may do beyond its reference form.
public struct ThreePassOptions: Hashable, Sendable {
    /// Whether agents who seek nobody are left alone (`skip_committed`).
    public var skipsCommitted = false
    /// Whether who finds no partner goes foraging, or home (`fallback_to_forage`).
    public var fallsBackToForage = false

    /// The reference form: neither.
    public init() {}
}

/// Who may be matched with whom (`matching_scope`).
public enum MatchingScope: String, Hashable, Sendable, CaseIterable {
    /// Everybody with everybody: the reference form, its work grows with the square of agents.
    case global
    /// Those who see each other.
    case visible
}
