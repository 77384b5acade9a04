public import Kernel
public import MarketModel
public import Primitives

/// Something that a run was told from outside while it went on, and that replay needs again.
public struct RunInput: Hashable, Sendable {
    /// What a run can be told.
    public enum Content: Hashable, Sendable {
        /// A remote agent's action, executed when it came.
        case action(Action, of: AgentID)
        /// So many actions over an agent's limit, which were counted and not taken up.
        case excess(Int64, of: AgentID)
        /// A remote agent that joins at the opening of the tick.
        case joining(JoiningAgent)
    }

    /// In which tick it took effect.
    public var tick: Tick
    /// What it was.
    public var content: Content

    /// Describes an input.
    public init(in tick: Tick, _ content: Content) {
        self.tick = tick
        self.content = content
    }
}
