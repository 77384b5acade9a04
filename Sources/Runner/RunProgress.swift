public import Primitives
import Synchronization

/// How far a run is, readable from another thread while it runs.
public final class RunProgress: Sendable {
    private let tick = Atomic<Int64>(0)
    private let agent = Atomic<Int>(-1)
    private let steps = Atomic<UInt64>(0)

    /// Nothing has happened yet.
    public init() {}

    /// The tick that is open.
    public var currentTick: Tick { Tick(tick.load(ordering: .relaxed)) }

    /// The bot that is deciding at this moment, if one is.
    public var decidingBot: AgentID? {
        let index = agent.load(ordering: .relaxed)
        return index < 0 ? nil : AgentID(index)
    }

    /// A number that changes whenever the run gets on.
    public var stepCount: UInt64 { steps.load(ordering: .relaxed) }

    func note(_ tick: Tick, deciding bot: AgentID?) {
        self.tick.store(tick.index, ordering: .relaxed)
        agent.store(bot?.index ?? -1, ordering: .relaxed)
        steps.add(1, ordering: .relaxed)
    }
}
