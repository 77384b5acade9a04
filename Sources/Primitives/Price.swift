/// A limit or execution price, counted in tick sizes of its instrument.
@frozen
public struct Price: Hashable, Sendable {
    /// The number of tick sizes; at least one.
    public let units: Int64

    /// Creates a price from a count of tick sizes.
    ///
    /// - Precondition: `units > 0`. Outside input is checked at the edge and rejected there.
    @inlinable
    public init(units: Int64) {
        precondition(units > 0, "a price must be positive")
        self.units = units
    }
}

extension Price: Comparable {
    @inlinable
    public static func < (left: Price, right: Price) -> Bool { left.units < right.units }
}
