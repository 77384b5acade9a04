public import RealModule

/// Subsistence first: u = αA·ln(A − γA) + αB·ln(B − γB).
///
/// - Source: Geary, *Review of Economic Studies* 18 (1950); Stone, *Economic Journal* 64 (1954).
public struct StoneGeary: Hashable, Sendable {
    /// The weight of good A; positive.
    public let alphaA: Double
    /// The weight of good B; positive.
    public let alphaB: Double
    /// What is needed of good A; not negative.
    public let gammaA: Double
    /// What is needed of good B; not negative.
    public let gammaB: Double

    /// Creates the utility.
    ///
    /// - Precondition: alphas are positive, gammas not negative; checked by whoever reads them.
    public init(alphaA: Double, alphaB: Double, gammaA: Double = 0, gammaB: Double = 0) {
        precondition(alphaA > 0 && alphaB > 0, "alphas must be positive")
        precondition(gammaA >= 0 && gammaB >= 0, "gammas must not be negative")
        self.alphaA = alphaA
        self.alphaB = alphaB
        self.gammaA = gammaA
        self.gammaB = gammaB
    }

    /// The utility level; far below zero where subsistence is not reached.
    @inlinable
    public func level(a: Double, b: Double) -> Double {
        alphaA * Double.log(Guard.positive(a - gammaA))
            + alphaB * Double.log(Guard.positive(b - gammaB))
    }

    /// What a little more of either good adds; enormous where it is below subsistence.
    public func marginalUtilities(a: Double, b: Double) -> MarginalUtilities {
        MarginalUtilities(
            a: alphaA / Guard.positive(a - gammaA), b: alphaB / Guard.positive(b - gammaB))
    }

    /// Units of B per unit of A, with what is missing to subsistence held a little above zero.
    public func marginalRateOfSubstitution(a: Double, b: Double) -> Double {
        let marginal = marginalUtilities(a: a, b: b)
        return marginal.a / marginal.b
    }

    /// The rate, or a price at which an agent below subsistence gets what it lacks.
    ///
    /// Short of B it quotes the same high price: whether a purchase is good, the level decides.
    public func reservationBounds(a: Double, b: Double, epsilon: Double) -> ReservationBounds {
        let spareA = a - gammaA
        let spareB = b - gammaB
        if spareA < epsilon && spareB < epsilon { return ReservationBounds(both: 1) }
        if spareA < epsilon || spareB < epsilon {
            return ReservationBounds(both: Guard.greatestPrice)
        }
        return ReservationBounds(both: (alphaA * spareB) / (alphaB * spareA))
    }
}
