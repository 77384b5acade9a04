import Benchmarks
import Determinism

/// An earlier result of `bench matching --json`, to stand beside a new one.
struct EarlierResult {
    private let name: String
    private let document: JSONValue

    /// Reads a result.
    ///
    /// - Throws: ``CommandFailure`` if the file cannot be read or is no such result.
    init(path: String) throws {
        let file = try InputFile(path: path)
        var bytes: [UInt8] = []
        try file.forEachPiece { piece in
            guard bytes.count + piece.count <= 1 << 20 else {
                throw CommandFailure(
                    status: .wrongInput, message: "\(path) is too long for a result")
            }
            bytes.append(contentsOf: piece)
        }
        name = path
        do {
            document = try JSONParser.parse(bytes)
        } catch {
            throw CommandFailure(status: .wrongInput, message: "\(path): \(error)")
        }
        guard document["ns_per_op"] != nil, document["preset"] != nil else {
            throw CommandFailure(
                status: .wrongInput,
                message: "\(path) is no result of 'bench matching --json'")
        }
    }

    /// The figures of both, and their ratios.
    func table(beside result: MatchingBenchmark.Result) -> String {
        var lines = ["compared with \(name)"]
        if document["preset"]?.stringValue != result.preset {
            lines.append("  the streams differ: the figures say little about each other")
        }
        let rows: [(String, String, Double)] = [
            ("ns/op", "ns_per_op", result.nanoseconds),
            ("build-up, ns/op", "build_ns_per_op", result.buildNanoseconds),
            ("batch, ns/op", "batch_ns_per_op", result.batchNanoseconds),
            ("p99, ns", "p99_ns", result.latency.service.p99),
            ("bytes/order", "bytes_per_resting_order", result.bytesPerRestingOrder),
        ]
        for (label, key, now) in rows {
            guard let before = number(key), before > 0 else { continue }
            lines.append(
                "  \(label): \(tenths(before)) then, \(tenths(now)) now, "
                    + "ratio \(hundredths(now / before))")
        }
        let same = document["executions_sha256"]?.stringValue == result.executionsHash
        lines.append("  executions \(same ? "agree" : "DIFFER")")
        return lines.joined(separator: "\n") + "\n"
    }

    private func number(_ key: String) -> Double? {
        switch document[key] {
        case .number(let value): value
        case .integer(let value): Double(value)
        default: nil
        }
    }

    private func tenths(_ value: Double) -> String { String((value * 10).rounded() / 10) }
    private func hundredths(_ value: Double) -> String { String((value * 100).rounded() / 100) }
}
