import Determinism

/// Why a payload is not one that the record can hold.
public struct PayloadError: Error, Hashable, Sendable {
    /// What is wrong with it.
    public enum Reason: String, Hashable, Sendable, CaseIterable {
        /// It is no JSON object.
        case malformed
        /// A field that has to be there is not.
        case missing
        /// A field that must not be there is.
        case unexpected
        /// A field holds another kind of value, or one beyond its range.
        case mistyped
        /// A name that nothing in this run, or in this version, has.
        case unknown
        /// It says what it has to, in another spelling than the canonical one.
        case notCanonical
    }

    /// What is wrong.
    public let reason: Reason
    /// Where: the keys down to the field, joined by dots; empty for the payload as a whole.
    public let field: String
    /// What had to be there.
    public let expected: String
    /// What was there instead, shortened.
    public let found: String

    init(_ reason: Reason, _ field: String, expected: String, found: String) {
        self.reason = reason
        self.field = field
        self.expected = expected
        self.found = found
    }
}

extension PayloadError: CustomStringConvertible {
    /// The field, the reason and both sides.
    public var description: String {
        let place = field.isEmpty ? "payload" : "field '\(field)'"
        return "\(place) \(reason.rawValue): expected \(expected), found \(found)"
    }
}

/// Texts of a record as findings quote them.
enum Excerpt {
    /// The beginning of some bytes, as text.
    static func of(_ bytes: UnsafeRawBufferPointer, limit: Int = 160) -> String {
        let text = String(decoding: bytes.prefix(limit), as: UTF8.self)
        return bytes.count > limit ? text + "…" : text
    }

    /// The beginning of a text.
    static func of(_ text: String, limit: Int = 160) -> String {
        var text = text
        return text.withUTF8 { of(UnsafeRawBufferPointer($0), limit: limit) }
    }

    /// The beginning of a value's canonical text.
    static func of(_ value: JSONValue) -> String { of(CanonicalJSON.text(value)) }
}
