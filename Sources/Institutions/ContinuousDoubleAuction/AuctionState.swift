import MarketModel
import Primitives

/// The books of a continuous double auction as plain values, to be kept in a snapshot.
public struct AuctionState: Codable, Equatable, Sendable {
    var lastOrder: Int64
    var lastTrade: Int64
    /// By instrument.
    var venues: [VenueState]
}

struct VenueState: Codable, Equatable, Sendable {
    var fees: FeeSchedule
    var isHalted: Bool
    var referencePrice: Price
    var lastPrice: Price?
    var recentTrades: [TradePrint]
    /// In the order in which they are to trade.
    var bids: [KeptOrder]
    /// In the order in which they are to trade.
    var asks: [KeptOrder]
}

/// An open order with all that its book and its table know of it.
struct KeptOrder: Codable, Equatable, Sendable {
    var order: OrderID
    var agent: AgentID
    var price: Price
    var open: Lots
    var filled: Lots
    /// The last tick of a good-till-tick order.
    var expiresAtTick: Tick?
}
