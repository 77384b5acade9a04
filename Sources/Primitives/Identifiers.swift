/// A step of simulated time, numbered from 0; everything in a tick happens in a total order.
@frozen
public struct Tick: Hashable, Comparable, Sendable {
    /// The number of ticks before this one.
    public let index: Int64

    /// Creates the tick with the given number.
    @inlinable
    public init(_ index: Int64) { self.index = index }

    @inlinable
    public static func < (left: Tick, right: Tick) -> Bool { left.index < right.index }
}

/// An order of a run, numbered from 1 in the order of placing.
@frozen
public struct OrderID: Hashable, Comparable, Sendable {
    /// The number of the order; the first one is 1.
    public let number: Int64

    /// Names the order with the given number, which need not exist.
    @inlinable
    public init(_ number: Int64) { self.number = number }

    @inlinable
    public static func < (left: OrderID, right: OrderID) -> Bool { left.number < right.number }
}

/// A settled trade of a run, numbered from 1.
@frozen
public struct TradeID: Hashable, Comparable, Sendable {
    /// The number of the trade; the first one is 1.
    public let number: Int64

    /// Names the trade with the given number.
    @inlinable
    public init(_ number: Int64) { self.number = number }

    @inlinable
    public static func < (left: TradeID, right: TradeID) -> Bool { left.number < right.number }
}

/// A participant with balances, numbered from 0 in the scenario's order.
@frozen
public struct AgentID: Hashable, Comparable, Sendable {
    /// The place of the agent in every per-agent table.
    public let index: Int

    /// Names the agent with the given number.
    @inlinable
    public init(_ index: Int) { self.index = index }

    @inlinable
    public static func < (left: AgentID, right: AgentID) -> Bool { left.index < right.index }
}

/// A traded pair of assets, numbered from 0 in the scenario's order.
@frozen
public struct InstrumentID: Hashable, Comparable, Sendable {
    /// The place of the instrument in every per-instrument table.
    public let index: Int

    /// Names the instrument with the given number.
    @inlinable
    public init(_ index: Int) { self.index = index }

    @inlinable
    public static func < (left: InstrumentID, right: InstrumentID) -> Bool {
        left.index < right.index
    }
}

/// Something an agent can own. Number 0 is cash, the quote asset of every instrument of a run.
@frozen
public struct AssetID: Hashable, Comparable, Sendable {
    /// The place of the asset in every per-asset table.
    public let index: Int

    /// The quote asset.
    @inlinable
    public static var cash: AssetID { AssetID(0) }

    /// Names the asset with the given number.
    @inlinable
    public init(_ index: Int) { self.index = index }

    @inlinable
    public static func < (left: AssetID, right: AssetID) -> Bool { left.index < right.index }
}
