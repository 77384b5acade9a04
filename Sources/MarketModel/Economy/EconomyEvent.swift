public import Primitives

/// A fact of an economy. What its agents have, plan and do is a fold over these.
///
/// Goods are whole units, money is minor units; prices, gains and λ are real numbers.
public enum EconomyEvent: Hashable, Sendable {
    /// An agent with its place, endowment and taste.
    case agentCreated(EconomyAgentCreated)
    /// Something grows on a cell from the start.
    case resourcePlaced(ResourceAmount)
    /// A harvested cell has grown; the amount is that after it.
    case resourceRegrown(ResourceAmount)
    /// The tick's mode is not that of the tick before.
    case modeChanged(old: EconomyMode, new: EconomyMode)
    /// An agent's target, target agent or commitment changed.
    case targetSet(TargetSet)
    /// An agent reserved a cell.
    case claimMade(agent: AgentID, Position)
    /// An agent's reservation of a cell ended.
    case claimReleased(agent: AgentID, Position)
    /// Two agents became a pair, and leave each other alone no more.
    case paired(PairMade)
    /// A pair was dissolved.
    case unpaired(PairEnded)
    /// An agent walked.
    case agentMoved(agent: AgentID, Position)
    /// Two agents exchanged goods.
    case goodsTraded(GoodsTraded)
    /// An auctioneer moved an agent to other holdings.
    case goodsAllocated(GoodsAllocated)
    /// An agent gathered; if it was committed to a cell, it leaves nobody alone any more.
    case resourceHarvested(ResourceHarvested)
    /// An agent's value of money changed.
    case lambdaUpdated(agent: AgentID, old: Double, new: Double)
    /// A laboratory's trader with its side and its units.
    case traderCreated(LaboratoryTraderCreated)
    /// An institution is done with a market and good in this tick.
    case marketCleared(MarketCleared)
    /// A laboratory's period is over.
    case periodEnded(PeriodEnded)
}

/// The payload of an economy's `AGENT_CREATED`.
public struct EconomyAgentCreated: Hashable, Sendable {
    /// The agent's number.
    public var agent: AgentID
    /// Its name, unique in the run.
    public var name: String
    /// Where it starts and has its home.
    public var position: Position
    /// What it starts with.
    public var endowment: GoodsBundle
    /// What it wants.
    public var utility: RecordedUtility
    /// The utility of a major unit of money.
    public var lambdaMoney: Double

    /// Describes a new agent.
    public init(
        agent: AgentID, name: String, position: Position, endowment: GoodsBundle,
        utility: RecordedUtility, lambdaMoney: Double
    ) {
        self.agent = agent
        self.name = name
        self.position = position
        self.endowment = endowment
        self.utility = utility
        self.lambdaMoney = lambdaMoney
    }
}

/// A utility function as a record names it.
public struct RecordedUtility: Hashable, Sendable {
    /// Its name in a scenario.
    public var type: String
    /// Its parameters, by name in canonical order.
    public var parameters: [RecordedParameter]

    /// Names a utility function; the parameters are put in order.
    public init(type: String, parameters: [RecordedParameter]) {
        self.type = type
        self.parameters = parameters.sorted {
            $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
        }
    }
}

/// A real number with a name.
public struct RecordedParameter: Hashable, Sendable {
    /// As a scenario writes it.
    public var name: String
    /// What it is.
    public var value: Double

    /// Names a number.
    public init(name: String, value: Double) {
        self.name = name
        self.value = value
    }
}

/// How much of a good there is on a cell.
public struct ResourceAmount: Hashable, Sendable {
    /// The cell.
    public var position: Position
    /// What grows there.
    public var good: Good
    /// How much, after the event.
    public var amount: Int64

    /// Puts a payload together.
    public init(position: Position, good: Good, amount: Int64) {
        self.position = position
        self.good = good
        self.amount = amount
    }
}

/// The payload of `TARGET_SET`: all three as they are now.
public struct TargetSet: Hashable, Sendable {
    /// Whose plan it is.
    public var agent: AgentID
    /// Where it is heading, if anywhere.
    public var position: Position?
    /// Whom it seeks, if anybody.
    public var targetAgent: AgentID?
    /// The cell it has set its mind on gathering from, if any.
    public var committed: Position?

    /// Puts a payload together.
    public init(
        agent: AgentID, position: Position?, targetAgent: AgentID?, committed: Position?
    ) {
        self.agent = agent
        self.position = position
        self.targetAgent = targetAgent
        self.committed = committed
    }
}

/// The payload of `RESOURCE_HARVESTED`.
public struct ResourceHarvested: Hashable, Sendable {
    /// Who gathered.
    public var agent: AgentID
    /// From which cell.
    public var position: Position
    /// What.
    public var good: Good
    /// How much; positive.
    public var amount: Int64
    /// How much the cell has left.
    public var left: Int64

    /// Puts a payload together.
    public init(agent: AgentID, position: Position, good: Good, amount: Int64, left: Int64) {
        self.agent = agent
        self.position = position
        self.good = good
        self.amount = amount
        self.left = left
    }
}
