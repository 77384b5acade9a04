public import Determinism
import History

extension SweepPlan {
    /// The version of the document's meaning.
    static let schemaVersion: Int64 = 1

    /// The plan as a JSON object, complete: the scenarios' texts are in it.
    public var document: JSONValue {
        [
            "schema_version": .integer(Self.schemaVersion),
            "scenarios": .array(
                scenarios.map { ["name": .string($0.name), "text": .string($0.text)] }),
            "settings": .array(
                axes.map { axis in
                    [
                        "path": .string(axis.path),
                        "values": .array(axis.values.map { .string($0) }),
                    ]
                }),
            "seeds": [.integer(Int64(seeds.lowerBound)), .integer(Int64(seeds.upperBound))],
            "ticks": ticks.map { .string($0) } ?? .null,
        ]
    }

    /// What tells the plan from any other: 16 hexadecimal digits.
    public var planID: String {
        String(Digest.hex(of: CanonicalJSON.encode(document)).prefix(16))
    }

    /// Reads what ``document`` gave.
    ///
    /// - Returns: `nil` for anything else.
    public init?(_ document: JSONValue) {
        guard document["schema_version"]?.integerValue == Self.schemaVersion,
            let scenarios = document["scenarios"]?.arrayValue?.compactMap(Scenario.init),
            let axes = document["settings"]?.arrayValue?.compactMap(Axis.init),
            let ends = document["seeds"]?.arrayValue, ends.count == 2,
            let first = ends[0].integerValue.flatMap({ UInt32(exactly: $0) }),
            let last = ends[1].integerValue.flatMap({ UInt32(exactly: $0) }),
            first <= last, !scenarios.isEmpty
        else { return nil }
        self.init(
            scenarios: scenarios, axes: axes, seeds: first...last,
            ticks: document["ticks"]?.stringValue)
        guard countedVariants != nil else { return nil }
    }
}

extension SweepPlan.Scenario {
    fileprivate init?(_ document: JSONValue) {
        guard let name = document["name"]?.stringValue, let text = document["text"]?.stringValue
        else { return nil }
        self.init(name: name, text: text)
    }
}

extension SweepPlan.Axis {
    fileprivate init?(_ document: JSONValue) {
        guard let path = document["path"]?.stringValue,
            let values = document["values"]?.arrayValue?.compactMap(\.stringValue),
            !values.isEmpty
        else { return nil }
        self.init(path: path, values: values)
    }
}
