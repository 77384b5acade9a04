import Determinism

extension StoreBenchmark.Result {
    /// The result for people, a figure a line.
    public func text(seed: UInt32, durability: String) -> String {
        let share = 100 * eventsPerSecondStored / eventsPerSecondInMemory
        return """
            the same run with a store and without
              in memory           \(rounded(eventsPerSecondInMemory)) events/s: executed, \
            encoded, hashed, thrown away
              stored              \(rounded(eventsPerSecondStored)) events/s until the last \
            commit: \(rounded(share)) %
              the store alone     \(rounded(eventsPerSecondAppended)) rows/s, when they cost \
            nothing to make
              verified            \(rounded(eventsPerSecondChecked)) events/s: read back, hashed \
            and audited
              bytes/event         \(rounded(bytesPerEvent)) in the file
              head hash           \(headHash)\(isRepeatable ? "" : " DIFFERS BETWEEN PASSES")
              input               seed \(seed), \(actions) actions and \(events) events a pass, \
            median of \(passes) passes, synchronous=\(durability); wall time
              conditions          \(Conditions.description), one more for the store

            """
    }

    /// The result as one JSON object and a newline.
    public func json(seed: UInt32, durability: String) -> String {
        let document: JSONValue = [
            "benchmark": "store", "seed": .integer(Int64(seed)),
            "actions": .integer(Int64(actions)), "passes": .integer(Int64(passes)),
            "events": .integer(events), "durability": .string(durability),
            "events_per_second_in_memory": .number(eventsPerSecondInMemory),
            "events_per_second_stored": .number(eventsPerSecondStored),
            "rows_per_second_appended": .number(eventsPerSecondAppended),
            "events_per_second_verified": .number(eventsPerSecondChecked),
            "bytes_per_event": .number(bytesPerEvent), "head_hash": .string(headHash),
            "repeatable": .bool(isRepeatable), "conditions": .string(Conditions.description),
        ]
        return CanonicalJSON.text(document) + "\n"
    }

    private func rounded(_ value: Double) -> String { String(Int(value.rounded())) }
}
