/// Perfect substitutes: u = vA·A + vB·B.
public struct LinearUtility: Hashable, Sendable {
    /// What a unit of good A is worth; positive.
    public let valueA: Double
    /// What a unit of good B is worth; positive.
    public let valueB: Double

    /// Creates the utility.
    ///
    /// - Precondition: both values are positive; checked by whoever reads them.
    public init(valueA: Double, valueB: Double) {
        precondition(valueA > 0 && valueB > 0, "values must be positive")
        self.valueA = valueA
        self.valueB = valueB
    }

    /// The utility level.
    @inlinable
    public func level(a: Double, b: Double) -> Double { valueA * a + valueB * b }

    /// The values, whatever the agent has.
    public func marginalUtilities(a: Double, b: Double) -> MarginalUtilities {
        MarginalUtilities(a: valueA, b: valueB)
    }

    /// Units of B per unit of A, the same everywhere.
    public var marginalRateOfSubstitution: Double { valueA / valueB }
}
