/// Where the value of money comes from.
public enum MoneyMode: String, Hashable, Sendable, CaseIterable {
    /// The scenario gives it.
    case quasilinear
    /// Agents learn it from the prices around them.
    case kktLambda = "kkt_lambda"
}

/// How utility grows with money.
public enum MoneyForm: String, Hashable, Sendable, CaseIterable {
    /// λ·m.
    case linear
    /// λ·ln(m + M_0).
    case logarithmic = "log"
}

/// How money enters utility and quotes in a run.
public struct MoneyTerms: Hashable, Sendable {
    /// Minor units in a major one.
    public let scale: Double
    /// How utility grows with money; linear wherever its value is learned.
    public let form: MoneyForm
    /// What stands for zero.
    public let epsilon: Double

    /// Creates terms.
    public init(scale: Int64, form: MoneyForm, mode: MoneyMode, epsilon: Double) {
        precondition(scale >= 1, "a major unit has at least one minor one, got \(scale)")
        self.scale = Double(scale)
        self.form = mode == .kktLambda ? .linear : form
        self.epsilon = epsilon
    }
}
