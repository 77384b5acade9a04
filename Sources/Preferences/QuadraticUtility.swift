/// A bliss point: u = −(A − A*)²/σA² − (B − B*)²/σB² − γ·(A − A*)·(B − B*).
///
/// Beyond the bliss point more of a good hurts, so an agent may give units away for nothing.
public struct QuadraticUtility: Hashable, Sendable {
    /// The best quantity of good A; positive.
    public let blissA: Double
    /// The best quantity of good B; positive.
    public let blissB: Double
    /// How far from the best quantity of A a loss of 1 lies; positive.
    public let sigmaA: Double
    /// How far from the best quantity of B a loss of 1 lies; positive.
    public let sigmaB: Double
    /// How much an excess of one good makes an excess of the other worse; not negative.
    public let gamma: Double

    /// Creates the utility.
    ///
    /// - Precondition: `gamma >= 0`, the others positive; checked by whoever reads them.
    public init(
        blissA: Double, blissB: Double, sigmaA: Double, sigmaB: Double, gamma: Double = 0
    ) {
        precondition(blissA > 0 && blissB > 0, "bliss points must be positive")
        precondition(sigmaA > 0 && sigmaB > 0, "sigmas must be positive")
        precondition(gamma >= 0, "gamma must not be negative, got \(gamma)")
        self.blissA = blissA
        self.blissB = blissB
        self.sigmaA = sigmaA
        self.sigmaB = sigmaB
        self.gamma = gamma
    }

    /// The utility level; at most 0 where the function is concave.
    @inlinable
    public func level(a: Double, b: Double) -> Double {
        let excessA = a - blissA
        let excessB = b - blissB
        return -(excessA * excessA) / (sigmaA * sigmaA) - (excessB * excessB) / (sigmaB * sigmaB)
            - gamma * excessA * excessB
    }

    /// What a little more of either good adds; negative beyond the bliss point.
    public func marginalUtilities(a: Double, b: Double) -> MarginalUtilities {
        let excessA = a - blissA
        let excessB = b - blissB
        return MarginalUtilities(
            a: -2 * excessA / (sigmaA * sigmaA) - gamma * excessB,
            b: -2 * excessB / (sigmaB * sigmaB) - gamma * excessA)
    }

    /// Units of B per unit of A; `nil` where another unit of B changes nothing.
    public func marginalRateOfSubstitution(a: Double, b: Double) -> Double? {
        let marginal = marginalUtilities(a: a, b: b)
        return abs(marginal.b) < Guard.least ? nil : marginal.a / marginal.b
    }

    /// A satiated agent sells at any price or buys at none; one satiated with both does neither.
    public func reservationBounds(a: Double, b: Double, epsilon: Double) -> ReservationBounds {
        let marginal = marginalUtilities(a: a, b: b)
        if marginal.a <= 0 && marginal.b <= 0 {
            return ReservationBounds(lowest: .infinity, highest: 0)
        }
        if marginal.a > 0 && marginal.b > 0 {
            return ReservationBounds(both: marginal.a / marginal.b)
        }
        return ReservationBounds(both: marginal.a <= 0 ? epsilon : Guard.greatestPrice)
    }
}
