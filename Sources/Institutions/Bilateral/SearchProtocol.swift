/// How an agent of an economy chooses where to go and whom to seek.
public enum SearchProtocol: String, Hashable, Sendable, CaseIterable {
    /// The best partner or cell in view, worth less the farther away it is.
    case distanceDiscounted = "distance_discounted"
    /// The same, but only one step ahead.
    case myopic
    /// Any cell in view.
    case randomWalk = "random_walk"

    /// Older names, by what they stand for.
    public static let aliases = ["legacy_distance_discounted": Self.distanceDiscounted]
}
