public import Preferences

/// The numbers of an economy (`params`); the defaults stand here and nowhere else.
public struct EconomyParameters: Hashable, Sendable {
    /// How far above and below its reservation price an agent quotes; at least 0.
    public var spread = 0.0
    /// How far agents see, in steps; at least 0.
    public var visionRadius = 5
    /// How near two agents must be to trade, in steps; at least 0.
    public var interactionRadius = 1
    /// How many steps an agent may walk in a tick; positive.
    public var moveBudgetPerTick = 1
    /// The most units of the counted good in one block; positive (`dA_max`).
    public var greatestBlock: Int64 = 5
    /// The most units an agent gathers in a tick; positive.
    public var forageRate: Int64 = 1
    /// The least gain that counts, and what stands for zero; positive.
    public var epsilon = 1e-12
    /// What a step of distance leaves of a score; above 0, at most 1.
    public var beta = 0.95
    /// Units a harvested cell regrows in a tick; 0 is never.
    public var resourceGrowthRate: Int64 = 0
    /// Read and recorded; the engine's cap is what a cell was seeded with.
    public var resourceMaxAmount: Int64 = 5
    /// Ticks a cell rests after a harvest before it regrows.
    public var resourceRegenCooldownTicks: Int64 = 5
    /// Ticks two agents leave each other alone after a failed negotiation.
    public var tradeCooldownTicks: Int64 = 5
    /// How large blocks get.
    public var executionMode = ExecutionMode.minimum
    /// Whether foragers reserve the cell they walk to.
    public var claimsResources = true
    /// Whether a cell gives to one agent only in a tick.
    public var singleHarvester = true
    /// What may be exchanged for what.
    public var regime = ExchangeRegime.barterOnly
    /// Where the value of money comes from.
    public var moneyMode = MoneyMode.quasilinear
    /// How utility grows with money.
    public var moneyForm = MoneyForm.linear
    /// What is added to money in the logarithm, in major units; at least 0 (`M_0`).
    public var moneyOffset = 0.0
    /// Minor units of money in a major one; at least 1.
    public var moneyScale: Int64 = 1
    /// The utility of a major unit of money; positive.
    public var lambdaMoney = 1.0
    /// The share of the new in a learned value of money; in 0…1.
    public var lambdaUpdateRate = 0.2
    /// The least value of money that can be learned; positive.
    public var lambdaMin = 1e-6
    /// The greatest value of money that can be learned; above the least.
    public var lambdaMax = 1e6
    /// From how many offers for money in view barter closes; positive.
    public var gateMinQuotes: Int64 = 3
    /// Whether a store keeps every agent's preferences.
    public var logsPreferences = false

    /// The defaults.
    public init() {}
}
