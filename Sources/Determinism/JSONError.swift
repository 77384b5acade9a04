/// Why a text was refused as JSON, and where.
public struct JSONError: Error, Hashable, Sendable {
    /// What is wrong with the text.
    public enum Reason: Hashable, Sendable {
        /// The text ends where something had to follow.
        case unexpectedEnd
        /// A byte that cannot stand where it does.
        case unexpectedByte(UInt8)
        /// Something other than white space follows the value.
        case trailingText
        /// The text starts with a byte order mark.
        case byteOrderMark
        /// Arrays and objects are nested deeper than allowed.
        case tooDeep(limit: Int)
        /// The object has this key already.
        case duplicateKey(String)
        /// A string holds a byte below 0x20, which must be escaped.
        case controlCharacter(UInt8)
        /// A backslash is followed by none of `"\/bfnrt` and no `u` with four hex digits.
        case invalidEscape
        /// An escape names half of a surrogate pair.
        case loneSurrogate
        /// A string is not valid UTF-8.
        case invalidUTF8
        /// A number starts with a zero that means nothing.
        case leadingZero
        /// A number is beyond the range of a double.
        case numberTooLarge
    }

    /// What is wrong.
    public let reason: Reason

    /// Where it is wrong: the number of bytes before it. For a key, a number or a surrogate,
    /// its first byte.
    public let offset: Int

    init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }
}

extension JSONError: CustomStringConvertible {
    /// The reason and the place in words. A key is quoted as JSON, from outside and unchecked.
    public var description: String { "\(reason) at byte \(offset)" }
}

extension JSONError.Reason: CustomStringConvertible {
    /// The reason in words.
    public var description: String {
        switch self {
        case .unexpectedEnd: "unexpected end of the text"
        case .unexpectedByte(let byte): "unexpected \(Self.name(of: byte))"
        case .trailingText: "text after the value"
        case .byteOrderMark: "byte order mark"
        case .tooDeep(let limit): "nested deeper than \(limit)"
        case .duplicateKey(let key): "duplicate key \(CanonicalJSON.text(.string(key)))"
        case .controlCharacter(let byte): "unescaped control character \(Self.name(of: byte))"
        case .invalidEscape: "invalid escape"
        case .loneSurrogate: "half of a surrogate pair"
        case .invalidUTF8: "invalid UTF-8"
        case .leadingZero: "number with a leading zero"
        case .numberTooLarge: "number beyond the range of a double"
        }
    }

    private static func name(of byte: UInt8) -> String {
        let isPrintable = byte > 0x20 && byte < 0x7F
        if isPrintable { return "'\(Character(Unicode.Scalar(byte)))'" }
        return (byte < 0x10 ? "0x0" : "0x") + String(byte, radix: 16, uppercase: true)
    }
}
