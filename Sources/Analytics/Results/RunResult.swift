import Determinism

/// What a sweep keeps of one run: a row about it, and rows about those who took part.
public struct RunResult: Hashable, Sendable {
    /// What tells a run of a sweep from the others.
    public struct Label: Hashable, Sendable {
        /// Its place in the plan, from 1.
        public var number: Int
        /// The name that scenario and seed give: 16 hexadecimal digits; empty if it has none.
        public var runID: String
        /// Which combination of scenario and settings, from 1.
        public var variant: Int
        /// The scenario's name.
        public var scenario: String
        /// The scenario's kind.
        public var kind: String
        /// The settings as canonical JSON: texts by path.
        public var settings: String
        /// The seed of every random stream.
        public var seed: UInt32

        /// Labels a run.
        public init(
            number: Int, runID: String, variant: Int, scenario: String, kind: String,
            settings: String, seed: UInt32
        ) {
            self.number = number
            self.runID = runID
            self.variant = variant
            self.scenario = scenario
            self.kind = kind
            self.settings = settings
            self.seed = seed
        }
    }

    /// How a run ended.
    public enum Status: String, Hashable, Sendable {
        /// To its end.
        case completed
        /// With an error.
        case failed
    }

    /// The rows by table, in the order of ``ResultTable/allCases``, each table's in the order
    /// of their keys.
    public private(set) var rows: [[[ResultValue]]]

    /// The number of the run.
    public var number: Int { Int(self[.runs][0][0].whole ?? 0) }

    /// Whether the run ended with an error.
    public var hasFailed: Bool {
        let status = self[.runs][0][ResultTable.runs.place(of: "status")]
        return status.string == Status.failed.rawValue
    }

    /// The rows of a table.
    public subscript(table: ResultTable) -> [[ResultValue]] {
        get { rows[Self.place(of: table)] }
        set { rows[Self.place(of: table)] = newValue }
    }

    /// Takes rows as a file has them.
    ///
    /// - Precondition: There is one row about the run itself.
    public init(rows: [[[ResultValue]]]) {
        precondition(
            rows.count == ResultTable.allCases.count && rows[0].count == 1,
            "a result has a row of its own and \(ResultTable.allCases.count) tables")
        self.rows = rows
    }

    /// A run that did not get to its end.
    public init(_ label: Label, failedWith error: String) {
        self.init(
            label, status: .failed, error: .text(error), counts: [.null, .null, .null, .null],
            head: .null)
    }

    init(
        _ label: Label, status: Status, error: ResultValue = .null, counts: [ResultValue],
        head: ResultValue
    ) {
        let row: [ResultValue] =
            [
                .integer(Int64(label.number)), label.runID.isEmpty ? .null : .text(label.runID),
                .integer(Int64(label.variant)), .text(label.scenario), .text(label.kind),
                .text(label.settings), .integer(Int64(label.seed)), .text(status.rawValue), error,
            ] + counts + [head]
        rows = [[row]] + ResultTable.allCases.dropFirst().map { _ in [] }
    }

    /// The run's lines of the canonical dump: one JSON array for each row, the table first.
    ///
    /// - Complexity: O(length).
    public var canonicalLines: [UInt8] {
        var bytes: [UInt8] = []
        for (table, rows) in zip(ResultTable.allCases, rows) {
            for row in rows {
                let line: JSONValue = .array([.string(table.rawValue)] + row.map(\.json))
                bytes += CanonicalJSON.encode(line)
                bytes.append(UInt8(ascii: "\n"))
            }
        }
        return bytes
    }

    private static func place(of table: ResultTable) -> Int {
        switch table {
        case .runs: 0
        case .agents: 1
        case .instruments: 2
        case .institutions: 3
        }
    }
}
