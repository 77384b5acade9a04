public import Primitives

/// What an agent wants done. The exchange may refuse it; see ``Rejection``.
///
/// Prices and quantities come as amounts in asset units, unchecked: the first thing the
/// exchange does is to see whether they are whole numbers of ticks and lots within bounds.
public enum Action: Hashable, Codable, Sendable {
    /// Buy or sell at a price or better.
    case placeLimitOrder(LimitOrder)
    /// Buy or sell at any price; never rests.
    case placeMarketOrder(MarketOrder)
    /// Take back what is open of an order.
    case cancelOrder(OrderID)
    /// Take back every open order, or every one in an instrument.
    case cancelAll(InstrumentReference?)
    /// Give an order a new price, a new total quantity, or both; what is `nil` stays.
    case replaceOrder(OrderID, price: Amount?, quantity: Amount?)
    /// Lower open quantity and total alike; the place in the queue is kept.
    case reduceOrder(OrderID, quantity: Amount)

    /// The name of the action in events and requests.
    public var name: ActionName {
        switch self {
        case .placeLimitOrder: .placeLimitOrder
        case .placeMarketOrder: .placeMarketOrder
        case .cancelOrder: .cancelOrder
        case .cancelAll: .cancelAll
        case .replaceOrder: .replaceOrder
        case .reduceOrder: .reduceOrder
        }
    }
}

/// The names of actions, as requests and events spell them.
public enum ActionName: String, Hashable, Sendable, CaseIterable {
    case placeLimitOrder = "place_limit_order"
    case placeMarketOrder = "place_market_order"
    case cancelOrder = "cancel_order"
    case cancelAll = "cancel_all"
    case replaceOrder = "replace_order"
    case reduceOrder = "reduce_order"
}

/// An instrument as an action names it, which need not exist.
public enum InstrumentReference: Hashable, Codable, Sendable {
    /// One that is traded here.
    case listed(InstrumentID)
    /// A symbol nobody trades here; at most 64 characters are kept by whoever parsed it.
    case unlisted(String)
}

/// How long a limit order stays.
public enum TimeInForce: UInt8, Hashable, Codable, Sendable, CaseIterable {
    /// Good till cancelled.
    case gtc
    /// Immediate or cancel: trades what it can, the rest is cancelled.
    case ioc
    /// Fill or kill: all at once or not at all.
    case fok
    /// Rests or is refused; never takes.
    case postOnly
    /// Good till a tick: expires at that tick's closing.
    case gtt

    /// The name in scenarios, requests and events.
    public var name: StaticString {
        switch self {
        case .gtc: "gtc"
        case .ioc: "ioc"
        case .fok: "fok"
        case .postOnly: "post_only"
        case .gtt: "gtt"
        }
    }
}

/// The fields of a limit order.
public struct LimitOrder: Hashable, Codable, Sendable {
    /// Where it is to trade.
    public var instrument: InstrumentReference
    /// Buy or sell.
    public var side: Side
    /// The worst price, in cash.
    public var price: Amount
    /// The quantity, in the base asset.
    public var quantity: Amount
    /// How long it stays.
    public var timeInForce: TimeInForce
    /// The last tick in which it may trade; with ``TimeInForce/gtt`` only.
    public var expiresAtTick: Tick?
    /// A name of the agent's own choosing: 1–64 of `[A-Za-z0-9_-]`.
    public var clientOrderID: String?

    /// Describes a limit order; nothing is checked here.
    public init(
        _ side: Side, _ quantity: Amount, at price: Amount, in instrument: InstrumentReference,
        timeInForce: TimeInForce = .gtc, expiresAtTick: Tick? = nil,
        clientOrderID: String? = nil
    ) {
        self.instrument = instrument
        self.side = side
        self.price = price
        self.quantity = quantity
        self.timeInForce = timeInForce
        self.expiresAtTick = expiresAtTick
        self.clientOrderID = clientOrderID
    }
}

/// The fields of a market order.
public struct MarketOrder: Hashable, Codable, Sendable {
    /// Where it is to trade.
    public var instrument: InstrumentReference
    /// Buy or sell.
    public var side: Side
    /// The quantity, in the base asset.
    public var quantity: Amount
    /// A name of the agent's own choosing: 1–64 of `[A-Za-z0-9_-]`.
    public var clientOrderID: String?

    /// Describes a market order; nothing is checked here.
    public init(
        _ side: Side, _ quantity: Amount, in instrument: InstrumentReference,
        clientOrderID: String? = nil
    ) {
        self.instrument = instrument
        self.side = side
        self.quantity = quantity
        self.clientOrderID = clientOrderID
    }
}

/// What happens when an incoming order meets a resting one of its own agent.
public enum SelfTradePrevention: String, Hashable, Sendable, CaseIterable {
    /// The incoming order is cancelled with what it has left.
    case cancelNewest = "cancel_newest"
    /// The resting order is cancelled and matching goes on.
    case cancelOldest = "cancel_oldest"
    /// Both are cancelled.
    case cancelBoth = "cancel_both"
    /// They trade as strangers.
    case none
}
