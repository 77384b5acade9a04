import Analytics
public import Determinism

/// An experiment's findings as a table and as JSON.
public struct FindingTable: Sendable {
    /// The experiment.
    public let experiment: Experiment
    /// What came of it.
    public let findings: [Finding]
    /// How long it took.
    public let seconds: Double

    /// Lays out findings.
    public init(_ experiment: Experiment, _ findings: [Finding], seconds: Double) {
        self.experiment = experiment
        self.findings = findings
        self.seconds = seconds
    }

    /// Whether every figure is in its band.
    public var isReproduced: Bool { findings.allSatisfy(\.isInBand) }

    /// What it is called and shows.
    public var title: String { "\(experiment.name): \(experiment.summary)" }

    /// What stands below the title.
    public var lines: [String] {
        var table = TextTable()
        table.add("figure", .left, findings.map(\.name))
        table.add("published", findings.map { $0.published ?? Numeral.none })
        table.add("reference", findings.map { $0.reference ?? Numeral.none })
        table.add("ours", findings.map { Numeral.real($0.value, decimals: $0.decimals) })
        table.add(
            "± 95 %",
            findings.map { finding in
                finding.halfWidth.map { Numeral.real($0, decimals: finding.decimals) }
                    ?? Numeral.none
            })
        table.add("band", .left, findings.map(\.bandText))
        table.add("verdict", .left, findings.map(\.verdict))
        let tested = findings.filter(\.isTested)
        let held = tested.count { $0.isInBand }
        let end =
            "\(held) of \(tested.count) figures in their bands, "
            + "\(Numeral.real(seconds, decimals: 1)) s"
        return table.lines() + [end]
    }

    /// The findings as a JSON object; what is undefined is null.
    public var document: JSONValue {
        [
            "experiment": .string(experiment.name),
            "summary": .string(experiment.summary),
            "reproduced": .bool(isReproduced),
            "wall_seconds": .number(seconds),
            "figures": .array(findings.map(\.document)),
        ]
    }
}

extension Finding {
    /// The band in words.
    var bandText: String {
        func text(_ value: Double) -> String { Numeral.real(value, decimals: max(decimals, 2)) }
        return switch band {
        case .within(let range) where range.lowerBound == range.upperBound:
            "= \(text(range.lowerBound))"
        case .within(let range): "\(text(range.lowerBound)) to \(text(range.upperBound))"
        case .atLeast(let least): ">= \(text(least))"
        case .atMost(let most): "<= \(text(most))"
        case .none: Numeral.none
        }
    }

    /// Whether it holds, in a word.
    var verdict: String {
        if !isTested { return "shown" }
        return isInBand ? "in" : "OUT"
    }

    var document: JSONValue {
        [
            "name": .string(name),
            "published": published.map { .string($0) } ?? .null,
            "reference": reference.map { .string($0) } ?? .null,
            "value": value.isFinite ? .number(value) : .null,
            "half_width": halfWidth.map { .number($0) } ?? .null,
            "band": .string(bandText),
            "in_band": isTested ? .bool(isInBand) : .null,
        ]
    }
}
