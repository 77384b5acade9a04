public import Primitives

/// The payload of `PAIRED`.
public struct PairMade: Hashable, Sendable {
    /// The one named first; in a fallback, whose preference it was.
    public var first: AgentID
    /// The other one.
    public var second: AgentID
    /// Why.
    public var reason: PairingReason
    /// The estimated surplus at that moment, the same for both.
    public var surplus: Double

    /// Puts a payload together.
    public init(first: AgentID, second: AgentID, reason: PairingReason, surplus: Double) {
        self.first = first
        self.second = second
        self.reason = reason
        self.surplus = surplus
    }
}

/// The payload of `UNPAIRED`.
public struct PairEnded: Hashable, Sendable {
    /// The lower id.
    public var first: AgentID
    /// The higher id.
    public var second: AgentID
    /// Why.
    public var reason: PartingReason
    /// The first tick in which they may seek each other again, if not at once.
    public var cooldownUntil: Tick?

    /// Puts a payload together.
    public init(
        first: AgentID, second: AgentID, reason: PartingReason, cooldownUntil: Tick?
    ) {
        self.first = first
        self.second = second
        self.reason = reason
        self.cooldownUntil = cooldownUntil
    }
}

/// The payload of `GOODS_TRADED`.
public struct GoodsTraded: Hashable, Sendable {
    /// The number of the trade.
    public var trade: TradeID
    /// Who receives the counted good.
    public var buyer: AgentID
    /// Who gives it.
    public var seller: AgentID
    /// What was exchanged for what.
    public var pair: ExchangePair
    /// Units of the counted good; positive.
    public var units: Int64
    /// What was paid for them; positive.
    public var payment: Int64
    /// The price on record, per unit of the counted good.
    public var price: Double
    /// Where the buyer stood.
    public var position: Position
    /// What the buyer gained in utility; above the run's epsilon.
    public var gainOfBuyer: Double
    /// What the seller gained in utility; above the run's epsilon.
    public var gainOfSeller: Double
    /// The market of the institution that made it; `nil` for a trade two by two.
    public var market: Int64?

    /// Puts a payload together.
    public init(
        trade: TradeID, buyer: AgentID, seller: AgentID, pair: ExchangePair, units: Int64,
        payment: Int64, price: Double, position: Position, gainOfBuyer: Double,
        gainOfSeller: Double
    ) {
        self.trade = trade
        self.buyer = buyer
        self.seller = seller
        self.pair = pair
        self.units = units
        self.payment = payment
        self.price = price
        self.position = position
        self.gainOfBuyer = gainOfBuyer
        self.gainOfSeller = gainOfSeller
    }

    /// The amounts that changed hands, whoever gave them.
    public var amounts: GoodsBundle {
        switch pair {
        case .aForB: GoodsBundle(a: units, b: payment, money: 0)
        case .aForMoney: GoodsBundle(a: units, b: 0, money: payment)
        case .bForMoney: GoodsBundle(a: 0, b: units, money: payment)
        }
    }

    /// What the buyer has more afterwards; the seller has as much less.
    public var changeOfBuyer: GoodsBundle {
        switch pair {
        case .aForB: GoodsBundle(a: units, b: -payment, money: 0)
        case .aForMoney: GoodsBundle(a: units, b: 0, money: -payment)
        case .bForMoney: GoodsBundle(a: 0, b: units, money: -payment)
        }
    }
}

/// The payload of `GOODS_ALLOCATED`: what an auctioneer gave an agent and took from it, at once.
public struct GoodsAllocated: Hashable, Sendable {
    /// The number of the move among all trades.
    public var trade: TradeID
    /// Whom it moved.
    public var agent: AgentID
    /// What the agent has more afterwards, negative where it has less.
    public var change: GoodsBundle
    /// Where it stood.
    public var position: Position
    /// What it gained in utility; above the run's epsilon.
    public var gain: Double
    /// The market, whose moves together change nothing.
    public var market: Int64

    /// Puts a payload together.
    public init(
        trade: TradeID, agent: AgentID, change: GoodsBundle, position: Position, gain: Double,
        market: Int64
    ) {
        self.trade = trade
        self.agent = agent
        self.change = change
        self.position = position
        self.gain = gain
        self.market = market
    }
}
