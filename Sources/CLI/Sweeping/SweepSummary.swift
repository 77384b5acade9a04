import Analytics
import Determinism
import Persistence
import Sweeping

/// Says what a results file has: as text or as JSON.
struct SweepSummary {
    let file: SweepFile
    /// How many runs this command carried out.
    let newRuns: Int
    /// How long that took.
    let seconds: Double?

    /// Prints the summary.
    ///
    /// - Returns: How many runs failed.
    func print(asJSON isJSON: Bool, isQuiet: Bool = false) throws -> Int {
        let counts = try file.store.counts()
        let hash = try file.contentHash()
        if isJSON {
            let document: JSONValue = [
                "schema_version": 1, "plan_id": .string(file.store.origin.planID),
                "file": .string(file.store.path), "shard": .integer(Int64(file.shard.index)),
                "shards": .integer(Int64(file.shard.count)),
                "variants": .integer(Int64(file.plan.variantCount)),
                "seeds": .integer(Int64(file.plan.seedCount)),
                "runs": .integer(Int64(counts.runs)),
                "expected_runs": .integer(Int64(file.expectedRuns)),
                "new_runs": .integer(Int64(newRuns)), "failed": .integer(Int64(counts.failed)),
                "wall_seconds": seconds.map { .number($0) } ?? .null,
                "content_hash": .string(hash),
            ]
            StandardStreams.printOrExit(CanonicalJSON.text(document) + "\n")
        } else if isQuiet {
            StandardStreams.printOrExit(hash + "\n")
        } else {
            for line in try lines(counts, hash) { StandardStreams.printSafely(line) }
        }
        return counts.failed
    }

    private func lines(_ counts: (runs: Int, failed: Int), _ hash: String) throws -> [String] {
        func count(_ number: Int) -> String { Numeral.count(Int64(number)) }
        let plan = file.plan
        var lines = [
            "plan     \(file.store.origin.planID): \(count(plan.variantCount)) variants of "
                + "\(count(plan.scenarios.count)) scenarios × \(count(plan.seedCount)) seeds",
            "file     \(file.store.path)"
                + (file.shard.count == 1
                    ? "" : ", part \(file.shard.index) of \(file.shard.count)"),
            "runs     \(count(counts.runs)) of \(count(file.expectedRuns)), "
                + "\(count(newRuns)) of them new, \(count(counts.failed)) failed",
        ]
        for failure in try file.store.failures(atMost: 5) {
            lines.append("failed   run \(failure.number): \(failure.error)")
        }
        if let seconds {
            let rate = Double(newRuns) / max(seconds, 1e-9)
            lines.append(
                "time     \(Numeral.real(seconds, decimals: 2)) s, "
                    + "\(Numeral.real(rate, decimals: 1)) runs/s")
        }
        return lines + ["content  \(hash)"]
    }
}
