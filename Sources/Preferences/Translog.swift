public import RealModule

/// The transcendental logarithmic utility: a second-order expansion of ln u in logarithms.
///
/// - Source: Christensen, Jorgenson and Lau, *American Economic Review* 65 (1975).
public struct Translog: Hashable, Sendable {
    /// The constant of ln u.
    public let alpha0: Double
    /// What a percent of good A adds; positive.
    public let alphaA: Double
    /// What a percent of good B adds; positive.
    public let alphaB: Double
    /// How that of A changes with A.
    public let betaAA: Double
    /// How that of B changes with B.
    public let betaBB: Double
    /// How that of each changes with the other.
    public let betaAB: Double

    /// The greatest ln u whose exponential is taken.
    @usableFromInline static let greatestLogarithm = 700.0

    /// Creates the utility.
    ///
    /// - Precondition: `alphaA` and `alphaB` are positive; checked by whoever reads them.
    public init(
        alpha0: Double, alphaA: Double, alphaB: Double, betaAA: Double, betaBB: Double,
        betaAB: Double
    ) {
        precondition(alphaA > 0 && alphaB > 0, "alpha_A and alpha_B must be positive")
        self.alpha0 = alpha0
        self.alphaA = alphaA
        self.alphaB = alphaB
        self.betaAA = betaAA
        self.betaBB = betaBB
        self.betaAB = betaAB
    }

    /// The utility level; positive.
    @inlinable
    public func level(a: Double, b: Double) -> Double {
        let logA = Double.log(Guard.positive(a))
        let logB = Double.log(Guard.positive(b))
        let exponent =
            alpha0 + alphaA * logA + alphaB * logB + 0.5 * betaAA * (logA * logA)
            + 0.5 * betaBB * (logB * logB) + betaAB * logA * logB
        return Double.exp(min(exponent, Self.greatestLogarithm))
    }

    /// What a little more of either good adds; negative where the betas say so.
    public func marginalUtilities(a: Double, b: Double) -> MarginalUtilities {
        let here = level(a: a, b: b)
        let slopes = logarithmicSlopes(a: a, b: b)
        return MarginalUtilities(a: here * slopes.a, b: here * slopes.b)
    }

    /// Units of B per unit of A; negative where exactly one good hurts.
    public func marginalRateOfSubstitution(a: Double, b: Double, epsilon: Double) -> Double {
        let slopes = logarithmicSlopes(a: a, b: b)
        if abs(slopes.b) < epsilon { return slopes.a > 0 ? Guard.greatestPrice : epsilon }
        return slopes.a / slopes.b
    }

    /// The derivatives of ln u.
    private func logarithmicSlopes(a: Double, b: Double) -> MarginalUtilities {
        let someA = Guard.positive(a)
        let someB = Guard.positive(b)
        let logA = Double.log(someA)
        let logB = Double.log(someB)
        return MarginalUtilities(
            a: (alphaA + betaAA * logA + betaAB * logB) / someA,
            b: (alphaB + betaBB * logB + betaAB * logA) / someB)
    }
}
