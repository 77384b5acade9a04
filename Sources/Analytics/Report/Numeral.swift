public import Primitives

/// Numbers as a reader wants them: rounded to the nearest, thousands apart, `–` for none.
public enum Numeral {
    /// What stands for a figure that is not defined.
    public static let none = "–"

    /// A whole number: `1,234,567`.
    public static func count(_ value: Int64) -> String {
        (value < 0 ? "-" : "") + grouped(String(value.magnitude))
    }

    /// An amount with so many decimals, at most eight, halves rounded away from zero.
    public static func amount(_ amount: Amount?, decimals: Int) -> String {
        guard let amount else { return none }
        precondition((0...8).contains(decimals), "an amount has up to eight decimals")
        var step: UInt128 = 1
        for _ in decimals..<8 { step *= 10 }
        let rounded = (amount.units.magnitude + step / 2) / step
        return text(rounded, decimals: decimals, isNegative: amount.units < 0)
    }

    /// A real number with so many decimals.
    public static func real(_ value: Double?, decimals: Int) -> String {
        guard let value, value.isFinite else { return none }
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let scaled = (value.magnitude * scale).rounded()
        guard scaled < 1e18 else { return value.description }
        return text(UInt128(scaled), decimals: decimals, isNegative: value < 0)
    }

    /// A fraction in percent.
    public static func percent(_ fraction: Double?, decimals: Int) -> String {
        real(fraction.map { 100 * $0 }, decimals: decimals)
    }

    private static func text(_ digits: UInt128, decimals: Int, isNegative: Bool) -> String {
        let all = String(digits)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - all.count)) + all
        let sign = isNegative && digits > 0 ? "-" : ""
        if decimals == 0 { return sign + grouped(padded) }
        return sign + grouped(String(padded.dropLast(decimals))) + "."
            + padded.suffix(decimals)
    }

    private static func grouped(_ digits: String) -> String {
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0 && (digits.count - index) % 3 == 0 { result += "," }
            result.append(digit)
        }
        return result
    }
}
