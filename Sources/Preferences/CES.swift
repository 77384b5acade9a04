public import RealModule

/// Constant elasticity of substitution: u = (wA·A^rho + wB·B^rho)^(1/rho).
///
/// The elasticity is 1/(1 − rho): near −∞ the goods are complements, near 1 substitutes.
///
/// - Source: Arrow, Chenery, Minhas and Solow, *Review of Economics and Statistics* 43 (1961).
public struct CES: Hashable, Sendable {
    /// Below 1 and not 0.
    public let rho: Double
    /// The weight of good A; positive.
    public let weightA: Double
    /// The weight of good B; positive.
    public let weightB: Double
    /// What stands for none of a good in the level where rho is negative; positive.
    public let epsilon: Double

    /// What stands for none of a good unless a scenario says otherwise.
    public static let defaultEpsilon = 1e-9

    /// Creates the utility.
    ///
    /// - Precondition: `rho < 1`, `rho != 0`, the others positive; checked by whoever reads it.
    public init(
        rho: Double, weightA: Double, weightB: Double, epsilon: Double = CES.defaultEpsilon
    ) {
        precondition(rho < 1 && rho != 0, "rho must be below 1 and not 0, got \(rho)")
        precondition(weightA > 0 && weightB > 0, "weights must be positive")
        precondition(epsilon > 0, "epsilon must be positive, got \(epsilon)")
        self.rho = rho
        self.weightA = weightA
        self.weightB = weightB
        self.epsilon = epsilon
    }

    /// The utility level; 0 at no goods at all.
    @inlinable
    public func level(a: Double, b: Double) -> Double {
        if a == 0 && b == 0 { return 0 }
        let sum: Double
        if rho < 0 {
            let powerA = Double.pow(max(a, epsilon), rho)
            let powerB = Double.pow(max(b, epsilon), rho)
            sum = weightA * powerA + weightB * powerB
        } else {
            let termA = a > 0 ? weightA * Double.pow(a, rho) : 0
            let termB = b > 0 ? weightB * Double.pow(b, rho) : 0
            sum = termA + termB
        }
        return sum > 0 ? Double.pow(sum, 1 / rho) : 0
    }

    /// What a little more of either good adds.
    ///
    /// A good of which there is none stays none in the level, and is a little in the derivative.
    public func marginalUtilities(a: Double, b: Double) -> MarginalUtilities {
        if a == 0 && b == 0 { return MarginalUtilities(a: weightA, b: weightB) }
        let someA = Guard.positive(a)
        let someB = Guard.positive(b)
        let here = level(a: someA.rounded(.towardZero), b: someB.rounded(.towardZero))
        if here == 0 { return MarginalUtilities(a: 0, b: 0) }
        let scale = Double.pow(here, 1 - rho)
        return MarginalUtilities(
            a: scale * weightA * Double.pow(someA, rho - 1),
            b: scale * weightB * Double.pow(someB, rho - 1))
    }

    /// Units of B the agent gives for one more unit of A; both goods are shifted by `epsilon`
    /// where one is missing, in this ratio only.
    public func marginalRateOfSubstitution(a: Double, b: Double, epsilon: Double) -> Double {
        let shift = a == 0 || b == 0 ? epsilon : 0
        let ratio = (a + shift) / (b + shift)
        return (weightA / weightB) * Double.pow(ratio, rho - 1)
    }
}
