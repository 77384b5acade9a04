public import Primitives

/// The payload of a laboratory's `AGENT_CREATED`.
public struct LaboratoryTraderCreated: Hashable, Sendable {
    /// The trader's number: buyers first, then sellers.
    public var agent: AgentID
    /// Its name, unique in the run.
    public var name: String
    /// `bid` for a buyer, `ask` for a seller.
    public var side: Side
    /// Values or costs, best first, in price units.
    public var units: [Int64]
    /// The name of its strategy.
    public var trader: String

    /// Describes a new trader.
    public init(agent: AgentID, name: String, side: Side, units: [Int64], trader: String) {
        self.agent = agent
        self.name = name
        self.side = side
        self.units = units
        self.trader = trader
    }
}

/// The payload of `MARKET_CLEARED`: what an institution came to in one market, good and tick.
public struct MarketCleared: Hashable, Sendable {
    /// Which market: the lowest id of its members.
    public var market: Int64
    /// What was traded for what.
    public var pair: ExchangePair
    /// Who is in it, by id.
    public var members: [AgentID]
    /// The price, or the mean of the trades' prices; `nil` where there is none.
    public var price: Double?
    /// Who was willing to buy, by id.
    public var buyers: [AgentID]
    /// Who was willing to sell, by id.
    public var sellers: [AgentID]
    /// Units that changed hands.
    public var volume: Int64
    /// Willing buyers, or in a laboratory their units, that did not trade.
    public var unfilledDemand: Int64
    /// Willing sellers, or in a laboratory their units, that did not trade.
    public var unfilledSupply: Int64
    /// The sum of what both sides of every trade gained.
    public var surplus: Double

    /// Describes a market that has met.
    public init(
        market: Int64, pair: ExchangePair, members: [AgentID], price: Double?,
        buyers: [AgentID], sellers: [AgentID], volume: Int64, unfilledDemand: Int64,
        unfilledSupply: Int64, surplus: Double
    ) {
        self.market = market
        self.pair = pair
        self.members = members
        self.price = price
        self.buyers = buyers
        self.sellers = sellers
        self.volume = volume
        self.unfilledDemand = unfilledDemand
        self.unfilledSupply = unfilledSupply
        self.surplus = surplus
    }
}

/// The payload of `PERIOD_ENDED`.
public struct PeriodEnded: Hashable, Sendable {
    /// Trades of the period.
    public var trades: Int64
    /// What the traders gained, in price units.
    public var surplus: Int64
    /// The same in percent of what theory says can be gained; `nil` where nothing can.
    public var efficiency: Double?

    /// Describes a period.
    public init(trades: Int64, surplus: Int64, efficiency: Double?) {
        self.trades = trades
        self.surplus = surplus
        self.efficiency = efficiency
    }
}
