public import MarketModel
public import Primitives

/// What a run of an economy came to: everything its events say about it, in figures.
///
/// Undefined figures are `nil`, never zero.
public struct EconomySummary: Hashable, Sendable {
    /// Over or not.
    public var status: RunSummary.Status
    /// Why it is over; `nil` if it is not.
    public var stopReason: RunStopReason?
    /// The scenario's name.
    public var scenario: String
    /// The seed of every random stream.
    public var seed: UInt32
    /// Ticks that have closed.
    public var ticks: Int64
    /// Events written.
    public var events: Int64
    /// By id.
    public var agents: [Agent]
    /// The pairs that traded: A for B, A for money, B for money.
    public var pairs: [Pair]
    /// The house's pools, if it has any.
    public var pools: [Pool] = []
    /// How many moves an auctioneer made.
    public var moves: Int64 = 0
    /// How many negotiations ended without a trade, and the pair with them.
    public var failedNegotiations: Int64
    /// The Gini coefficient of the gains in utility; `nil` where somebody lost or nobody gained.
    public var gini: Double?

    /// What became of an agent.
    public struct Agent: Hashable, Sendable {
        /// Its number.
        public var id: AgentID
        /// The name of its utility function.
        public var utilityType: String
        /// What it started with.
        public var endowment: GoodsBundle
        /// What it has.
        public var holding: GoodsBundle
        /// Its utility at the start.
        public var startUtility: Double
        /// Its utility now.
        public var endUtility: Double
        /// What it gathered; never money.
        public var gathered: GoodsBundle
        /// How many trades it had a part in.
        public var trades: Int64

        /// How much utility it gained.
        public var gain: Double { endUtility - startUtility }
    }

    /// What became of a pool.
    public struct Pool: Hashable, Sendable {
        /// What it started with.
        public var endowment: GoodsBundle
        /// What it has.
        public var holding: GoodsBundle
    }

    /// What was exchanged for what, and at which prices.
    public struct Pair: Hashable, Sendable {
        /// What for what.
        public var pair: ExchangePair
        /// How many trades; positive.
        public var trades: Int64
        /// Units of the counted good.
        public var volume: Int64
        /// The mean of the trades' prices, or of those of an auctioneer.
        public var meanPrice: Double
        /// Their standard deviation.
        public var priceDeviation: Double
    }

    /// How many trades there were.
    public var trades: Int64 { pairs.reduce(moves) { $0 + $1.trades } }

    /// What all agents and pools started with.
    public var endowments: GoodsBundle {
        let ofAgents = agents.reduce(into: GoodsBundle(a: 0, b: 0)) { $0.add($1.endowment) }
        return pools.reduce(into: ofAgents) { $0.add($1.endowment) }
    }

    /// What all agents and pools have.
    public var holdings: GoodsBundle {
        let ofAgents = agents.reduce(into: GoodsBundle(a: 0, b: 0)) { $0.add($1.holding) }
        return pools.reduce(into: ofAgents) { $0.add($1.holding) }
    }

    /// What all agents gathered.
    public var gathered: GoodsBundle {
        agents.reduce(into: GoodsBundle(a: 0, b: 0)) { $0.add($1.gathered) }
    }

    /// Whether nothing was lost or made but what was gathered.
    public var isConserved: Bool {
        var sum = endowments
        sum.add(gathered)
        return sum == holdings
    }
}
