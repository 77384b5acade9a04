extension JSONReader {
    /// Reads a string whose opening quote is next.
    mutating func readString() throws(JSONError) -> String {
        let start = offset + 1
        offset = start
        try skipUnescaped()
        if next == UInt8(ascii: "\"") {
            offset += 1
            return try string(bytes[start..<(offset - 1)], from: start)
        }
        var unescaped = Array(bytes[start..<offset])
        while next == UInt8(ascii: "\\") {
            try readEscape(into: &unescaped)
            let kept = offset
            try skipUnescaped()
            unescaped.append(contentsOf: bytes[kept..<offset])
        }
        offset += 1
        return try string(unescaped[...], from: start)
    }

    /// Goes on to the next quote or backslash.
    private mutating func skipUnescaped() throws(JSONError) {
        while let byte = next {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return }
            if byte < 0x20 { throw JSONError(.controlCharacter(byte), at: offset) }
            offset += 1
        }
        throw JSONError(.unexpectedEnd, at: offset)
    }

    /// The bytes as text; they come from `bytes` between `start` and the closing quote.
    private func string(
        _ content: ArraySlice<UInt8>, from start: Int
    ) throws(JSONError) -> String {
        if let text = String(validating: content, as: UTF8.self) { return text }
        // Escapes are ASCII and stand for whole scalars, so the fault shows before unescaping.
        let validCount = Self.validPrefixCount(bytes[start..<(offset - 1)])
        throw JSONError(.invalidUTF8, at: start + validCount)
    }

    private static func validPrefixCount(_ content: ArraySlice<UInt8>) -> Int {
        var decoder = UTF8.ForwardParser()
        var rest = content.makeIterator()
        var count = 0
        while case .valid(let scalar) = decoder.parseScalar(from: &rest) { count += scalar.count }
        return count
    }

    private mutating func readEscape(into content: inout [UInt8]) throws(JSONError) {
        let start = offset
        offset += 1
        guard let letter = next else { throw JSONError(.unexpectedEnd, at: offset) }
        offset += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(letter)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "u"): content.append(contentsOf: try readScalar(from: start))
        default: throw JSONError(.invalidEscape, at: start)
        }
    }

    /// Reads the digits of a `\u` that starts at `start`, and the second escape of a pair.
    private mutating func readScalar(
        from start: Int
    ) throws(JSONError) -> UTF8.EncodedScalar {
        let first = try readHex(from: start)
        if !UTF16.isSurrogate(first) { return try encoded(UInt32(first), from: start) }
        let second = offset
        guard UTF16.isLeadSurrogate(first), next == UInt8(ascii: "\\"),
            second + 1 < bytes.count, bytes[second + 1] == UInt8(ascii: "u")
        else { throw JSONError(.loneSurrogate, at: start) }
        offset += 2
        let trail = try readHex(from: second)
        guard UTF16.isTrailSurrogate(trail) else { throw JSONError(.loneSurrogate, at: start) }
        let value = 0x1_0000 + (UInt32(first & 0x3FF) << 10 | UInt32(trail & 0x3FF))
        return try encoded(value, from: start)
    }

    private func encoded(
        _ value: UInt32, from start: Int
    ) throws(JSONError) -> UTF8.EncodedScalar {
        guard let scalar = Unicode.Scalar(value), let encoded = UTF8.encode(scalar) else {
            throw JSONError(.loneSurrogate, at: start)
        }
        return encoded
    }

    private mutating func readHex(from start: Int) throws(JSONError) -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = next else { throw JSONError(.unexpectedEnd, at: offset) }
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                value = value << 4 | UInt16(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"):
                value = value << 4 | UInt16(byte - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"):
                value = value << 4 | UInt16(byte - UInt8(ascii: "A") + 10)
            default:
                throw JSONError(.invalidEscape, at: start)
            }
            offset += 1
        }
        return value
    }
}
