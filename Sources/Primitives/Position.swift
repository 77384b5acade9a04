/// A cell of a square grid; both coordinates count from 0.
@frozen
public struct Position: Hashable, Sendable, Codable {
    /// The column.
    public var x: Int32
    /// The row.
    public var y: Int32

    /// Names a cell, which need not lie on any grid.
    @inlinable
    public init(x: Int32, y: Int32) {
        self.x = x
        self.y = y
    }

    /// The number of unit steps between two cells.
    ///
    /// - Precondition: coordinates of cells on a grid: their differences fit 32 bits.
    @inlinable
    public func distance(to other: Position) -> Int {
        abs(Int(x) - Int(other.x)) + abs(Int(y) - Int(other.y))
    }
}

extension Position: Comparable {
    /// Column by column: by x, then by y.
    @inlinable
    public static func < (left: Position, right: Position) -> Bool {
        (left.x, left.y) < (right.x, right.y)
    }
}
