import Determinism
import History
import Persistence

extension RunDifference {
    /// The version of the document's meaning.
    static let schemaVersion: Int64 = 1

    /// The difference as a JSON object; the end of a record is null.
    func document(of one: StoredRun, _ other: StoredRun) -> JSONValue {
        [
            "schema_version": .integer(Self.schemaVersion), "same": .bool(isNone),
            "runs": .array([one, other].map(Self.document)),
            "origins": .array(
                origins.map {
                    [
                        "path": .string($0.path), "first": .string($0.first),
                        "second": .string($0.second),
                    ]
                }),
            "first_difference": first.map { place in
                [
                    "event_seq": .integer(place.sequence), "tick_id": .integer(place.tick),
                    "first": place.first?.document ?? .null,
                    "second": place.second?.document ?? .null,
                ]
            } ?? .null,
            "ticks": ticks.document, "events": events.document,
        ]
    }

    private static func document(_ run: StoredRun) -> JSONValue {
        ["run": .integer(run.run), "run_id": .string(run.runID)]
    }
}

extension RunDifference.Spread {
    fileprivate var document: JSONValue {
        [
            "differing": .integer(differing), "first": .integer(first),
            "second": .integer(second),
        ]
    }
}

extension EventRow {
    /// The event as a line of a trace has it, without the name of the run.
    fileprivate var document: JSONValue {
        [
            "event_seq": .integer(sequence), "tick_id": .integer(tick),
            "event_type": .string(String(decoding: type, as: UTF8.self)),
            "payload": (try? JSONParser.parse(payload)) ?? .null,
            "event_hash": .string(Digest.hex(hash)),
        ]
    }
}
