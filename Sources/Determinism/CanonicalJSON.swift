/// The one text of a JSON value that gets hashed: RFC 8785, the JSON Canonicalization Scheme.
///
/// No white space, keys sorted by UTF-16 code units, numbers and strings as ECMAScript prints
/// them; so any other implementation of the RFC arrives at the same bytes.
public enum CanonicalJSON {
    /// The canonical text in UTF-8.
    ///
    /// JSON numbers are doubles to the RFC: an integer beyond ±2⁵³ is printed as the nearest
    /// double, so what must be exact there has to travel as a string.
    ///
    /// - Precondition: numbers are finite, and no two members of an object have the same key.
    /// - Complexity: O(length), and O(n log n) for the n members of an unsorted object.
    public static func encode(_ value: JSONValue) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        append(value, to: &bytes)
        return bytes
    }

    /// The canonical text as a string; see ``encode(_:)``.
    public static func text(_ value: JSONValue) -> String {
        String(decoding: encode(value), as: UTF8.self)
    }

    private static func append(_ value: JSONValue, to bytes: inout [UInt8]) {
        switch value {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let truth): bytes.append(contentsOf: (truth ? "true" : "false").utf8)
        case .integer(let integer): append(integer, to: &bytes)
        case .number(let number): bytes.append(contentsOf: shortestText(number).utf8)
        case .string(let text): appendString(text, to: &bytes)
        case .array(let elements): append(elements, to: &bytes)
        case .object(let members): append(members, to: &bytes)
        }
    }

    private static func append(_ integer: Int64, to bytes: inout [UInt8]) {
        let isExact = integer.magnitude <= 1 << 53
        let text = isExact ? String(integer) : shortestText(Double(integer))
        bytes.append(contentsOf: text.utf8)
    }

    private static func append(_ elements: [JSONValue], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(element, to: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private static func append(_ members: [JSONMember], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        let sorted = sortedByKey(members)
        for (index, member) in sorted.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            appendString(member.key, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            append(member.value, to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }
}

extension CanonicalJSON {
    private static func sortedByKey(_ members: [JSONMember]) -> [JSONMember] {
        // Most objects are written in order, and then nothing needs to be moved.
        if areInOrder(members) { return members }
        let sorted = members.sorted { precedes($0.key, $1.key) }
        precondition(areInOrder(sorted), "two members of an object have the same key")
        return sorted
    }

    private static func areInOrder(_ members: [JSONMember]) -> Bool {
        for index in members.indices.dropFirst()
        where !precedes(members[index - 1].key, members[index].key) {
            return false
        }
        return true
    }

    /// Whether `left` comes before `right` by UTF-16 code units, decided on the UTF-8 bytes.
    ///
    /// The two orders differ in one case: scalars beyond U+FFFF (lead bytes from F0) are
    /// surrogates in UTF-16, and so come before U+E000…U+FFFF (lead bytes EE and EF).
    static func precedes(_ left: String, _ right: String) -> Bool {
        var others = right.utf8.makeIterator()
        for byte in left.utf8 {
            guard let other = others.next() else { return false }
            if byte == other { continue }
            let isSwapped = byte >= 0xEE && other >= 0xEE && (byte >= 0xF0) != (other >= 0xF0)
            return (byte < other) != isSwapped
        }
        return others.next() != nil
    }
}
