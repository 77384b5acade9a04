/// How much is kept of an economy besides its events.
public enum EconomyTelemetry: String, Hashable, Sendable, CaseIterable {
    /// No table.
    case none
    /// The trades alone.
    case minimal
    /// Every agent and its decision in every tick, the resources of every tenth, and all that
    /// happened between agents; their preferences where the scenario wants them logged.
    case standard
    /// The same, and every block that a negotiation looked at.
    case debug

    /// Whether more than trades is kept.
    var keepsTicks: Bool { self == .standard || self == .debug }

    /// From one snapshot of the resources to the next; the first is that of tick 0.
    static let resourceEveryTicks: Int64 = 10
}
