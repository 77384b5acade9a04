/// A figure estimated from a sample, with the bounds it lies between at 95 % confidence.
public struct Estimate: Hashable, Sendable {
    /// The share of samples whose interval holds the true value.
    public static let confidence = 0.95

    /// The figure of the sample itself.
    public var value: Double
    /// The lower bound.
    public var low: Double
    /// The upper bound.
    public var high: Double
    /// How many observations it rests on.
    public var count: Int

    /// States a figure and its bounds.
    public init(value: Double, low: Double, high: Double, count: Int) {
        self.value = value
        self.low = low
        self.high = high
        self.count = count
    }

    /// Whether the bounds leave zero out.
    public var excludesZero: Bool { low > 0 || high < 0 }
}

extension Estimate {
    /// A share of `count` observations: the interval holds at both ends, where a resampled
    /// one would have no width.
    ///
    /// - Parameters:
    ///   - share: In 0...1; observations may count by halves, as in a tie.
    ///   - count: How many there are; `nil` comes of none.
    /// - Source: Wilson, *Journal of the American Statistical Association* 22 (1927).
    public init?(share: Double, of count: Int) {
        if count == 0 { return nil }
        precondition((0...1).contains(share), "a share is in 0...1, got \(share)")
        let (z, n) = (NormalQuantile.twoSided95, Double(count))
        let middle = (share + z * z / (2 * n)) / (1 + z * z / n)
        let spread = z / (1 + z * z / n)
        let half = spread * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        self.init(
            value: share, low: min(share, max(0, middle - half)),
            high: max(share, min(1, middle + half)), count: count)
    }
}

/// The quantiles of the standard normal distribution that are asked for.
enum NormalQuantile {
    /// Of 0.975.
    static let twoSided95 = 1.959_963_984_540_054
    /// Of 0.8.
    static let power80 = 0.841_621_233_572_914_3
}
