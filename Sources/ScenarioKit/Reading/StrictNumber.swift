/// Numbers read from their source text: one way to write each, no words, no other bases.
enum StrictNumber {
    enum Fault: Error {
        /// The text is no number.
        case malformed
        /// It is one, but too large to be held.
        case overflow
    }

    /// Reads an optional minus and digits without leading zeros.
    static func integer(_ text: String) throws(Fault) -> Int64 {
        var rest = text.utf8[...]
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        guard isWhole(rest), text != "-0" else { throw .malformed }
        guard let value = Int64(text) else { throw .overflow }
        return value
    }

    /// Reads an optional minus, digits without leading zeros, and optionally a point with
    /// digits and an exponent.
    ///
    /// - Returns: A finite number; never negative zero, and zero only for zero.
    static func real(_ text: String) throws(Fault) -> Double {
        var rest = text.utf8[...]
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let whole = rest.prefix(while: isDigit)
        rest = rest[whole.endIndex...]
        guard isWhole(whole) else { throw .malformed }
        var digits = Array(whole)
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix(while: isDigit)
            guard !fraction.isEmpty else { throw .malformed }
            digits += fraction
            rest = rest[fraction.endIndex...]
        }
        guard isExponent(rest) else { throw .malformed }
        if digits.allSatisfy({ $0 == UInt8(ascii: "0") }) { return 0 }
        guard let value = Double(text), value.isFinite, value != 0 else { throw .overflow }
        return value
    }

    /// Whether the text has a leading zero that other readers take for another base.
    static func hasLeadingZero(_ text: String) -> Bool {
        let digits = text.utf8.drop { $0 == UInt8(ascii: "-") }
        guard digits.first == UInt8(ascii: "0"), let second = digits.dropFirst().first else {
            return false
        }
        return isDigit(second)
    }

    private static func isExponent(_ text: Substring.UTF8View) -> Bool {
        guard let first = text.first else { return true }
        guard first == UInt8(ascii: "e") || first == UInt8(ascii: "E") else { return false }
        var digits = text.dropFirst()
        if digits.first == UInt8(ascii: "+") || digits.first == UInt8(ascii: "-") {
            digits = digits.dropFirst()
        }
        return !digits.isEmpty && digits.allSatisfy(isDigit)
    }

    private static func isWhole(_ digits: Substring.UTF8View) -> Bool {
        guard let first = digits.first, digits.allSatisfy(isDigit) else { return false }
        return first != UInt8(ascii: "0") || digits.dropFirst().isEmpty
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
