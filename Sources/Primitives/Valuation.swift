/// A price that may lie halfway between two units: what a mid or a mark is.
@frozen
public struct Mark: Hashable, Codable, Sendable {
    /// Twice the price, in units of 10⁻⁸.
    public let doubledUnits: Int128

    /// The mark at a price.
    @inlinable
    public init(_ price: Amount) { doubledUnits = 2 * price.units }

    /// The mark halfway between two prices.
    @inlinable
    public init(halfwayBetween low: Amount, and high: Amount) {
        doubledUnits = low.units + high.units
    }

    /// The mark as a real number of whole units, for statistics.
    public var value: Double { doubledUnits.asDouble / 2 / Double(Amount.unitsPerWhole) }
}

/// A sum of quantities times marks, exact until it is rounded down, once, at the end.
@frozen
public struct Valuation: Sendable {
    /// Twice the number of units in one whole: a mark's and a quantity's scales together.
    @usableFromInline
    static let scale: UInt128 = 200_000_000

    @usableFromInline
    var floors: Int128
    @usableFromInline
    var rest: UInt128 = 0

    /// Starts from a sum of money.
    @inlinable
    public init(cash: Amount = .zero) { floors = cash.units }

    /// Adds what a quantity is worth at a mark.
    ///
    /// - Precondition: Neither is negative.
    @inlinable
    public mutating func add(_ quantity: Amount, at mark: Mark) {
        if quantity.units == 0 { return }
        let product = UInt128(quantity.units).multipliedFullWidth(by: UInt128(mark.doubledUnits))
        if product.high == 0 {
            let (quotient, remainder) = product.low.quotientAndRemainder(dividingBy: Self.scale)
            floors += Int128(quotient)
            rest += remainder
        } else {
            let (quotient, remainder) = Self.scale.dividingFullWidth(product)
            floors += Int128(quotient)
            rest += remainder
        }
    }

    /// The sum, rounded towards −∞.
    @inlinable
    public var total: Amount { Amount(units: floors + Int128(rest / Self.scale)) }

    /// What a quantity is worth at a mark, rounded down.
    @inlinable
    public static func worth(of quantity: Amount, at mark: Mark) -> Amount {
        var valuation = Valuation()
        valuation.add(quantity, at: mark)
        return valuation.total
    }
}
