import Determinism

/// What the JSON documents of all kinds of runs have in common.
extension RunRecord {
    /// What names a run, then what it came to, then its number.
    ///
    /// - Parameters:
    ///   - version: The version of the document's meaning.
    ///   - body: What it came to.
    func document(
        version: Int64, kind: String, scenario: String, seed: UInt32, status: RunSummary.Status,
        _ body: [JSONMember]
    ) -> JSONValue {
        let name: [JSONMember] = [
            JSONMember("schema_version", .integer(version)),
            JSONMember("run_id", .string(runID)),
            JSONMember("status", .string(status.rawValue)),
            JSONMember("scenario", .string(scenario)),
            JSONMember("kind", .string(kind)),
            JSONMember("seed", .integer(Int64(seed))),
        ]
        // A run that no store keeps has no number, and the document no such key.
        return .object(name + body + (number.map { [JSONMember("run", .integer($0))] } ?? []))
    }

    /// The head of the chain, and the time it took; `null` where nobody knows.
    var ending: [JSONMember] {
        [
            JSONMember(
                "final_event_hash", finalEventHash.isEmpty ? .null : .string(finalEventHash)),
            JSONMember("wall_seconds", .figure(wallSeconds)),
        ]
    }
}

extension JSONValue {
    /// A figure; `null` where it is undefined or has no digits.
    static func figure(_ value: Double?) -> JSONValue {
        value.flatMap { $0.isFinite ? .number($0) : nil } ?? .null
    }
}
