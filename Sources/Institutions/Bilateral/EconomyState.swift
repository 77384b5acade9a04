public import Geography
public import MarketModel
public import Preferences
public import Primitives

/// Where an agent wants to go, and with whom it trades.
public struct AgentPlan: Hashable, Sendable, Codable {
    /// Where it is heading; `nil` before it has wanted anything.
    public package(set) var target: Position?
    /// Whom it seeks, if it seeks anybody.
    public package(set) var targetAgent: Int?
    /// The cell it has set its mind on gathering from, if any.
    public package(set) var commitment: Position?
    /// Whom it is paired with, if anybody.
    public package(set) var partner: Int?

    /// No plan.
    public init() {}
}

/// What the random rules of a run remember: the states of their streams.
public struct ProtocolMemory: Hashable, Sendable, Codable {
    /// Of the search.
    public package(set) var search: UInt32
    /// Of the matching.
    public package(set) var matching: UInt32
    /// Of the bargaining.
    public package(set) var bargaining: UInt32

    package init(search: UInt32, matching: UInt32, bargaining: UInt32) {
        self.search = search
        self.matching = matching
        self.bargaining = bargaining
    }
}

/// All that an economy's next tick depends on: plain values, by agent id.
///
/// Rules read it. Only the kernel writes it, and tells of every change by an event.
public struct EconomyState: Sendable {
    /// The tick that is open or, between ticks, the next.
    public package(set) var tick = Tick(0)
    /// The mode of the tick that was last open; that of tick 0 before it.
    public package(set) var mode: EconomyMode
    /// Where each agent stands.
    public package(set) var positions: [Position]
    /// Where each agent started.
    public let homes: [Position]
    /// What each agent has.
    public package(set) var holdings: [GoodsBundle]
    /// What each agent wants; λ changes where it is learned.
    public package(set) var tastes: [Taste]
    /// What each agent plans.
    public package(set) var plans: [AgentPlan]
    /// Who leaves whom alone until when.
    public package(set) var cooldowns: Cooldowns
    /// Who has reserved which cell.
    public package(set) var claims: Claims
    /// What grows where.
    public package(set) var field: ResourceField
    /// What the random rules remember.
    public package(set) var memory: ProtocolMemory

    package init(
        mode: EconomyMode, positions: [Position], holdings: [GoodsBundle], tastes: [Taste],
        field: ResourceField, memory: ProtocolMemory
    ) {
        self.mode = mode
        self.positions = .inLargePages(positions)
        homes = positions
        self.holdings = .inLargePages(holdings)
        self.tastes = .inLargePages(tastes)
        plans = .inLargePages(repeating: AgentPlan(), count: positions.count)
        cooldowns = Cooldowns(agentCount: positions.count)
        claims = Claims(gridSize: field.gridSize)
        self.field = field
        self.memory = memory
    }

    /// How many agents there are.
    public var agentCount: Int { positions.count }

    /// How far apart two agents are now.
    public func distance(_ left: Int, _ right: Int) -> Int {
        positions[left].distance(to: positions[right])
    }
}
