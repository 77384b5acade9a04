/// A signed rate in hundredths of a percent, exact to four decimals of a basis point.
@frozen
public struct BasisPoints: Hashable, Sendable {
    /// The rate in units of 10⁻⁴ basis points, which is 10⁻⁸ of one.
    public let units: Int64

    /// The units that make up the whole: a rate of 10,000 basis points.
    @inlinable
    public static var unitsPerOne: Int64 { 100_000_000 }

    /// The greatest rate that may be configured: 10,000 basis points.
    public static let limit = BasisPoints(units: unitsPerOne)

    /// No rate.
    public static let zero = BasisPoints(units: 0)

    /// Creates a rate from a count of 10⁻⁴ basis points.
    @inlinable
    public init(units: Int64) { self.units = units }

    /// Creates a rate from an amount of basis points.
    ///
    /// - Returns: `nil` if it has more than four decimals or lies beyond ±10,000.
    public init?(_ amount: Amount) {
        let (units, rest) = amount.units.quotientAndRemainder(dividingBy: 10_000)
        guard rest == 0, units.magnitude <= UInt128(Self.unitsPerOne) else { return nil }
        self.units = Int64(units)
    }

    /// This rate of `base`, rounded towards +∞: what a fee charges, and what a rebate pays.
    ///
    /// - Precondition: |base| ≤ 10³⁰ units of 10⁻⁸, so that the product fits.
    @inlinable
    public func ofRoundedUp(_ base: Int128) -> Int128 {
        if units == 0 { return 0 }
        return (base * Int128(units)).ceiledQuotient(Int128(Self.unitsPerOne))
    }

    /// This rate of `base`, rounded towards −∞: what decay takes.
    ///
    /// - Precondition: |base| ≤ 10³⁰ units of 10⁻⁸, so that the product fits.
    @inlinable
    public func ofRoundedDown(_ base: Int128) -> Int128 {
        if units == 0 { return 0 }
        return (base * Int128(units)).flooredQuotient(Int128(Self.unitsPerOne))
    }
}

extension BasisPoints: Comparable {
    @inlinable
    public static func < (left: BasisPoints, right: BasisPoints) -> Bool {
        left.units < right.units
    }
}

extension BasisPoints: CustomStringConvertible {
    /// The shortest decimal that reads back the same: `"10"`, `"-2.5"`.
    public var description: String {
        Amount(units: Int128(units) * 10_000).shortestDescription
    }
}
