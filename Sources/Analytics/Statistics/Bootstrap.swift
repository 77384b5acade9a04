import Determinism

/// Bounds of a figure by drawing the sample anew, again and again, from itself.
///
/// Each figure has a stream of its own, named after it: adding one moves no other's bounds.
///
/// - Source: Efron and Tibshirani, *An Introduction to the Bootstrap* (1993), chapter 13.
public struct Bootstrap: Sendable {
    /// How often a sample is drawn anew unless the user says otherwise.
    public static let defaultResamples = 2_000

    private let seed: UInt32
    private let resamples: Int

    /// Prepares to draw.
    ///
    /// - Parameters:
    ///   - seed: Of every stream.
    ///   - resamples: At least 100, or the bounds mean nothing.
    public init(seed: UInt32, resamples: Int = defaultResamples) {
        precondition(resamples >= 100, "bounds need 100 draws, got \(resamples)")
        self.seed = seed
        self.resamples = resamples
    }

    /// The mean and the median of a sample, from the same draws; `nil` of nothing.
    ///
    /// - Parameter name: Names the stream.
    /// - Complexity: O(n × resamples).
    public func meanAndMedian(
        of values: [Double], named name: String
    ) -> (mean: Estimate, median: Estimate)? {
        guard let mean = Sample.mean(values), let median = Sample.median(values) else { return nil }
        let sorted = values.sorted()
        var stream = RandomStream(seed: seed, name: "bootstrap/\(name)")
        var means: [Double] = []
        var medians: [Double] = []
        var counts = [Int32](repeating: 0, count: sorted.count)
        for _ in 0..<resamples {
            for index in counts.indices { counts[index] = 0 }
            for _ in sorted.indices { counts[stream.below(sorted.count)] += 1 }
            let drawn = Self.figures(of: sorted, drawn: counts)
            means.append(drawn.mean)
            medians.append(drawn.median)
        }
        return (
            Self.estimate(mean, means, count: values.count),
            Self.estimate(median, medians, count: values.count)
        )
    }

    /// The mean of a sample; `nil` of nothing.
    ///
    /// - Parameter name: Names the stream.
    /// - Complexity: O(n × resamples).
    public func mean(of values: [Double], named name: String) -> Estimate? {
        meanAndMedian(of: values, named: name)?.mean
    }

    /// How likely a mean as far from zero as this one would be if signs were a matter of luck:
    /// every value is as likely to have come with the other sign.
    ///
    /// - Parameters:
    ///   - values: At least one; differences within pairs.
    ///   - name: Names the stream.
    /// - Returns: In (0, 1], never below one over the number of draws.
    /// - Complexity: O(n × resamples).
    /// - Source: Fisher, *The Design of Experiments* (1935), section 21; the count of the
    ///   sample itself as Phipson and Smyth (2010) have it.
    public func signFlipProbability(of values: [Double], named name: String) -> Double {
        precondition(!values.isEmpty, "nothing has no sign")
        var stream = RandomStream(seed: seed, name: "signs/\(name)")
        let size = values.reduce(0, +).magnitude
        // What rounding alone may add to a sum of the same values is no evidence.
        let slack = size * 1e-12
        var asFar = 1
        for _ in 0..<resamples {
            var sum = 0.0
            var bits: UInt32 = 0
            for (index, value) in values.enumerated() {
                if index & 31 == 0 { bits = stream.next() }
                sum += bits & 1 == 0 ? value : -value
                bits >>= 1
            }
            if sum.magnitude >= size - slack { asFar += 1 }
        }
        return Double(asFar) / Double(resamples + 1)
    }

    /// The mean and the median of a sorted sample of which each value was drawn so many times.
    private static func figures(
        of sorted: [Double], drawn counts: [Int32]
    ) -> (mean: Double, median: Double) {
        let (lower, upper) = ((sorted.count - 1) / 2, sorted.count / 2)
        var (sum, seen) = (0.0, 0)
        var middle: (lower: Double?, upper: Double?)
        for index in sorted.indices where counts[index] > 0 {
            sum += sorted[index] * Double(counts[index])
            seen += Int(counts[index])
            if middle.lower == nil, seen > lower { middle.lower = sorted[index] }
            if middle.upper == nil, seen > upper { middle.upper = sorted[index] }
        }
        guard let low = middle.lower, let high = middle.upper else {
            preconditionFailure("\(seen) draws have no middle")
        }
        return (sum / Double(sorted.count), low + (high - low) / 2)
    }

    private static func estimate(_ value: Double, _ drawn: [Double], count: Int) -> Estimate {
        let sorted = drawn.sorted()
        let tail = (1 - Estimate.confidence) / 2
        return Estimate(
            value: value, low: Sample.quantile(tail, ofSorted: sorted),
            high: Sample.quantile(1 - tail, ofSorted: sorted), count: count)
    }
}
