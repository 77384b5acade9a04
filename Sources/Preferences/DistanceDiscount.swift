import RealModule

/// What is left of a score at a distance: betaᵈ, computed once for every distance of a grid.
public struct DistanceDiscount: Hashable, Sendable {
    @usableFromInline let powers: [Double]

    /// Computes the powers.
    ///
    /// - Parameters:
    ///   - beta: What a step leaves; above 0, at most 1.
    ///   - distances: How many distances there are, from 0 on.
    public init(beta: Double, distances: Int) {
        powers = (0..<distances).map { Double.pow(beta, Double($0)) }
    }

    /// What is left at a distance.
    @inlinable
    @inline(__always)
    public subscript(distance: Int) -> Double { powers[distance] }
}
