/// Products of amounts that need more than 128 bits on their way to a quotient or a comparison.
enum WideArithmetic {
    /// `left` × `right` / `divisor`, rounded down.
    ///
    /// - Precondition: None is negative, `divisor` is positive, and the quotient fits.
    static func quotient(_ left: Int128, times right: Int128, over divisor: Int128) -> Int128 {
        precondition(left >= 0 && right >= 0 && divisor > 0, "only sizes are divided here")
        let (narrow, overflow) = left.multipliedReportingOverflow(by: right)
        if !overflow { return narrow / divisor }
        let wide = UInt128(left).multipliedFullWidth(by: UInt128(right))
        return Int128(UInt128(divisor).dividingFullWidth(wide).quotient)
    }

    /// `left` × `right` / `divisor`, rounded down, and what that leaves over, not negative.
    ///
    /// - Precondition: `right` is not negative, `divisor` is positive, and the quotient fits.
    static func flooredQuotientAndRest(
        _ left: Int128, times right: Int128, over divisor: Int128
    ) -> (quotient: Int128, rest: Int128) {
        precondition(right >= 0 && divisor > 0, "a mark is not negative")
        let wide = left.magnitude.multipliedFullWidth(by: UInt128(right))
        let (size, over) = UInt128(divisor).dividingFullWidth(wide)
        if left >= 0 { return (Int128(size), Int128(over)) }
        return over == 0
            ? (-Int128(size), 0) : (-Int128(size) - 1, divisor - Int128(over))
    }

    /// Whether `first` × `second` > `third` × `fourth`.
    ///
    /// - Precondition: None is negative.
    static func exceeds(
        _ first: Int128, times second: Int128, _ third: Int128, times fourth: Int128
    ) -> Bool {
        let left = UInt128(first).multipliedFullWidth(by: UInt128(second))
        let right = UInt128(third).multipliedFullWidth(by: UInt128(fourth))
        return left.high != right.high ? left.high > right.high : left.low > right.low
    }
}
