public import Determinism

/// Where a chain of event lines is broken.
public struct ChainFinding: Error, Hashable, Sendable, CustomStringConvertible {
    /// The number of lines before it, which is the `event_seq` that was due.
    public let sequence: Int64
    /// What had to be there.
    public let expected: String
    /// What was there instead.
    public let found: String

    /// The place and both sides.
    public var description: String {
        "event \(sequence): expected \(expected), found \(found)"
    }
}

/// Checks I7 on the lines of a JSONL file: canonical text, numbers without gaps, hashes.
///
/// It recomputes every hash from the text alone, so whoever holds the head knows that no line
/// was changed. What no chain can show is a tail that was cut off, or a file that was written
/// and hashed anew.
public struct ChainChecker {
    /// The number of lines checked.
    public private(set) var count: Int64 = 0
    /// The hash of the last line; `"GENESIS"` before the first.
    public private(set) var headHash = "GENESIS"
    /// The run that the lines belong to, once there is one.
    public private(set) var runID: String?

    /// Starts before the first line.
    public init() {}

    /// Checks the next line and returns what it says.
    ///
    /// - Parameter line: Without its newline.
    /// - Throws: The first thing that is wrong with it.
    @discardableResult
    public mutating func check(_ line: [UInt8]) throws(ChainFinding) -> JSONValue {
        let event: JSONValue
        do {
            event = try JSONParser.parse(line)
        } catch {
            throw broken("a JSON text", "\(error)")
        }
        guard case .object(var members) = event, CanonicalJSON.encode(event) == line else {
            throw broken("an object in canonical form", String(decoding: line, as: UTF8.self))
        }
        try need(event["event_seq"]?.integerValue, count, "event_seq")
        try need(event["prev_hash"]?.stringValue, headHash, "prev_hash")
        try need(event["run_id"]?.stringValue, runID, "run_id")
        members.removeAll { $0.key == "event_hash" }
        let hash = Digest.hex(of: CanonicalJSON.encode(.object(members)))
        try need(event["event_hash"]?.stringValue, hash, "event_hash")
        headHash = hash
        runID = event["run_id"]?.stringValue
        count += 1
        return event
    }

    /// Compares a field with what it has to be; a `nil` there accepts anything present.
    private func need<Value: Equatable>(
        _ found: Value?, _ expected: Value?, _ field: String
    ) throws(ChainFinding) {
        guard let found else { throw broken("a field '\(field)'", "none") }
        if let expected, expected != found {
            throw broken("\(field) \(expected)", "\(found)")
        }
    }

    private func broken(_ expected: String, _ found: String) -> ChainFinding {
        ChainFinding(sequence: count, expected: expected, found: found)
    }
}
