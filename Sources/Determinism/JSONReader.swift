/// The state of one parse: the text, and how much of it has been read.
struct JSONReader {
    let bytes: [UInt8]
    let maximumDepth: Int
    var offset = 0
    private var depth = 0

    init(_ bytes: [UInt8], maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    mutating func readText() throws(JSONError) -> JSONValue {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw JSONError(.byteOrderMark, at: 0) }
        skipWhiteSpace()
        let value = try readValue()
        skipWhiteSpace()
        if offset < bytes.count { throw JSONError(.trailingText, at: offset) }
        return value
    }

    /// The next byte to read; `nil` at the end of the text.
    var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    /// The error for a byte, or an end, that cannot stand where it does.
    func unexpected() -> JSONError {
        guard let next else { return JSONError(.unexpectedEnd, at: offset) }
        return JSONError(.unexpectedByte(next), at: offset)
    }

    private mutating func skipWhiteSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            offset += 1
        }
    }

    private mutating func readValue() throws(JSONError) -> JSONValue {
        guard let next else { throw unexpected() }
        switch next {
        case UInt8(ascii: "{"): return try readObject()
        case UInt8(ascii: "["): return try readArray()
        case UInt8(ascii: "\""): return .string(try readString())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try readNumber()
        case UInt8(ascii: "n"): return try read("null", as: .null)
        case UInt8(ascii: "t"): return try read("true", as: .bool(true))
        case UInt8(ascii: "f"): return try read("false", as: .bool(false))
        default: throw unexpected()
        }
    }

    private mutating func read(
        _ word: String, as value: JSONValue
    ) throws(JSONError) -> JSONValue {
        for byte in word.utf8 { try expect(byte) }
        return value
    }

    private mutating func expect(_ byte: UInt8) throws(JSONError) {
        guard next == byte else { throw unexpected() }
        offset += 1
    }
}

extension JSONReader {
    private mutating func readArray() throws(JSONError) -> JSONValue {
        try open()
        var elements: [JSONValue] = []
        if next != UInt8(ascii: "]") {
            repeat {
                skipWhiteSpace()
                elements.append(try readValue())
            } while try readSeparator()
        }
        try close(UInt8(ascii: "]"))
        return .array(elements)
    }

    private mutating func readObject() throws(JSONError) -> JSONValue {
        try open()
        var members: [JSONMember] = []
        var keys = JSONKeys()
        if next != UInt8(ascii: "}") {
            repeat {
                skipWhiteSpace()
                members.append(try readMember(unlike: &keys))
            } while try readSeparator()
        }
        try close(UInt8(ascii: "}"))
        return .object(members)
    }

    private mutating func readMember(
        unlike keys: inout JSONKeys
    ) throws(JSONError) -> JSONMember {
        let start = offset
        guard next == UInt8(ascii: "\"") else { throw unexpected() }
        let key = try readString()
        if !keys.insert(key) { throw JSONError(.duplicateKey(key), at: start) }
        skipWhiteSpace()
        try expect(UInt8(ascii: ":"))
        skipWhiteSpace()
        return JSONMember(key, try readValue())
    }

    /// Whether a comma follows, and with it another element.
    private mutating func readSeparator() throws(JSONError) -> Bool {
        skipWhiteSpace()
        guard next == UInt8(ascii: ",") else { return false }
        offset += 1
        return true
    }

    private mutating func open() throws(JSONError) {
        if depth == maximumDepth { throw JSONError(.tooDeep(limit: maximumDepth), at: offset) }
        depth += 1
        offset += 1
        skipWhiteSpace()
    }

    private mutating func close(_ bracket: UInt8) throws(JSONError) {
        try expect(bracket)
        depth -= 1
    }
}

/// The keys of one object so far, told apart byte by byte.
private struct JSONKeys {
    private var few: [String] = []
    private var many: Set<JSONMember> = []

    /// Adds the key; `false` if it is there already.
    mutating func insert(_ key: String) -> Bool {
        // Most objects are small, and a hash of every key would cost more than the look.
        if few.count < 16 {
            if few.contains(where: { $0.isIdentical(to: key) }) { return false }
            few.append(key)
            return true
        }
        if many.isEmpty { many = Set(few.map { JSONMember($0, .null) }) }
        return many.insert(JSONMember(key, .null)).inserted
    }
}
