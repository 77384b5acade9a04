public import MarketModel
public import Primitives

/// In which order the bots of a tick are taken up.
public enum Activation: String, Hashable, Sendable, CaseIterable {
    /// By agent id.
    case sequential
    /// In a seeded permutation, a new one each tick.
    case shuffled
    /// Each wakes with its own probability; those awake in a seeded permutation.
    case poisson
}

/// What becomes of a bankrupt agent's balances.
public enum EstatePolicy: String, Hashable, Sendable, CaseIterable {
    /// They stay where they are for ever.
    case freeze
    /// The goods are sold, the cash goes to the house.
    case liquidate
}

/// How cash decays.
public struct Decay: Hashable, Sendable {
    /// The number of ticks between two decays; 0 is never.
    public var everyTicks: Int64 = 100
    /// The share of the cash that is due.
    public var rate = BasisPoints(units: 10_000)
    /// What is due besides, in cash.
    public var fixed = Amount.zero

    /// The defaults: one basis point every 100 ticks.
    public init() {}
}

/// Who is bankrupt when, and what follows.
public struct Bankruptcy: Hashable, Sendable {
    /// Whether anybody can go bankrupt; otherwise unpaid decay is forgiven.
    public var isEnabled = true
    /// The equity at or below which an agent is bankrupt, in cash.
    public var equityFloor = Amount.zero
    /// What becomes of the balances.
    public var estate = EstatePolicy.freeze
    /// How far below the mark an estate may be sold.
    public var estateDiscount = BasisPoints(units: 1_000 * 10_000)

    /// The defaults: at no equity, frozen.
    public init() {}
}

/// What keeps agents honest: limits, decay, bankruptcy.
public struct Incentives: Hashable, Sendable {
    /// How many actions an agent may submit in a tick.
    public var maxActionsPerTick: Int64 = 10
    /// How cash decays.
    public var decay = Decay()
    /// Who is bankrupt when.
    public var bankruptcy = Bankruptcy()

    /// The defaults.
    public init() {}
}

/// One entry of a scenario's agents: some agents alike but for their names.
public struct AgentGroup: Hashable, Sendable {
    /// In-process or remote.
    public var kind: AgentKind
    /// The strategy's catalogue name; `nil` for remote agents.
    public var bot: String?
    /// The n-th agent of a name is called `name-n`, n from 1 over the whole scenario.
    public var name: String
    /// How many agents.
    public var count: Int
    /// What each starts with, by asset number.
    public var balances: [Amount]
    /// The strategy's parameters, all of them; `nil` for remote agents.
    public var parameters: BotParameters?
    /// How many ticks old what they see is, and how long their actions take.
    public var latencyTicks: Int64
    /// With ``Activation/poisson``, the probability of acting in a tick.
    public var wakeRate: Double

    /// Describes agents alike.
    public init(
        kind: AgentKind = .bot, bot: String?, name: String, count: Int = 1,
        balances: [Amount], parameters: BotParameters?, latencyTicks: Int64 = 0,
        wakeRate: Double = 1
    ) {
        self.kind = kind
        self.bot = bot
        self.name = name
        self.count = count
        self.balances = balances
        self.parameters = parameters
        self.latencyTicks = latencyTicks
        self.wakeRate = wakeRate
    }
}

/// A scenario event with the tick in whose opening it applies.
public struct PlannedEvent: Hashable, Sendable {
    /// In whose opening it applies.
    public var tick: Tick
    /// What happens then.
    public var event: ScenarioEvent

    /// Plans an event.
    public init(tick: Tick, event: ScenarioEvent) {
        self.tick = tick
        self.event = event
    }
}

/// Everything about an exchange run but its seed, checked and with every default filled in.
public struct ExchangeScenario: Hashable, Sendable {
    /// `[a-z0-9][a-z0-9._-]{0,63}`.
    public var name: String
    /// How many ticks the run has.
    public var ticks: Int64
    /// Assets and instruments.
    public var market: MarketDescription
    /// Limits, decay, bankruptcy.
    public var incentives = Incentives()
    /// In which order bots are taken up.
    public var activation = Activation.shuffled
    /// What happens when an order meets one of its own agent.
    public var selfTradePrevention = SelfTradePrevention.cancelNewest
    /// The number of ticks between two metrics snapshots.
    public var metricsEveryTicks: Int64 = 10
    /// What annualises a Sharpe ratio: 252 days of 390 minutes.
    public var ticksPerYear: Int64 = 98_280
    /// The agents in order of their ids.
    public var agents: [AgentGroup]
    /// What is planned, in file order.
    public var events: [PlannedEvent] = []

    /// Describes a scenario with the defaults for what is not given.
    public init(
        name: String, ticks: Int64, market: MarketDescription, agents: [AgentGroup]
    ) {
        self.name = name
        self.ticks = ticks
        self.market = market
        self.agents = agents
    }
}
