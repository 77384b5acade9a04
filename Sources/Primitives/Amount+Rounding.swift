extension Amount {
    /// The largest amount that is no greater than `numerator / denominator` units of 10⁻⁸.
    ///
    /// - Precondition: `denominator > 0`.
    @inlinable
    public static func flooring(_ numerator: Int128, over denominator: Int128) -> Amount {
        Amount(units: numerator.flooredQuotient(denominator))
    }
}

extension Int128 {
    /// The quotient rounded towards −∞.
    ///
    /// - Precondition: `divisor > 0`.
    /// - Complexity: a 64-bit division where both fit, a library call otherwise.
    @inlinable
    public func flooredQuotient(_ divisor: Int128) -> Int128 {
        precondition(divisor > 0, "a divisor must be positive")
        if let small = Int64(exactly: self), let by = Int64(exactly: divisor) {
            let quotient = small / by
            return Int128(small % by < 0 ? quotient - 1 : quotient)
        }
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// The quotient rounded towards +∞.
    ///
    /// - Precondition: `divisor > 0`.
    @inlinable
    public func ceiledQuotient(_ divisor: Int128) -> Int128 {
        precondition(divisor > 0, "a divisor must be positive")
        if let small = Int64(exactly: self), let by = Int64(exactly: divisor) {
            let quotient = small / by
            return Int128(small % by > 0 ? quotient + 1 : quotient)
        }
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder > 0 ? quotient + 1 : quotient
    }
}
