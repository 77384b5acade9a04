/// What goes wrong in exact arithmetic.
public enum AmountError: Error, Hashable, Sendable {
    /// The result is beyond the range of an `Amount`.
    case overflow
    /// The text is not an amount: see ``Amount/init(parsing:)``.
    case malformed
}

/// An exact signed decimal with eight fractional digits, in a range of about ±1.7 × 10³⁰.
///
/// Arithmetic never rounds and never wraps: it throws ``AmountError/overflow``. What must
/// divide says how it rounds, by name.
@frozen
public struct Amount: Hashable, Sendable {
    /// The value in units of 10⁻⁸.
    public let units: Int128

    /// The number of units in one whole.
    @inlinable
    public static var unitsPerWhole: Int64 { 100_000_000 }

    /// Nothing.
    @inlinable
    public static var zero: Amount { Amount(units: 0) }

    /// Creates an amount from a count of 10⁻⁸ units.
    @inlinable
    public init(units: Int128) { self.units = units }

    /// Creates a whole amount.
    @inlinable
    public init(whole: Int64) { self.units = Int128(whole) * Int128(Self.unitsPerWhole) }

    /// Adds exactly.
    ///
    /// - Throws: ``AmountError/overflow`` beyond the range.
    @inlinable
    public static func + (left: Amount, right: Amount) throws(AmountError) -> Amount {
        let (sum, overflow) = left.units.addingReportingOverflow(right.units)
        if overflow { throw .overflow }
        return Amount(units: sum)
    }

    /// Subtracts exactly.
    ///
    /// - Throws: ``AmountError/overflow`` beyond the range.
    @inlinable
    public static func - (left: Amount, right: Amount) throws(AmountError) -> Amount {
        let (difference, overflow) = left.units.subtractingReportingOverflow(right.units)
        if overflow { throw .overflow }
        return Amount(units: difference)
    }

    /// Multiplies by a whole number exactly.
    ///
    /// - Throws: ``AmountError/overflow`` beyond the range.
    @inlinable
    public static func * (left: Amount, count: Int64) throws(AmountError) -> Amount {
        let (product, overflow) = left.units.multipliedReportingOverflow(by: Int128(count))
        if overflow { throw .overflow }
        return Amount(units: product)
    }

    /// The amount with its sign turned.
    ///
    /// - Throws: ``AmountError/overflow`` for the least amount, which has no counterpart.
    @inlinable
    public func negated() throws(AmountError) -> Amount { try Amount.zero - self }
}

extension Amount: Comparable {
    @inlinable
    public static func < (left: Amount, right: Amount) -> Bool { left.units < right.units }
}
