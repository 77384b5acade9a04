/// A quantity, counted in lot sizes of its instrument.
@frozen
public struct Lots: Hashable, Sendable {
    /// The number of lot sizes; zero or more.
    public let units: Int64

    /// No lots at all.
    @inlinable
    public static var zero: Lots { Lots(units: 0) }

    /// Creates a quantity from a count of lot sizes.
    ///
    /// - Precondition: `units >= 0`. Outside input is checked at the edge and rejected there.
    @inlinable
    public init(units: Int64) {
        precondition(units >= 0, "a quantity must not be negative")
        self.units = units
    }
}

extension Lots: Comparable {
    @inlinable
    public static func < (left: Lots, right: Lots) -> Bool { left.units < right.units }
}
