/// Figures of a sample, summed in its order so that they are the same everywhere.
public enum Sample {
    /// The mean; `nil` of nothing.
    public static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    /// The deviation with n − 1 in the denominator; `nil` of fewer than two.
    public static func deviation(_ values: [Double]) -> Double? {
        guard values.count > 1, let mean = mean(values) else { return nil }
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / Double(values.count - 1)).squareRoot()
    }

    /// The middle value, or the mean of the two in the middle; `nil` of nothing.
    ///
    /// - Complexity: O(n log n).
    public static func median(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : quantile(0.5, ofSorted: values.sorted())
    }

    /// A quantile, interpolated between the two nearest ranks.
    ///
    /// - Parameters:
    ///   - share: In 0...1.
    ///   - sorted: Rising; not empty.
    /// - Source: Hyndman and Fan, *The American Statistician* 50 (1996), definition 7.
    public static func quantile(_ share: Double, ofSorted sorted: [Double]) -> Double {
        precondition(!sorted.isEmpty && (0...1).contains(share), "no quantile \(share) of nothing")
        let place = share * Double(sorted.count - 1)
        let below = Int(place)
        let above = min(below + 1, sorted.count - 1)
        return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
    }
}
