/// The side of an order book.
@frozen
public enum Side: UInt8, Hashable, Sendable, CaseIterable {
    /// Buyers: the best bid is the highest.
    case bid = 0
    /// Sellers: the best ask is the lowest.
    case ask = 1

    /// The side an order of this side trades with.
    @inlinable
    public var opposite: Side { self == .bid ? .ask : .bid }
}
