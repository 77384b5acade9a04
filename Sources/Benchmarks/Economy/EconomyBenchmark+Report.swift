import Determinism

extension EconomyBenchmark {
    /// The sizes as a table for people.
    public static func text(_ sizes: [Size], passes: Int, seed: UInt32) -> String {
        let base = reference(sizes)
        let rows = sizes.map { size in
            [
                "\(size.agents)", "\(size.gridSize)²", "\(size.ticks)",
                thousandths(size.seconds), thousandths(size.sealedSeconds),
                "\(Int(size.nanoseconds.rounded()))",
                base.map { thousandths(size.nanoseconds / $0) } ?? "–", "\(size.trades)",
                "\(size.events)", String(size.headHash.prefix(12)),
            ]
        }
        let titles = [
            "agents", "grid", "ticks", "s", "s, chain", "ns/agent·tick", "× 1,000", "trades",
            "events", "head hash",
        ]
        let widths = titles.indices.map { column in
            ([titles] + rows).map { $0[column].count }.max() ?? 0
        }
        let lines = ([titles] + rows).map { row in
            "  "
                + row.indices.map {
                    String(repeating: " ", count: widths[$0] - row[$0].count) + row[$0]
                }.joined(separator: "  ")
        }
        let isRepeatable = sizes.allSatisfy(\.isRepeatable)
        return """
            an economy in barter: search, matching, bargaining, foraging; processor time of the \
            thread, start-up apart
            \(lines.joined(separator: "\n"))
              input       seed \(seed), median of \(passes) passes, \
            \(EconomyWorkload.cellsPerAgent) cells per agent, five kinds of utility, vision 8
              conditions  \(Conditions.description)\
            \(isRepeatable ? "" : "\n  HASHES DIFFER BETWEEN PASSES")

            """
    }

    /// The sizes as one JSON object and a newline.
    public static func json(_ sizes: [Size], passes: Int, seed: UInt32) -> String {
        let document: JSONValue = [
            "benchmark": "economy", "seed": .integer(Int64(seed)),
            "passes": .integer(Int64(passes)), "conditions": .string(Conditions.description),
            "sizes": .array(
                sizes.map { size in
                    [
                        "agents": .integer(Int64(size.agents)),
                        "grid_size": .integer(Int64(size.gridSize)),
                        "ticks": .integer(size.ticks), "cpu_seconds": .number(size.seconds),
                        "cpu_seconds_with_chain": .number(size.sealedSeconds),
                        "ns_per_agent_tick": .number(size.nanoseconds),
                        "trades": .integer(size.trades), "events": .integer(size.events),
                        "head_hash": .string(size.headHash),
                        "repeatable": .bool(size.isRepeatable),
                    ]
                }),
        ]
        return CanonicalJSON.text(document) + "\n"
    }

    /// What an agent and tick cost among a thousand.
    private static func reference(_ sizes: [Size]) -> Double? {
        sizes.first { $0.agents == 1_000 }?.nanoseconds
    }

    private static func thousandths(_ value: Double) -> String {
        String((value * 1_000).rounded() / 1_000)
    }
}
