public import Primitives
public import RealModule

/// What of an agent decides which exchanges it gains from.
public struct Taste: Hashable, Sendable {
    /// What it wants of the goods.
    public var utility: Utility
    /// The utility of a major unit of money.
    public var lambda: Double
    /// What is added to money in the logarithm, in major units.
    public var moneyOffset: Double

    /// Creates a taste.
    public init(utility: Utility, lambda: Double, moneyOffset: Double) {
        self.utility = utility
        self.lambda = lambda
        self.moneyOffset = moneyOffset
    }

    /// The utility of goods and money together.
    ///
    /// - Source: u(A, B) + λ·m, or u(A, B) + λ·ln(m + M_0), with m in major units.
    @inlinable
    public func total(of bundle: GoodsBundle, under terms: MoneyTerms) -> Double {
        utility.level(a: Double(bundle.a), b: Double(bundle.b))
            + worth(ofMoney: Double(bundle.money), under: terms)
    }

    /// What so many minor units of money add to utility.
    @inlinable
    @inline(__always)
    public func worth(ofMoney money: Double, under terms: MoneyTerms) -> Double {
        switch terms.form {
        case .linear: (lambda * money) / terms.scale
        case .logarithmic:
            lambda * Double.log(max(money / terms.scale + moneyOffset, 1e-12))
        }
    }

    /// What a little more money adds, per major unit.
    public func marginalUtilityOfMoney(holding money: Double, under terms: MoneyTerms) -> Double {
        switch terms.form {
        case .linear: lambda
        case .logarithmic: lambda / max(money / terms.scale + moneyOffset, terms.epsilon)
        }
    }
}
