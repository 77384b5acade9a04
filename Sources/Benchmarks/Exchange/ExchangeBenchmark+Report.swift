import Determinism

extension ExchangeBenchmark.Result {
    /// The result for people, a figure a line.
    public func text(seed: UInt32) -> String {
        let nanoseconds = 1e9 / actionsPerSecond
        let perEvent = (nanoseconds - nanosecondsWithoutChain) / eventsPerAction
        return """
            exchange with accounts, fees, events and hash chain, in memory
              actions/s           \(rounded(actionsPerSecond)) (processor time of the thread; \
            wall \(rounded(wallActionsPerSecond)))
              ns/action           \(rounded(nanoseconds))
                without sealing   \(rounded(nanosecondsWithoutChain)) (events built, not \
            encoded or hashed)
                sealing, ns/event \(rounded(perEvent)), of which SHA-256 \
            \(rounded(hashNanoseconds)) for events of \(rounded(bytesPerEvent)) bytes
              events/action       \(hundredths(eventsPerAction))
              head hash           \(headHash)\(isRepeatable ? "" : " DIFFERS BETWEEN PASSES")
              input               seed \(seed), \(actions) actions a pass, median of \
            \(passes) passes, 100 agents, 1000 live orders, 1000 actions a tick
              conditions          \(Conditions.description)

            """
    }

    /// The result as one JSON object and a newline.
    public func json(seed: UInt32) -> String {
        let document: JSONValue = [
            "benchmark": "exchange", "seed": .integer(Int64(seed)),
            "actions": .integer(Int64(actions)), "passes": .integer(Int64(passes)),
            "actions_per_second": .number(actionsPerSecond),
            "wall_actions_per_second": .number(wallActionsPerSecond),
            "ns_per_action": .number(1e9 / actionsPerSecond),
            "ns_per_action_without_sealing": .number(nanosecondsWithoutChain),
            "sha256_ns_per_event": .number(hashNanoseconds),
            "bytes_per_event": .number(bytesPerEvent),
            "events_per_action": .number(eventsPerAction), "head_hash": .string(headHash),
            "repeatable": .bool(isRepeatable), "conditions": .string(Conditions.description),
        ]
        return CanonicalJSON.text(document) + "\n"
    }

    private func rounded(_ value: Double) -> String { String(Int(value.rounded())) }

    private func hundredths(_ value: Double) -> String {
        String((value * 100).rounded() / 100)
    }
}
