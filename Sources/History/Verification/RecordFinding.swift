import Determinism

/// The first thing that is wrong with a record, and where.
public struct RecordFinding: Error, Hashable, Sendable {
    /// What kind of thing is wrong.
    public enum Cause: Hashable, Sendable {
        /// It is no event in its canonical form.
        case malformed
        /// I7: a number, a hash or the run's name does not continue what came before, or the
        /// text does not hash to what is recorded.
        case chain
        /// The hash holds, but the payload is not one that such an event can have.
        case payload
        /// The hash holds, but the event cannot follow from those before it.
        case audit(AuditFinding.Rule)
    }

    /// The number of events before it: the `event_seq` that was due. The lines of a file count
    /// from 1, so its line is one more.
    public let sequence: Int64
    /// What kind of thing is wrong.
    public let cause: Cause
    /// What had to be there.
    public let expected: String
    /// What was there instead.
    public let found: String
}

extension RecordFinding: CustomStringConvertible {
    /// The place, the kind, and both sides.
    public var description: String { "event \(sequence), \(explanation)" }

    /// The kind and both sides.
    public var explanation: String { "\(cause): expected \(expected), found \(found)" }
}

extension RecordFinding.Cause: CustomStringConvertible {
    /// The kind in a word, or the name of the rule that was broken.
    public var description: String {
        switch self {
        case .malformed: "malformed"
        case .chain: "chain"
        case .payload: "payload"
        case .audit(let rule): rule.rawValue
        }
    }
}

extension RecordFinding {
    init(_ error: PayloadError, at sequence: Int64) {
        let place = error.field.isEmpty ? "" : " in '\(error.field)'"
        self.init(
            sequence: sequence, cause: .payload, expected: error.expected + place,
            found: error.found)
    }

    init(_ finding: AuditFinding, at sequence: Int64) {
        self.init(
            sequence: sequence, cause: .audit(finding.rule),
            expected: Excerpt.of(finding.expected, limit: 600),
            found: Excerpt.of(finding.found, limit: 600))
    }

    /// Says why a line is none.
    static func malformed(
        _ line: UnsafeRawBufferPointer, at sequence: Int64
    ) -> RecordFinding {
        let keys = [
            "event_hash", "event_seq", "event_type", "payload", "prev_hash", "run_id", "tick_id",
        ]
        var expected = "an event in canonical form"
        var found = Excerpt.of(line)
        do {
            let value = try JSONParser.parse(line)
            if let missing = keys.first(where: { value[$0] == nil }) {
                expected = "an event with '\(missing)'"
            } else if let extra = value.objectValue?.first(where: { !keys.contains($0.key) }) {
                expected = "an event without '\(Excerpt.of(extra.key))'"
            }
        } catch {
            expected = "a JSON text"
            found = line.isEmpty ? "an empty line" : "\(error)"
        }
        return RecordFinding(
            sequence: sequence, cause: .malformed, expected: expected, found: found)
    }
}

/// An event of a run by its number and hash: what is noted elsewhere to prove a record by.
public struct RecordHead: Hashable, Sendable {
    /// The `event_seq`.
    public let sequence: Int64
    /// The `event_hash`: 64 lower-case hexadecimal digits.
    public let hash: String

    /// Names an event.
    ///
    /// - Returns: `nil` unless the number is one and the hash has the form of one.
    public init?(sequence: Int64, hash: String) {
        guard sequence >= 0, hash.utf8.count == SHA256Hasher.hexCount,
            hash.utf8.allSatisfy(Self.isHexDigit)
        else { return nil }
        self.sequence = sequence
        self.hash = hash
    }

    /// Reads `SEQ:HASH`.
    ///
    /// - Returns: `nil` for anything else.
    public init?(parsing text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.allSatisfy({ (48...57).contains($0) }),
            let sequence = Int64(parts[0])
        else { return nil }
        self.init(sequence: sequence, hash: String(parts[1]))
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...102).contains(byte)
    }
}

extension RecordHead: CustomStringConvertible {
    /// `SEQ:HASH`.
    public var description: String { "\(sequence):\(hash)" }
}
