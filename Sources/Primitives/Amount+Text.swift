extension Amount {
    /// Reads the text form: optional minus, digits, optional point and one to eight digits.
    ///
    /// - Throws: ``AmountError/malformed`` for anything else (`"1e3"`, `"1."`, `".5"`, `"+1"`,
    ///   nine decimals, other alphabets' digits), ``AmountError/overflow`` beyond the range.
    /// - Complexity: O(length).
    public init(parsing text: some StringProtocol) throws(AmountError) {
        var units: Int128 = 0
        var fraction: Int?
        var digits = 0
        var isNegative = false
        for (offset, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "-") where offset == 0:
                isNegative = true
            case UInt8(ascii: ".") where fraction == nil && digits > 0:
                fraction = 0
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits += 1
                if let places = fraction {
                    if places == 8 { throw .malformed }
                    fraction = places + 1
                }
                // Built below zero, so that the least amount can be read as well.
                units = try Self.shifted(units, minus: Int128(byte - UInt8(ascii: "0")))
            default:
                throw .malformed
            }
        }
        if digits == 0 || fraction == 0 { throw .malformed }
        for _ in (fraction ?? 0)..<8 { units = try Self.shifted(units, minus: 0) }
        let below = Amount(units: units)
        self = isNegative ? below : try below.negated()
    }

    private static func shifted(
        _ value: Int128, minus digit: Int128
    ) throws(AmountError) -> Int128 {
        let (tens, tensOverflow) = value.multipliedReportingOverflow(by: 10)
        let (result, overflow) = tens.subtractingReportingOverflow(digit)
        if tensOverflow || overflow { throw .overflow }
        return result
    }

    /// The shortest text that reads back as the same amount: `"2"`, `"0.05"`.
    public var shortestDescription: String {
        var text = description
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
    }
}

extension Amount: CustomStringConvertible {
    /// The text form, always with eight fractional digits: `"100.50000000"`.
    public var description: String {
        let scale = UInt128(Amount.unitsPerWhole)
        let (whole, rest) = units.magnitude.quotientAndRemainder(dividingBy: scale)
        let digits = String(rest)
        let padding = String(repeating: "0", count: 8 - digits.utf8.count)
        return (units < 0 ? "-" : "") + String(whole) + "." + padding + digits
    }
}
