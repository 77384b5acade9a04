public import Institutions
public import MarketModel

/// One buyer or seller of a laboratory.
public struct LaboratoryTrader: Hashable, Sendable {
    /// Who decides what is quoted.
    public var strategy: TraderStrategy
    /// A buyer's redemption values or a seller's costs, in whole price units, best first:
    /// values fall, costs rise, or stay.
    public var limits: [Int64]

    /// Describes a trader.
    public init(_ strategy: TraderStrategy, limits: [Int64]) {
        self.strategy = strategy
        self.limits = limits
    }
}

/// Everything about an experiment but its seed, checked and with every default filled in.
///
/// Values, costs and stocks are renewed at the start of each period.
public struct LaboratoryScenario: Hashable, Sendable {
    /// `[a-z0-9][a-z0-9._-]{0,63}`.
    public var name: String
    /// How traders meet.
    public var institution: LaboratoryInstitution
    /// How many periods there are; a period is one tick.
    public var periods: Int64
    /// How many draws a period has.
    public var steps: Int64
    /// The prices that may be quoted, in whole units.
    public var priceRange: ClosedRange<Int64>
    /// Who buys, in order of their ids.
    public var buyers: [LaboratoryTrader]
    /// Who sells, in order of their ids, which go on from those of the buyers.
    public var sellers: [LaboratoryTrader]
    /// How often the experiment is repeated, with seeds that follow from the run's.
    public var replications: Int64 = 1

    /// Describes an experiment with the defaults for what is not given.
    public init(
        name: String, institution: LaboratoryInstitution, periods: Int64, steps: Int64,
        priceRange: ClosedRange<Int64>, buyers: [LaboratoryTrader], sellers: [LaboratoryTrader]
    ) {
        self.name = name
        self.institution = institution
        self.periods = periods
        self.steps = steps
        self.priceRange = priceRange
        self.buyers = buyers
        self.sellers = sellers
    }
}
