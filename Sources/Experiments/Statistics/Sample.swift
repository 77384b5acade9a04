/// Independent observations of one figure, and what they say of its mean.
public struct Sample: Hashable, Sendable {
    /// How many there are.
    public private(set) var count = 0
    /// Their mean; 0 without any.
    public private(set) var mean = 0.0
    private var squares = 0.0

    /// No observations.
    public init() {}

    /// Takes observations in, in this order.
    public init(_ values: some Sequence<Double>) {
        for value in values { add(value) }
    }

    /// Takes one more in.
    ///
    /// - Source: Welford, *Technometrics* 4 (1962).
    public mutating func add(_ value: Double) {
        count += 1
        let distance = value - mean
        mean += distance / Double(count)
        squares += distance * (value - mean)
    }

    /// The standard deviation, with n − 1; `nil` for fewer than two.
    public var deviation: Double? {
        count > 1 ? (squares / Double(count - 1)).squareRoot() : nil
    }

    /// Half the width of the 95 % interval of the mean, by Student; `nil` for fewer than two.
    public var halfWidth: Double? {
        deviation.map { Student.quantile(freedom: count - 1) * $0 / Double(count).squareRoot() }
    }
}

/// The 97.5 % quantiles of Student's distribution.
enum Student {
    private static let table = [
        12.706_2, 4.302_65, 3.182_45, 2.776_45, 2.570_58, 2.446_91, 2.364_62, 2.306_00,
        2.262_16, 2.228_14,
    ]

    /// The quantile for so many degrees of freedom, to four digits.
    ///
    /// - Source: Fisher and Cornish, *Technometrics* 2 (1960), beyond ten degrees.
    static func quantile(freedom: Int) -> Double {
        precondition(freedom >= 1, "a deviation takes two observations")
        if freedom <= table.count { return table[freedom - 1] }
        let (z, n) = (1.959_964, Double(freedom))
        let (z3, z5) = (z * z * z, z * z * z * z * z)
        let z7 = z5 * z * z
        return z + (z3 + z) / (4 * n) + (5 * z5 + 16 * z3 + 3 * z) / (96 * n * n)
            + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * n * n * n)
    }
}
