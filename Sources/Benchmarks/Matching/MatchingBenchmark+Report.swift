import Determinism

extension MatchingBenchmark.Result {
    /// The result as one JSON object and a newline.
    public var json: String {
        let document: JSONValue = [
            "preset": .string(preset), "seed": seed.map { .integer(Int64($0)) } ?? .null,
            "operations": .integer(Int64(operations)), "passes": .integer(Int64(passes)),
            "ns_per_op": .number(nanoseconds), "wall_ns_per_op": .number(wallNanoseconds),
            "build_ns_per_op": .number(buildNanoseconds),
            "batch_ns_per_op": .number(batchNanoseconds),
            "exchange_ns_per_op": exchangeNanoseconds.map { .number($0) } ?? .null,
            "p50_ns": .number(latency.service.p50), "p99_ns": .number(latency.service.p99),
            "p999_ns": .number(latency.service.p999),
            "half_load_p50_ns": .number(latency.atHalfLoad.p50),
            "half_load_p99_ns": .number(latency.atHalfLoad.p99),
            "half_load_p999_ns": .number(latency.atHalfLoad.p999),
            "timer_ns": .number(latency.timerNanoseconds),
            "executions": .integer(Int64(executions)), "resting": .integer(Int64(resting)),
            "bytes_per_resting_order": .number(bytesPerRestingOrder),
            "executions_sha256": .string(executionsHash), "book_sha256": .string(bookHash),
            "matches_golden": matchesGolden.map { .bool($0) } ?? .null,
            "conditions": .string(Conditions.description),
        ]
        return CanonicalJSON.text(document) + "\n"
    }

    /// The result for people.
    public var text: String {
        let origin = seed.map { ", seed \($0)" } ?? ""
        let verdict =
            matchesGolden.map { $0 ? "as golden" : "NOT AS GOLDEN" } ?? "no golden to compare"
        return """
            matching engine alone, stream \(preset)\(origin), \(operations) operations
              ns/op           \(tenths(nanoseconds)) (wall \(tenths(wallNanoseconds))), \
            median of \(passes) passes, steady part
              build-up, ns/op \(tenths(buildNanoseconds))
              batch, ns/op    \(tenths(batchNanoseconds)) (looks ahead where that pays)
              everything on   \(everythingOn)
              service p50/p99/p99.9, ns    \(row(latency.service)) (clock's own \
            \(tenths(latency.timerNanoseconds)) ns subtracted)
              at half load                 \(row(latency.atHalfLoad)) (waiting included)
              executions      \(executions), sha256 \(executionsHash)
              final book      \(resting) orders, sha256 \(bookHash): \(verdict)
              bytes/order     \(tenths(bytesPerRestingOrder)), index of all ids included
              conditions      \(Conditions.description)

            """
    }

    /// The exchange's figure, its multiple of the bare book, and where the time goes.
    private var everythingOn: String {
        guard let exchange = exchangeNanoseconds, let events = eventsPerOperation else {
            return "not asked for"
        }
        return "\(tenths(exchange)) ns/op, \(tenths(exchange / nanoseconds)) times the bare "
            + "book: \(tenths(events)) events an operation are encoded and hashed"
    }

    private func tenths(_ value: Double) -> String { String((value * 10).rounded() / 10) }

    private func row(_ values: (p50: Double, p99: Double, p999: Double)) -> String {
        "\(Int(values.p50)) / \(Int(values.p99)) / \(Int(values.p999))"
    }
}
