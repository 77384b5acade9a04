import Determinism

/// What a host says in one line.
enum TracebookMessage {
    case hello(TracebookRules)
    case event(index: Int64, TracebookEvent)
    case snapshot(index: Int64)
    case finish(eventCount: Int64)

    static let protocolName = "tracebook.conformance"
    static let protocolVersion: Int64 = 1

    /// Reads a line.
    init(_ line: UnsafeRawBufferPointer) throws(TracebookError) {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONParser.parse(line)
        } catch {
            throw TracebookError("not JSON: \(error)")
        }
        let fields = try TracebookFields(value, name: "a message")
        switch try fields.text("type") {
        case "hello":
            self = .hello(try Self.rules(fields))
        case "event":
            let event = try TracebookFields(fields["event"], name: "event")
            self = .event(
                index: try Self.count(fields, "index"), try TracebookEvent(event))
        case "snapshot":
            self = .snapshot(index: try Self.count(fields, "index"))
        case "finish":
            self = .finish(eventCount: try Self.count(fields, "event_count"))
        default:
            throw TracebookError("type must be hello, event, snapshot or finish")
        }
    }

    private static func rules(_ fields: TracebookFields) throws(TracebookError) -> TracebookRules {
        guard try fields.text("protocol") == protocolName else {
            throw TracebookError("protocol must be '\(protocolName)'")
        }
        guard try fields.integer("protocol_version") == protocolVersion else {
            throw TracebookError("protocol_version must be \(protocolVersion)")
        }
        let config = fields["config"] ?? .object([])
        return try TracebookRules(TracebookFields(config, name: "config"))
    }

    private static func count(
        _ fields: TracebookFields, _ key: String
    ) throws(TracebookError) -> Int64 {
        guard let count = try fields.integer(key), count >= 0 else {
            throw TracebookError("\(key) must be an integer, not negative")
        }
        return count
    }
}
