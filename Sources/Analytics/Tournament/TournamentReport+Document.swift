public import Determinism

extension TournamentReport {
    /// The version of the document's meaning.
    public static let schemaVersion: Int64 = 1

    /// The report as a JSON object; estimates are `{value, low, high, n}`, what is undefined
    /// is null.
    public var document: JSONValue {
        [
            "schema_version": .integer(Self.schemaVersion),
            "confidence": .number(Estimate.confidence),
            "failed": .integer(Int64(failures)),
            "variants": .array(variants.map(\.document)),
            "changes": .array(
                changes.map { change in
                    [
                        "kind": .string(change.kind), "variant": .integer(Int64(change.variant)),
                        "comparison": change.comparison.document,
                    ]
                }),
        ]
    }

    /// The standings as CSV, one line per variant and kind or agent, after a line of titles.
    public var csv: String {
        let figures =
            ["mean", "median", "pnl_pct"] + TournamentGame.parts
            + ["sharpe", "drawdown", "bankruptcy", "first"]
        let titles =
            ["variant", "scenario", "settings", "level", "name", "agents", "runs"]
            + figures.flatMap { [$0, "\($0)_low", "\($0)_high"] }
        var lines = [titles.joined(separator: ",")]
        for variant in variants {
            let levels = [("kind", variant.kinds), ("agent", variant.agents)]
            for (level, standings) in levels {
                for standing in standings {
                    let start = [
                        "\(variant.number)", variant.scenario, variant.settings, level,
                        standing.name, "\(standing.agents)", "\(standing.mean.count)",
                    ]
                    lines.append((start.map(Self.cell) + standing.cells).joined(separator: ","))
                }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A text as a cell, quoted where RFC 4180 wants it.
    private static func cell(_ text: String) -> String {
        let needsQuotes = text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
        if !needsQuotes { return text }
        let doubled = text.split(separator: "\"", omittingEmptySubsequences: false)
        return "\"" + doubled.joined(separator: "\"\"") + "\""
    }
}

extension TournamentReport.Variant {
    fileprivate var document: JSONValue {
        [
            "variant": .integer(Int64(number)), "scenario": .string(scenario),
            "settings": .string(settings), "runs": .integer(Int64(runs)),
            "kinds": .array(kinds.map(\.document)), "agents": .array(agents.map(\.document)),
            "comparisons": .array(comparisons.map(\.document)),
        ]
    }
}

extension Standing {
    fileprivate var document: JSONValue {
        let known = zip(TournamentGame.parts, parts).map { JSONMember($0, $1.document) }
        return [
            "name": .string(name), "agents": .integer(Int64(agents)), "mean": mean.document,
            "median": median.document, "pnl_pct": percent?.document ?? .null,
            "parts": .object(known), "sharpe": sharpe?.document ?? .null,
            "drawdown": drawdown?.document ?? .null, "bankruptcy": bankruptcy.document,
            "first": first.document,
        ]
    }

    /// Three cells for each figure; empty where it is not defined.
    fileprivate var cells: [String] {
        let known: [Estimate?] = TournamentGame.parts.indices.map {
            parts.isEmpty ? nil : parts[$0]
        }
        let figures = [mean, median, percent] + known + [sharpe, drawdown, bankruptcy, first]
        return figures.flatMap { figure -> [String] in
            guard let figure else { return ["", "", ""] }
            return [figure.value, figure.low, figure.high].map { CanonicalJSON.shortestText($0) }
        }
    }
}

extension Estimate {
    fileprivate var document: JSONValue {
        [
            "value": .number(value), "low": .number(low), "high": .number(high),
            "n": .integer(Int64(count)),
        ]
    }
}

extension PairedComparison {
    fileprivate var document: JSONValue {
        [
            "first": .string(first), "second": .string(second),
            "difference": difference.document, "superiority": .number(superiority),
            "p": .number(probability), "p_holm": .number(adjustedProbability),
            "seeds_needed": pairsNeeded.map { .integer(Int64($0)) } ?? .null,
            "told_apart": .bool(isToldApart),
        ]
    }
}
