public import Institutions

/// Everything about an economy's run but its seed, checked and with every default filled in.
///
/// Whoever reads a scenario checks it first: a world made of one that breaks the bounds named
/// here, or has more than can be added up, stops the process.
public struct EconomyScenario: Hashable, Sendable {
    /// `[a-z0-9][a-z0-9._-]{0,63}`, or the file's own name for it.
    public var name: String
    /// What to expect of it; in no event.
    public var description: String
    /// How many ticks the run has; at least 0.
    public var ticks: Int64
    /// Cells along each side of the grid; at least 1 (`N`).
    public var gridSize: Int
    /// Agents and resources.
    public var origin: EconomyOrigin
    /// The numbers.
    public var parameters = EconomyParameters()
    /// What may be done when; `nil` for both, always.
    public var schedule: ModeSchedule?
    /// How agents choose where to go.
    public var search = SearchProtocol.distanceDiscounted
    /// How they are brought together.
    public var matching = MatchingProtocol.threePass(ThreePassOptions())
    /// How they settle what to exchange.
    public var bargaining = BargainingProtocol.compensatingBlock(ranksBySurplus: false)
    /// What takes the place of trade two by two.
    public var institution = EconomyInstitution.bilateral

    /// How many ticks a scenario has that does not say.
    public static let defaultTicks: Int64 = 100
    /// The greatest radius, budget, amount of a cell, forage rate, block or number of ticks in a
    /// parameter: 2³¹ − 1.
    public static let greatestParameter: Int64 = 2_147_483_647

    /// Describes a scenario with the defaults for what is not given.
    public init(
        name: String, description: String = "", ticks: Int64 = EconomyScenario.defaultTicks,
        gridSize: Int, origin: EconomyOrigin
    ) {
        self.name = name
        self.description = description
        self.ticks = ticks
        self.gridSize = gridSize
        self.origin = origin
    }
}
