/// What somebody, or everybody, demands of a good at given prices: one quantity, or all between
/// two where different bundles are equally good.
public struct DemandSet: Hashable, Sendable {
    /// The least quantity.
    public var least: Double
    /// The greatest quantity.
    public var greatest: Double

    /// All between two quantities.
    public init(_ least: Double, _ greatest: Double) {
        self.least = least
        self.greatest = greatest
    }

    /// One quantity.
    public init(_ only: Double) { self.init(only, only) }

    /// The sums of one quantity from each.
    public static func + (left: DemandSet, right: DemandSet) -> DemandSet {
        DemandSet(left.least + right.least, left.greatest + right.greatest)
    }

    /// The same quantities less one.
    public static func - (left: DemandSet, right: Double) -> DemandSet {
        DemandSet(left.least - right, left.greatest - right)
    }

    /// The middle of it.
    var middle: Double { least == greatest ? least : (least + greatest) / 2 }

    /// 1 where all are positive, −1 where all are negative, 0 where zero is among them.
    var sign: Int { least > 0 ? 1 : greatest < 0 ? -1 : 0 }
}

/// Prices of both goods: in money, or with that of B as 1.
public struct GoodsPrices: Hashable, Sendable {
    /// Of good A; positive.
    public var a: Double
    /// Of good B; positive.
    public var b: Double

    /// Puts two prices together.
    public init(a: Double, b: Double) {
        self.a = a
        self.b = b
    }
}
