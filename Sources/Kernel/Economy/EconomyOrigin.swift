public import Preferences
public import Primitives

/// Where the agents and resources of an economy come from.
public enum EconomyOrigin: Hashable, Sendable {
    /// All of them are given (`agents: […]`, `resources: […]`).
    case explicit(ExplicitOrigin)
    /// Places, tastes and resources are drawn from the seed.
    case drawn(DrawnOrigin)

    /// How many agents there are.
    public var agentCount: Int {
        switch self {
        case .explicit(let origin): origin.agents.count
        case .drawn(let origin): origin.agentCount
        }
    }
}

/// An economy without chance at its start.
public struct ExplicitOrigin: Hashable, Sendable {
    /// The agents by id; at least one.
    public var agents: [EconomyAgent]
    /// What grows where; no cell twice, each on the grid.
    public var resources: [PlacedResource]

    /// Creates an origin.
    public init(agents: [EconomyAgent], resources: [PlacedResource] = []) {
        self.agents = agents
        self.resources = resources
    }
}

/// An agent as it starts; its id is its place in the list.
public struct EconomyAgent: Hashable, Sendable {
    /// Where it stands and has its home; on the grid.
    public var position: Position
    /// What it has, money in minor units; nothing negative.
    public var endowment: GoodsBundle
    /// What it wants; with Stone-Geary it starts above subsistence.
    public var utility: Utility
    /// The utility of a major unit of money; positive.
    public var lambdaMoney: Double
    /// What is added to money in the logarithm, in major units; at least 0.
    public var moneyOffset: Double

    /// Creates an agent.
    public init(
        position: Position, endowment: GoodsBundle, utility: Utility, lambdaMoney: Double = 1,
        moneyOffset: Double = 0
    ) {
        self.position = position
        self.endowment = endowment
        self.utility = utility
        self.lambdaMoney = lambdaMoney
        self.moneyOffset = moneyOffset
    }
}

/// A cell on which something grows.
public struct PlacedResource: Hashable, Sendable {
    /// The cell.
    public var position: Position
    /// What grows there.
    public var good: Good
    /// How much of it, at the start and at most; at least 0.
    public var amount: Int64

    /// Creates a resource.
    public init(position: Position, good: Good, amount: Int64) {
        self.position = position
        self.good = good
        self.amount = amount
    }
}

/// An economy whose places, tastes and resources the seed decides.
public struct DrawnOrigin: Hashable, Sendable {
    /// How many agents; at least 1.
    public var agentCount: Int
    /// Units of good A; at least 0.
    public var inventoryA: PerAgent<Int64>
    /// Units of good B; at least 0.
    public var inventoryB: PerAgent<Int64>
    /// Money in major units, times the money scale at the start; at least 0.
    public var money: PerAgent<Int64>
    /// The utility of a major unit of money; positive.
    public var lambdaMoney: PerAgent<Double>
    /// What is added to money in the logarithm, in major units; at least 0.
    public var moneyOffset: PerAgent<Double>
    /// The tastes and how frequent they are; weights sum to 1 within 10⁻⁶.
    public var mix: [UtilityShare]
    /// The share of cells on which something grows; in 0…1.
    public var resourceDensity: Double
    /// How much grows on such a cell; positive unless the density is 0.
    public var resourceAmount: Int64

    /// Creates an origin.
    public init(
        agentCount: Int, inventoryA: PerAgent<Int64>, inventoryB: PerAgent<Int64>,
        money: PerAgent<Int64> = .all(0), lambdaMoney: PerAgent<Double> = .all(1),
        moneyOffset: PerAgent<Double> = .all(0), mix: [UtilityShare],
        resourceDensity: Double = 0, resourceAmount: Int64 = 0
    ) {
        self.agentCount = agentCount
        self.inventoryA = inventoryA
        self.inventoryB = inventoryB
        self.money = money
        self.lambdaMoney = lambdaMoney
        self.moneyOffset = moneyOffset
        self.mix = mix
        self.resourceDensity = resourceDensity
        self.resourceAmount = resourceAmount
    }
}

/// One value for everybody, or a value for each.
public enum PerAgent<Value: Hashable & Sendable>: Hashable, Sendable {
    case all(Value)
    /// By id, exactly one per agent.
    case each([Value])

    /// The value of an agent.
    public subscript(agent: Int) -> Value {
        switch self {
        case .all(let value): value
        case .each(let values): values[agent]
        }
    }
}

/// A taste and how frequent it is.
public struct UtilityShare: Hashable, Sendable {
    /// The taste.
    public var utility: Utility
    /// Its share among agents; at least 0.
    public var weight: Double

    /// Creates a share.
    public init(utility: Utility, weight: Double) {
        self.utility = utility
        self.weight = weight
    }
}
