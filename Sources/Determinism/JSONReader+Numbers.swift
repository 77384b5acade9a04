extension JSONReader {
    /// Reads a number whose minus or first digit is next.
    mutating func readNumber() throws(JSONError) -> JSONValue {
        let start = offset
        skip(UInt8(ascii: "-"))
        let isZero = next == UInt8(ascii: "0")
        try skipDigits()
        let firstDigit = bytes[start] == UInt8(ascii: "-") ? start + 1 : start
        if isZero && offset > firstDigit + 1 { throw JSONError(.leadingZero, at: start) }
        var isWhole = true
        if skip(UInt8(ascii: ".")) {
            isWhole = false
            try skipDigits()
        }
        if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
            isWhole = false
            if !skip(UInt8(ascii: "+")) { skip(UInt8(ascii: "-")) }
            try skipDigits()
        }
        return try number(from: start, isWhole: isWhole)
    }

    private func number(from start: Int, isWhole: Bool) throws(JSONError) -> JSONValue {
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        if isWhole, let integer = Int64(text) { return .integer(integer) }
        guard let number = Double(text), number.isFinite else {
            throw JSONError(.numberTooLarge, at: start)
        }
        return .number(number)
    }

    /// Goes past the byte if it is next; says whether it was.
    @discardableResult
    private mutating func skip(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        offset += 1
        return true
    }

    /// Goes past the digits that are next, at least one.
    private mutating func skipDigits() throws(JSONError) {
        let start = offset
        while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
            offset += 1
        }
        if offset == start { throw unexpected() }
    }
}
