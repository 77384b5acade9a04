import Analytics
public import Determinism
import ScenarioKit

extension Comparison {
    private static let figures:
        [(name: String, key: String, decimals: Int, of: @Sendable (TrialFigures) -> Double?)] = [
            ("efficiency %", "efficiency", 2, { $0.efficiency }),
            ("alpha", "alpha", 2, { $0.alpha }),
            ("trades", "trades", 2, { $0.trades }),
            ("volume", "volume", 2, { $0.volume }),
            ("price sd", "price_dispersion", 2, { $0.dispersion }),
            ("90 % after", "ticks_to_ninety", 1, { $0.ticksToNinety }),
            ("Gini", "gini", 3, { $0.gini }),
            ("least gain", "least_gain", 3, { $0.leastGain }),
            ("pool", "pool_gain", 1, { $0.poolGain }),
        ]

    /// The comparison as lines: means with half of their 95 % intervals, then differences.
    public var lines: [String] {
        var table = TextTable()
        table.add("institution", .left, rows.map(\.institution.text))
        for figure in Self.figures {
            // Few institutions have a pool.
            let isBlank = rows.allSatisfy { $0.sample(figure.of).count == 0 }
            if figure.key == "pool_gain" && isBlank { continue }
            table.add(figure.name, rows.map { Self.text($0.sample(figure.of), figure.decimals) })
        }
        for group in rows.first?.trials.first?.gains.map(\.name) ?? [] {
            table.add(group, rows.map { Self.text($0.sample { $0.gain(of: group) }, 1) })
        }
        let title =
            "\(scenario), \(seeds.count) seed\(seeds.count == 1 ? "" : "s"): "
            + "means ± half of the 95 % interval"
        return [title] + remarks + [""] + table.lines() + differences
    }

    private var differences: [String] {
        guard rows.count > 1, let first = rows.first else { return [] }
        var table = TextTable()
        let others = Array(rows.dropFirst())
        table.add("institution", .left, others.map(\.institution.text))
        table.add("difference", others.map { Self.text(advantage(of: $0), 2) })
        let title = "efficiency above that of \(first.institution.text), in points, seed by seed"
        return ["", title] + table.lines()
    }

    private static func text(_ sample: Sample, _ decimals: Int) -> String {
        guard sample.count > 0 else { return Numeral.none }
        let mean = Numeral.real(sample.mean, decimals: decimals)
        guard let half = sample.halfWidth else { return mean }
        return "\(mean) ±\(Numeral.real(half, decimals: decimals))"
    }

    /// The comparison as a JSON object; what is undefined is null.
    public var document: JSONValue {
        [
            "schema_version": 1, "scenario": .string(scenario), "kind": .string(kind.rawValue),
            "seeds": .array(seeds.map { .integer(Int64($0)) }),
            "remarks": .array(remarks.map { .string($0) }),
            "institutions": .array(rows.map(document)),
        ]
    }

    private func document(of row: Row) -> JSONValue {
        var members: [JSONMember] = [
            JSONMember("institution", .string(row.institution.text)),
            JSONMember("efficiency_above_first", advantage(of: row).document),
        ]
        for figure in Self.figures {
            members.append(JSONMember(figure.key, row.sample(figure.of).document))
        }
        let groups = row.trials.first?.gains.map(\.name) ?? []
        members.append(
            JSONMember(
                "gains",
                .object(
                    groups.map { name in
                        JSONMember(name, row.sample { $0.gain(of: name) }.document)
                    })))
        return .object(members)
    }
}

extension TrialFigures {
    fileprivate func gain(of group: String) -> Double? {
        gains.first { $0.name == group }?.gain
    }
}

extension Sample {
    fileprivate var document: JSONValue {
        [
            "count": .integer(Int64(count)),
            "mean": count > 0 ? .number(mean) : .null,
            "half_width": halfWidth.map { .number($0) } ?? .null,
        ]
    }
}
