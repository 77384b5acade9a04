/// What the agents of an economy may do in a tick.
public enum EconomyMode: String, Hashable, Sendable, CaseIterable, Codable {
    /// Gather what grows.
    case forage
    /// Exchange what they have.
    case trade
    /// Either, as each prefers.
    case both
}
