public import Kernel
public import MarketModel
public import Primitives

// A run whose ticks stay open for remote agents.
extension ExchangeRun {
    /// Whether a tick has opened and not closed.
    public var isTickOpen: Bool { world.isTickOpen }

    /// The tick that is open or, between ticks, the one to open next; after the end the last.
    public var currentTick: Tick { world.tick }

    /// What the run was made of, with what branches have changed since.
    public var scenario: ExchangeScenario { world.scenario }

    /// Takes up a remote agent's action at once, and seals what comes of it.
    ///
    /// - Parameters:
    ///   - action: What is wanted; unchecked.
    ///   - agent: Who wants it.
    ///   - show: Is shown every event that the action led to, with its number.
    /// - Returns: What became of it; nothing was shown unless it was executed.
    /// - Precondition: A tick is open.
    /// - Throws: What the trace sink or the recorder throws.
    public func take(
        _ action: Action, of agent: AgentID, show: (Event) -> Void = { _ in }
    ) throws -> Admission {
        let admission = world.submit(action, of: agent)
        for event in world.events.events { show(event) }
        try sealer.sealSoFar(world.events, in: world.tick)
        return admission
    }

    /// Counts actions over an agent's limit.
    ///
    /// - Precondition: A tick is open, and the agent has no action left in it.
    public func takeExcess(_ count: Int64, of agent: AgentID) {
        world.submitExcess(count, of: agent)
    }

    /// Lets a remote agent join at the opening of the next tick.
    ///
    /// - Returns: The number it will have.
    /// - Precondition: A tick is open.
    /// - Throws: Why it cannot.
    public func join(_ agent: JoiningAgent) throws(JoiningRefusal) -> AgentID {
        precondition(world.isTickOpen, "an agent joins in the tick after an open one")
        try world.checkJoining(joining + [agent])
        newcomers.append(agent)
        return AgentID(world.agentCount + joining.count - 1)
    }

    /// The agents that join at the opening of the next tick.
    public var joining: [JoiningAgent] { inputs.joining + newcomers }

    /// How many actions an agent may still submit in this tick.
    public func actionsLeft(of agent: AgentID) -> Int64 { world.actionsLeft(of: agent) }

    /// What everybody may see of an instrument now, past prices left out.
    public func view(of instrument: InstrumentID) -> MarketView { world.view(of: instrument) }

    /// Whether an agent is a program elsewhere, and no bot.
    public func isRemote(_ agent: AgentID) -> Bool { world.isRemote(agent) }

    /// Whether an order rests in a book.
    public func isOpen(_ order: OrderID) -> Bool { world.isOpen(order) }

    /// The fees of an instrument that are in force.
    public func fees(of instrument: InstrumentID) -> FeeSchedule { world.fees(of: instrument) }

    /// What one unit of an instrument's base is worth now, in cash.
    public func mark(of instrument: InstrumentID) -> Mark { world.mark(of: instrument) }

    /// Up to so many levels of a side, the best first.
    public func levels(_ instrument: InstrumentID, _ side: Side, limit: Int) -> [DepthLevel] {
        world.levels(instrument, side, limit: limit)
    }

    /// Takes up a recorded input again.
    func apply(_ input: RunInput) throws {
        switch input.content {
        case .action(let action, let agent):
            guard agent.index < world.agentCount else { throw RunInputError.unknownAgent(agent) }
            _ = try take(action, of: agent)
        case .excess(let count, let agent):
            guard agent.index < world.agentCount else { throw RunInputError.unknownAgent(agent) }
            guard world.actionsLeft(of: agent) == 0 else { throw RunInputError.noExcess(agent) }
            takeExcess(count, of: agent)
        case .joining(let agent):
            preconditionFailure("\(agent.name) joins at the opening of a tick")
        }
    }
}

/// Why recorded inputs are none of the run.
public enum RunInputError: Error, Hashable, Sendable, CustomStringConvertible {
    /// No such agent exists in that tick.
    case unknownAgent(AgentID)
    /// The agent had actions left.
    case noExcess(AgentID)

    /// What is wrong.
    public var description: String {
        switch self {
        case .unknownAgent(let agent): "an input of agent \(agent.index), which does not exist"
        case .noExcess(let agent): "agent \(agent.index) was not over its limit"
        }
    }
}
