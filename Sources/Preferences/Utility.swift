/// What an agent wants of the two goods, as a utility function.
public enum Utility: Hashable, Sendable {
    case ces(CES)
    case linear(LinearUtility)
    case quadratic(QuadraticUtility)
    case translog(Translog)
    case stoneGeary(StoneGeary)

    /// The utility of so many units of each good.
    ///
    /// - Parameters:
    ///   - a: Units of good A; not negative.
    ///   - b: Units of good B; not negative.
    @inlinable
    public func level(a: Double, b: Double) -> Double {
        switch self {
        case .ces(let utility): utility.level(a: a, b: b)
        case .linear(let utility): utility.level(a: a, b: b)
        case .quadratic(let utility): utility.level(a: a, b: b)
        case .translog(let utility): utility.level(a: a, b: b)
        case .stoneGeary(let utility): utility.level(a: a, b: b)
        }
    }

    /// What a little more of either good adds, per unit; zero or less where the agent is satiated.
    public func marginalUtilities(a: Double, b: Double) -> MarginalUtilities {
        switch self {
        case .ces(let utility): utility.marginalUtilities(a: a, b: b)
        case .linear(let utility): utility.marginalUtilities(a: a, b: b)
        case .quadratic(let utility): utility.marginalUtilities(a: a, b: b)
        case .translog(let utility): utility.marginalUtilities(a: a, b: b)
        case .stoneGeary(let utility): utility.marginalUtilities(a: a, b: b)
        }
    }

    /// Units of B the agent gives for one more unit of A; `nil` where no such rate exists.
    ///
    /// - Parameter epsilon: What stands for zero where the rate would be unbounded; positive.
    public func marginalRateOfSubstitution(a: Double, b: Double, epsilon: Double) -> Double? {
        switch self {
        case .ces(let utility):
            utility.marginalRateOfSubstitution(a: a, b: b, epsilon: epsilon)
        case .linear(let utility): utility.marginalRateOfSubstitution
        case .quadratic(let utility): utility.marginalRateOfSubstitution(a: a, b: b)
        case .translog(let utility):
            utility.marginalRateOfSubstitution(a: a, b: b, epsilon: epsilon)
        case .stoneGeary(let utility): utility.marginalRateOfSubstitution(a: a, b: b)
        }
    }

    /// The prices of A in B between which the agent neither sells nor buys.
    ///
    /// - Parameter epsilon: What stands for zero where a price would be unbounded; positive.
    public func reservationBounds(a: Double, b: Double, epsilon: Double) -> ReservationBounds {
        switch self {
        case .ces(let utility):
            ReservationBounds(
                both: utility.marginalRateOfSubstitution(a: a, b: b, epsilon: epsilon))
        case .linear(let utility):
            ReservationBounds(both: utility.marginalRateOfSubstitution)
        case .quadratic(let utility):
            utility.reservationBounds(a: a, b: b, epsilon: epsilon)
        case .translog(let utility):
            ReservationBounds(
                both: utility.marginalRateOfSubstitution(a: a, b: b, epsilon: epsilon))
        case .stoneGeary(let utility):
            utility.reservationBounds(a: a, b: b, epsilon: epsilon)
        }
    }
}

/// What one more unit of either good is worth at the margin.
public struct MarginalUtilities: Hashable, Sendable {
    /// Of good A.
    public var a: Double
    /// Of good B.
    public var b: Double

    /// Puts two marginal utilities together.
    @inlinable
    public init(a: Double, b: Double) {
        self.a = a
        self.b = b
    }
}

/// The lowest price of A in B at which an agent sells, the highest at which it buys.
public struct ReservationBounds: Hashable, Sendable {
    /// The lowest price at which the agent sells; infinite if it sells at none.
    public var lowest: Double
    /// The highest price at which the agent buys.
    public var highest: Double

    /// Creates bounds.
    @inlinable
    public init(lowest: Double, highest: Double) {
        self.lowest = lowest
        self.highest = highest
    }

    /// Creates bounds that are one price.
    @inlinable
    public init(both price: Double) { self.init(lowest: price, highest: price) }
}

/// Numbers that stand for zero and infinity in every utility.
@usableFromInline
enum Guard {
    /// The least quantity whose logarithm or negative power is taken.
    @usableFromInline static let least = 1e-12
    /// The price that stands for one without bound.
    @usableFromInline static let greatestPrice = 1e6

    /// The quantity, or the least one.
    @inlinable
    static func positive(_ quantity: Double) -> Double { max(quantity, least) }
}
