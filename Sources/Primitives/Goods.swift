/// One of the two goods of an economy. Money is no good: nobody eats it, it is not foraged.
public enum Good: String, Hashable, Sendable, CaseIterable, Codable {
    case a = "A"
    case b = "B"
}

/// What is exchanged for what: the first of the two is counted in units, the second prices it.
public enum ExchangePair: String, Hashable, Sendable, CaseIterable, Codable {
    /// Good A against good B.
    case aForB = "A<->B"
    /// Good A against money.
    case aForMoney = "A<->M"
    /// Good B against money.
    case bForMoney = "B<->M"

    /// The good that is counted in units.
    public var good: Good { self == .bForMoney ? .b : .a }
}

/// Whole units of both goods, and money in minor units; none of them negative.
@frozen
public struct GoodsBundle: Hashable, Sendable, Codable {
    /// Units of good A.
    public var a: Int64
    /// Units of good B.
    public var b: Int64
    /// Money, in minor units.
    public var money: Int64

    /// Puts a bundle together.
    @inlinable
    public init(a: Int64, b: Int64, money: Int64 = 0) {
        self.a = a
        self.b = b
        self.money = money
    }

    /// The units of one good.
    @inlinable
    public subscript(good: Good) -> Int64 {
        get { good == .a ? a : b }
        set { if good == .a { a = newValue } else { b = newValue } }
    }
}
