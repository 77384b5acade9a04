extension CanonicalJSON {
    /// The shortest text that reads back as the same number, as ECMAScript prints it.
    ///
    /// `1e21` and above, and below `1e-6`, have an exponent; `-0` is `0`.
    ///
    /// - Precondition: `value` is finite.
    /// - Source: ECMA-262, Number::toString with radix 10.
    public static func shortestText(_ value: Double) -> String {
        precondition(value.isFinite, "only finite numbers can be written as JSON")
        if value == 0 { return "0" }
        let (digits, pointAt) = shortestDigits(value.magnitude)
        let sign = value < 0 ? "-" : ""
        if pointAt > 21 || pointAt < -5 {
            return sign + withExponent(digits, exponent: pointAt - 1)
        }
        if pointAt <= 0 {
            return sign + "0." + zeros(-pointAt) + text(digits[...])
        }
        if pointAt >= digits.count {
            return sign + text(digits[...]) + zeros(pointAt - digits.count)
        }
        return sign + text(digits[..<pointAt]) + "." + text(digits[pointAt...])
    }

    private static func withExponent(_ digits: [UInt8], exponent: Int) -> String {
        let fraction = digits.count > 1 ? "." + text(digits[1...]) : ""
        return text(digits[..<1]) + fraction + (exponent < 0 ? "e" : "e+") + String(exponent)
    }

    /// The fewest digits that tell the number from its neighbours, the closest of that many:
    /// the value is 0.DIGITS × 10^pointAt.
    ///
    /// Swift's `description` has these digits; only where it sets the point is its own.
    private static func shortestDigits(_ value: Double) -> (digits: [UInt8], pointAt: Int) {
        let parts = value.description.split(separator: "e")
        let halves = parts[0].split(separator: ".")
        let digits = Array(halves.joined().utf8)
        let exponent = parts.count > 1 ? Int(parts[1]) : 0
        guard let exponent, !digits.isEmpty else {
            preconditionFailure("\(value) has no digits")
        }
        return trimmed(digits, pointAt: halves[0].utf8.count + exponent)
    }

    private static func trimmed(
        _ digits: [UInt8], pointAt: Int
    ) -> (digits: [UInt8], pointAt: Int) {
        let zero = UInt8(ascii: "0")
        let leading = digits.prefix { $0 == zero }.count
        var kept = Array(digits.dropFirst(leading))
        while kept.last == zero { kept.removeLast() }
        precondition(!kept.isEmpty, "zero has no digits to show")
        return (kept, pointAt - leading)
    }

    private static func text(_ digits: ArraySlice<UInt8>) -> String {
        String(decoding: digits, as: UTF8.self)
    }

    private static func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }
}
