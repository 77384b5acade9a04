import Determinism

/// A decimal number as it is written: `digits` × 10^`exponent`, not negative.
struct DecimalNumber {
    let digits: UInt64
    let exponent: Int

    /// The shortest decimal that reads back as the same double, at most 17 digits.
    ///
    /// - Precondition: `value` is finite and not negative.
    init(shortest value: Double) {
        precondition(value.isFinite && value >= 0, "only finite amounts, got \(value)")
        let parts = CanonicalJSON.shortestText(value).split(separator: "e")
        let halves = parts[0].split(separator: ".")
        let fractionCount = halves.count > 1 ? halves[1].utf8.count : 0
        var digits: UInt64 = 0
        var zeros = 0
        // Zeros at the end go into the exponent: a text of 21 digits has at most 17 others.
        for byte in halves.joined().utf8 {
            if byte == UInt8(ascii: "0") {
                zeros += 1
                continue
            }
            if digits > 0 { for _ in 0...zeros { digits *= 10 } }
            digits += UInt64(byte - UInt8(ascii: "0"))
            zeros = 0
        }
        self.digits = digits
        exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) - fractionCount + zeros
    }

    /// The number in units of 10^-`places`, ties to even; `nil` beyond 2⁶³ − 1.
    ///
    /// - Precondition: `places` is in 0...18.
    func units(places: Int) -> Int64? {
        precondition((0...18).contains(places), "places must be in 0...18, got \(places)")
        let shift = exponent + places
        if digits == 0 || shift < -18 { return 0 }
        if shift >= 0 {
            var value = digits
            for _ in 0..<shift {
                let (product, overflow) = value.multipliedReportingOverflow(by: 10)
                if overflow { return nil }
                value = product
            }
            return Int64(exactly: value)
        }
        let unit = Self.power(-shift)
        let (whole, rest) = digits.quotientAndRemainder(dividingBy: unit)
        let isMore = rest > unit / 2 || (rest == unit / 2 && whole % 2 == 1)
        return Int64(exactly: isMore ? whole + 1 : whole)
    }

    /// Appends the number without an exponent.
    func append(to bytes: inout [UInt8]) {
        let text = Array(String(digits).utf8)
        if digits == 0 || exponent >= 0 {
            bytes += text
            if digits > 0 { bytes += repeatElement(UInt8(ascii: "0"), count: exponent) }
            return
        }
        let pointAt = text.count + exponent
        if pointAt > 0 {
            bytes += text[..<pointAt]
            bytes.append(UInt8(ascii: "."))
            bytes += text[pointAt...]
        } else {
            bytes += Array("0.".utf8)
            bytes += repeatElement(UInt8(ascii: "0"), count: -pointAt)
            bytes += text
        }
    }

    /// Creates the number `units` × 10^-`places` without zeros at its end.
    ///
    /// - Precondition: `units` and `places` are not negative.
    init(units: Int64, places: Int) {
        precondition(units >= 0 && places >= 0, "\(units) units of 10^-\(places)")
        var digits = UInt64(units)
        var exponent = -places
        while exponent < 0 && digits % 10 == 0 {
            digits /= 10
            exponent += 1
        }
        self.digits = digits
        self.exponent = digits == 0 ? 0 : exponent
    }

    /// 10^`exponent`, for 0...18.
    private static func power(_ exponent: Int) -> UInt64 {
        var power: UInt64 = 1
        for _ in 0..<exponent { power *= 10 }
        return power
    }
}
