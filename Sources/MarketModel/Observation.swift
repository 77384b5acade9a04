public import Primitives

/// A balance of one asset.
public struct Balance: Hashable, Sendable {
    /// Free to spend.
    public var available: Amount
    /// Committed to open orders.
    public var reserved: Amount

    /// Describes a balance.
    public init(available: Amount, reserved: Amount) {
        self.available = available
        self.reserved = reserved
    }

    /// Both together, in units of 10⁻⁸.
    public var total: Amount { Amount(units: available.units + reserved.units) }
}

/// An order of one's own that rests in a book.
public struct OpenOrder: Hashable, Sendable {
    /// Its number.
    public var order: OrderID
    /// Where it rests.
    public var instrument: InstrumentID
    /// Buy or sell.
    public var side: Side
    /// In tick sizes.
    public var price: Price
    /// In lot sizes.
    public var open: Lots

    /// Describes an open order.
    public init(
        order: OrderID, instrument: InstrumentID, side: Side, price: Price, open: Lots
    ) {
        self.order = order
        self.instrument = instrument
        self.side = side
        self.price = price
        self.open = open
    }
}

/// A price with all that is open at it.
public struct DepthLevel: Hashable, Codable, Sendable {
    /// In tick sizes.
    public var price: Price
    /// The sum of the open quantities, in lot sizes; may exceed 64 bits.
    public var volume: Int128
    /// How many orders make it up.
    public var orders: Int

    /// Describes a level.
    public init(price: Price, volume: Int128, orders: Int) {
        self.price = price
        self.volume = volume
        self.orders = orders
    }
}

/// A trade as the public sees it.
public struct TradePrint: Hashable, Codable, Sendable {
    /// When it was executed.
    public var tick: Tick
    /// In tick sizes.
    public var price: Price
    /// In lot sizes.
    public var quantity: Lots
    /// The side that took.
    public var aggressorSide: Side

    /// Describes a trade.
    public init(tick: Tick, price: Price, quantity: Lots, aggressorSide: Side) {
        self.tick = tick
        self.price = price
        self.quantity = quantity
        self.aggressorSide = aggressorSide
    }
}

/// What everybody may know about one instrument at one moment.
public struct MarketView: Codable, Sendable {
    /// How many levels of depth and how many recent trades a view holds.
    public static let depth = 10

    /// Sizes, bounds and symbol.
    public var instrument: Instrument
    /// The fees now in force.
    public var fees: FeeSchedule
    /// The fallback now in force for marks and bots, in tick sizes.
    public var referencePrice: Price
    /// Whether trading is halted.
    public var isHalted: Bool
    /// Up to ten levels, best first.
    public var bids: [DepthLevel]
    /// Up to ten levels, best first.
    public var asks: [DepthLevel]
    /// The last ten trades of the run, oldest first.
    public var recentTrades: [TradePrint]
    /// ``price`` at this and the ticks before, oldest first, the present one last; as many
    /// as the run's strategies asked for, fewer at the start.
    public var pastPrices: [Double]

    /// Describes a market.
    public init(
        instrument: Instrument, fees: FeeSchedule, referencePrice: Price, isHalted: Bool,
        bids: [DepthLevel], asks: [DepthLevel], recentTrades: [TradePrint],
        pastPrices: [Double]
    ) {
        self.instrument = instrument
        self.fees = fees
        self.referencePrice = referencePrice
        self.isHalted = isHalted
        self.bids = bids
        self.asks = asks
        self.recentTrades = recentTrades
        self.pastPrices = pastPrices
    }

    /// The highest price somebody would buy at.
    public var bestBid: Price? { bids.first?.price }

    /// The lowest price somebody would sell at.
    public var bestAsk: Price? { asks.first?.price }

    /// Halfway between the best bid and the best ask, in tick sizes; `nil` unless both stand.
    public var mid: Double? {
        guard let bid = bestBid, let ask = bestAsk else { return nil }
        return (Double(bid.units) + Double(ask.units)) / 2
    }

    /// The mid, without one the last trade, without one the reference price; in tick sizes.
    public var price: Double {
        mid ?? Double((recentTrades.last?.price ?? referencePrice).units)
    }
}

/// All that an agent sees when it decides: what a remote agent could ask for, and no more.
public struct Observation: Sendable {
    /// The tick in which the agent acts.
    public var tick: Tick
    /// Who it is.
    public var agent: AgentID
    /// Its balances by asset number, as they are now.
    public var balances: [Balance]
    /// What it started with, by asset number.
    public var initialBalances: [Amount]
    /// Its open orders by id, as they are now.
    public var openOrders: [OpenOrder]
    /// The markets by instrument number, as they were `latency` ticks ago.
    public var markets: [MarketView]
    /// Scenario shocks in force that name this agent.
    public var shocks: [Shock]
    /// How many ticks old the markets are, and how many its actions take.
    public var latencyTicks: Int64

    /// Describes what an agent sees.
    public init(
        tick: Tick, agent: AgentID, balances: [Balance], initialBalances: [Amount],
        openOrders: [OpenOrder], markets: [MarketView], shocks: [Shock] = [],
        latencyTicks: Int64 = 0
    ) {
        self.tick = tick
        self.agent = agent
        self.balances = balances
        self.initialBalances = initialBalances
        self.openOrders = openOrders
        self.markets = markets
        self.shocks = shocks
        self.latencyTicks = latencyTicks
    }

    /// The tick in which what the agent does now is taken up.
    public var arrivalTick: Tick { Tick(tick.index + latencyTicks) }

    /// What is free of an asset.
    public func available(_ asset: AssetID) -> Amount { balances[asset.index].available }

    /// How much more of an asset the agent owns than at its start; negative for less.
    public func position(in asset: AssetID) -> Amount {
        let now = balances[asset.index].total
        return Amount(units: now.units - initialBalances[asset.index].units)
    }

    /// The probability with which a bot that chooses a side at random should choose to buy.
    public func bidProbability(in instrument: InstrumentID) -> Double {
        let shock = shocks.last { $0.instrument == nil || $0.instrument == instrument }
        guard let shock else { return 0.5 }
        return shock.side == .bid ? shock.probability : 1 - shock.probability
    }
}
