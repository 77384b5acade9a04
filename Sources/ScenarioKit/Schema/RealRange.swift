import Determinism

/// Which real numbers a field takes: an interval, its ends in or out, less a few values.
public struct RealRange: Hashable, Sendable {
    /// The lower end; the least finite number if there is none.
    public let lowerBound: Double
    /// The upper end; the greatest finite number if there is none.
    public let upperBound: Double
    /// Whether the lower end is allowed itself.
    public let includesLowerBound: Bool
    /// Whether the upper end is allowed itself.
    public let includesUpperBound: Bool
    /// Values inside that are not allowed.
    public let excluded: [Double]

    private init(
        _ lower: Double, _ upper: Double, includesLower: Bool = true, includesUpper: Bool = true,
        excluded: [Double] = []
    ) {
        lowerBound = lower
        upperBound = upper
        includesLowerBound = includesLower
        includesUpperBound = includesUpper
        self.excluded = excluded
    }

    private static let greatest = Double.greatestFiniteMagnitude

    /// Every finite number.
    public static let any = RealRange(-greatest, greatest)
    /// Both ends are allowed.
    public static func within(_ range: ClosedRange<Double>) -> RealRange {
        RealRange(range.lowerBound, range.upperBound)
    }
    /// From a number on.
    public static func atLeast(_ bound: Double) -> RealRange { RealRange(bound, greatest) }
    /// More than a number, and at most another.
    public static func above(_ bound: Double, atMost upper: Double? = nil) -> RealRange {
        RealRange(bound, upper ?? greatest, includesLower: false)
    }
    /// Less than a number, and not some others.
    public static func below(_ bound: Double, not excluded: [Double] = []) -> RealRange {
        RealRange(-greatest, bound, includesUpper: false, excluded: excluded)
    }

    /// Whether there is a lower end.
    public var hasLowerBound: Bool { lowerBound > -Self.greatest }
    /// Whether there is an upper end.
    public var hasUpperBound: Bool { upperBound < Self.greatest }

    /// Whether a number is allowed.
    public func contains(_ value: Double) -> Bool {
        let isAbove = includesLowerBound ? value >= lowerBound : value > lowerBound
        let isBelow = includesUpperBound ? value <= upperBound : value < upperBound
        return isAbove && isBelow && !excluded.contains(value)
    }

    /// What is allowed, for messages: `a number greater than 0`.
    public var summary: String {
        let low = CanonicalJSON.shortestText(lowerBound)
        let high = CanonicalJSON.shortestText(upperBound)
        var text = "a number"
        switch (hasLowerBound, hasUpperBound) {
        case (true, true) where includesLowerBound && includesUpperBound:
            text += " from \(low) to \(high)"
        case (true, true):
            text += includesLowerBound ? " of at least \(low)" : " greater than \(low)"
            text += includesUpperBound ? " and at most \(high)" : " and less than \(high)"
        case (true, false):
            text += includesLowerBound ? " of at least \(low)" : " greater than \(low)"
        case (false, true):
            text += includesUpperBound ? " of at most \(high)" : " less than \(high)"
        case (false, false):
            break
        }
        let others = excluded.map { CanonicalJSON.shortestText($0) }
        return others.isEmpty ? text : text + ", not " + others.joined(separator: ", ")
    }
}
