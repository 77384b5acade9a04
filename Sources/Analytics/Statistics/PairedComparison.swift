/// Whether one thing does better than another under the same seeds, and by how much.
///
/// What both have in common, such as the path of the price, drops out of the differences.
public struct PairedComparison: Hashable, Sendable {
    /// The probability below which two things count as told apart, after Holm's adjustment.
    public static let significance = 0.05

    /// What is compared.
    public var first: String
    /// What it is compared with.
    public var second: String
    /// First less second: the mean over the pairs.
    public var difference: Estimate
    /// The sample deviation of the differences; `nil` of a single pair.
    public var deviation: Double?
    /// The share of pairs in which the first did better; ties count half.
    public var superiority: Double
    /// How likely a difference so large would be by luck.
    public var probability: Double
    /// The same, with account taken of how many comparisons are made at once.
    public var adjustedProbability: Double
    /// How many pairs tell a difference of this size from none, four times in five; `nil`
    /// where there is no difference, or no deviation.
    public var pairsNeeded: Int?

    /// Whether luck alone is an unlikely reason.
    public var isToldApart: Bool { adjustedProbability < Self.significance }

    /// Compares two things pair by pair.
    ///
    /// - Parameters:
    ///   - values: Of the first and the second, under the same seed each; not empty.
    ///   - bootstrap: What draws the interval and the signs.
    public init(
        _ first: String, _ second: String, values: [(first: Double, second: Double)],
        by bootstrap: Bootstrap
    ) {
        precondition(!values.isEmpty, "nothing to compare \(first) and \(second) by")
        let differences = values.map { $0.first - $0.second }
        let name = "\(first)/\(second)"
        guard let difference = bootstrap.mean(of: differences, named: name) else {
            preconditionFailure("\(differences.count) differences have no mean")
        }
        self.first = first
        self.second = second
        self.difference = difference
        deviation = Sample.deviation(differences)
        let better = values.reduce(0.0) { sum, pair in
            sum + (pair.first > pair.second ? 1 : pair.first == pair.second ? 0.5 : 0)
        }
        superiority = better / Double(values.count)
        probability = bootstrap.signFlipProbability(of: differences, named: name)
        adjustedProbability = probability
        pairsNeeded = Self.pairsNeeded(mean: difference.value, deviation: deviation)
    }

    /// How many pairs a two-sided test at 5 % needs to find such a mean four times in five.
    ///
    /// - Source: Cohen, *Statistical Power Analysis* (1988), section 2.4; the last term is
    ///   Guenther's correction for an estimated deviation (1981).
    static func pairsNeeded(mean: Double, deviation: Double?) -> Int? {
        guard let deviation, deviation > 0, mean != 0 else { return nil }
        let effect = (mean / deviation).magnitude
        let z = NormalQuantile.twoSided95
        let root = (z + NormalQuantile.power80) / effect
        let pairs = (root * root + z * z / 2).rounded(.up)
        // Beyond this no one will ever run them.
        return pairs < 1e15 ? Int(pairs) : nil
    }

    /// Adjusts the probabilities of comparisons that are made at once.
    ///
    /// - Complexity: O(n log n).
    /// - Source: Holm, *Scandinavian Journal of Statistics* 6 (1979).
    public static func adjust(_ comparisons: inout [PairedComparison]) {
        let order = comparisons.indices.sorted { left, right in
            let (a, b) = (comparisons[left].probability, comparisons[right].probability)
            return (a, left) < (b, right)
        }
        var greatest = 0.0
        for (rank, index) in order.enumerated() {
            let factor = Double(comparisons.count - rank)
            greatest = max(greatest, min(1, factor * comparisons[index].probability))
            comparisons[index].adjustedProbability = greatest
        }
    }
}
