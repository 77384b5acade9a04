public import Determinism

/// JSON for people: one member to a line, short lists and mappings on one.
public enum IndentedJSON {
    private static let longest = 88

    /// The text of a value, members in their own order, with a line end.
    public static func text(_ value: JSONValue) -> String { text(value, indent: 0) + "\n" }

    private static func text(_ value: JSONValue, indent: Int) -> String {
        let short = inline(value)
        if indent + short.utf8.count <= longest { return short }
        switch value {
        case .array(let items):
            return block(items.map { text($0, indent: indent + 2) }, "[", "]", indent)
        case .object(let members):
            let lines = members.map { member in
                key(member) + text(member.value, indent: indent + 2)
            }
            return block(lines, "{", "}", indent)
        case .null, .bool, .integer, .number, .string:
            return short
        }
    }

    private static func block(
        _ lines: [String], _ open: String, _ close: String, _ indent: Int
    ) -> String {
        let outer = String(repeating: " ", count: indent)
        let inner = outer + "  "
        let body = lines.map { inner + $0 }.joined(separator: ",\n")
        return open + "\n" + body + "\n" + outer + close
    }

    private static func inline(_ value: JSONValue) -> String {
        switch value {
        case .array(let items): "[" + items.map(inline).joined(separator: ", ") + "]"
        case .object(let members):
            "{" + members.map { key($0) + inline($0.value) }.joined(separator: ", ") + "}"
        case .null, .bool, .integer, .number, .string: CanonicalJSON.text(value)
        }
    }

    private static func key(_ member: JSONMember) -> String {
        CanonicalJSON.text(.string(member.key)) + ": "
    }
}
