import Persistence

/// Writes derived rows as comma-separated values, a file for each table (RFC 4180 but for the
/// line ends, which are newlines).
struct CSVSink: DerivedSink {
    /// The tables of an export and the names of their files.
    static let names: [(table: DerivedTable, name: String)] = [
        (.trades, "trades.csv"), (.orders, "orders.csv"), (.metrics, "metrics.csv"),
        (.agents, "agents.csv"),
    ]

    private let files: [(table: DerivedTable, file: ExportFile)]

    /// Opens the files and writes their headings.
    init(_ folder: ExportFolder) throws(WriteFault) {
        var files: [(table: DerivedTable, file: ExportFile)] = []
        for (table, name) in Self.names {
            let file = try folder.add(name)
            let heading = table.columns.joined(separator: ",") + "\n"
            try file.write(Array(heading.utf8), rows: 0)
            files.append((table, file))
        }
        self.files = files
    }

    mutating func add(_ row: [DerivedValue], to table: DerivedTable) throws {
        guard let file = files.first(where: { $0.table == table })?.file else { return }
        var line: [UInt8] = []
        line.reserveCapacity(160)
        for (index, value) in row.enumerated() {
            if index > 0 { line.append(UInt8(ascii: ",")) }
            switch value {
            case .none: break
            case .integer(let number): line.append(contentsOf: String(number).utf8)
            case .text(let text): Self.append(text, to: &line)
            }
        }
        line.append(UInt8(ascii: "\n"))
        try file.write(line, rows: 1)
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
