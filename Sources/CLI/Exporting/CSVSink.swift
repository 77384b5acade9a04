import MarketModel
import Persistence

/// Writes derived rows as comma-separated values, a file for each table (RFC 4180 but for the
/// line ends, which are newlines).
struct CSVSink: DerivedSink {
    /// The tables of an exchange's export and the names of their files.
    private static let ofExchanges: [(table: DerivedTable, name: String)] = [
        (.trades, "trades.csv"), (.orders, "orders.csv"), (.metrics, "metrics.csv"),
        (.agents, "agents.csv"),
    ]

    /// Those of an economy's.
    private static let ofEconomies: [(table: DerivedTable, name: String)] = [
        (.economyTrades, "trades.csv"), (.agentSnapshots, "agents.csv"),
        (.resourceSnapshots, "resources.csv"), (.decisions, "decisions.csv"),
        (.pairings, "pairings.csv"), (.lambdaUpdates, "lambda_updates.csv"),
        (.modeChanges, "mode_changes.csv"), (.tickStates, "tick_states.csv"),
        (.preferences, "preferences.csv"), (.marketEvents, "market_events.csv"),
    ]

    private let files: [(table: DerivedTable, file: ExportFile)]
    /// The last tick's mode and pairs, which every trade of an economy repeats.
    private var tickState: [DerivedValue] = []
    private var line: [UInt8] = []

    /// The names of the files for a kind of world; a laboratory's runs have no tables.
    static func names(ofKind kind: String) -> [String] { tables(ofKind: kind).map(\.name) }

    private static func tables(ofKind kind: String) -> [(table: DerivedTable, name: String)] {
        switch kind {
        case "exchange": ofExchanges
        case "economy": ofEconomies
        default: []
        }
    }

    /// Opens the files for a kind of world and writes their headings.
    init(_ folder: ExportFolder, kind: String) throws(WriteFault) {
        var files: [(table: DerivedTable, file: ExportFile)] = []
        for (table, name) in Self.tables(ofKind: kind) {
            let file = try folder.add(name)
            let more = table == .economyTrades ? ["mode", "active_pairs"] : []
            let heading = (table.columns + more).joined(separator: ",") + "\n"
            try file.write(Array(heading.utf8), rows: 0)
            files.append((table, file))
        }
        self.files = files
    }

    mutating func add(_ row: [DerivedValue], to table: DerivedTable) throws {
        // A tick's state comes before its trades: tick, mode, regime, pairs.
        if table == .tickStates { tickState = [row[1], row[3]] }
        guard let file = files.first(where: { $0.table == table })?.file else { return }
        line.removeAll(keepingCapacity: true)
        append(row)
        if table == .economyTrades {
            line.append(UInt8(ascii: ","))
            append(tickState)
        }
        line.append(UInt8(ascii: "\n"))
        try file.write(line, rows: 1)
    }

    private mutating func append(_ values: [DerivedValue]) {
        for (index, value) in values.enumerated() {
            if index > 0 { line.append(UInt8(ascii: ",")) }
            switch value {
            case .none: break
            case .integer(let number): line.append(contentsOf: String(number).utf8)
            case .real(let number): line.append(contentsOf: RecordedReal.text(number).utf8)
            case .text(let text): Self.append(text, to: &line)
            }
        }
    }

    /// Adds a text, in quotes where it would otherwise be taken for more than one, or for none.
    private static func append(_ text: String, to line: inout [UInt8]) {
        let isPlain = text.utf8.allSatisfy { byte in
            byte >= 0x20 && byte != UInt8(ascii: ",") && byte != UInt8(ascii: "\"")
        }
        if isPlain && !text.isEmpty {
            line.append(contentsOf: text.utf8)
            return
        }
        line.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { line.append(byte) }
            line.append(byte)
        }
        line.append(UInt8(ascii: "\""))
    }
}
