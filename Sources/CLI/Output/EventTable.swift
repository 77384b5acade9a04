import Analytics
import Determinism
import History
import Persistence

/// Two events side by side, field by field.
struct EventTable {
    private let first: EventRow?
    private let second: EventRow?
    private let titles: (String, String)

    /// The widest a value is shown.
    private static let width = 64

    /// Sets two events beside each other under their titles; `nil` is the end of a record.
    init(_ first: EventRow?, _ second: EventRow?, _ titles: (String, String)) {
        self.first = first
        self.second = second
        self.titles = titles
    }

    /// The lines of the table; what differs is marked.
    var lines: [String] {
        let (left, right) = (Self.fields(of: first), Self.fields(of: second))
        let names =
            left.map(\.name)
            + right.map(\.name).filter { name in
                !left.contains { $0.name == name }
            }
        var table = TextTable()
        let pairs = names.map { name in
            (left.first { $0.name == name }?.text, right.first { $0.name == name }?.text)
        }
        table.add("", .left, pairs.map { $0.0 == $0.1 ? " " : "≠" })
        table.add("", .left, names.map { TerminalText.shortened($0, to: Self.width) })
        table.add(titles.0, .left, pairs.map { Self.shown($0.0) })
        table.add(titles.1, .left, pairs.map { Self.shown($0.1) })
        return table.lines(fitting: 240)
    }

    private static func shown(_ text: String?) -> String {
        text.map { TerminalText.shortened($0, to: width) } ?? Numeral.none
    }

    /// Everything of an event but the hash of the one before.
    static func fields(of row: EventRow?) -> [(name: String, text: String)] {
        guard let row else { return [("event_type", "the end of the record")] }
        let payload = (try? JSONParser.parse(row.payload))?.objectValue
        let members = payload.map { $0.map { ($0.key, CanonicalJSON.text($0.value)) } }
        return [
            ("event_seq", "\(row.sequence)"), ("tick_id", "\(row.tick)"),
            ("event_type", String(decoding: row.type, as: UTF8.self)),
        ] + (members ?? [("payload", String(decoding: row.payload, as: UTF8.self))])
            + [("event_hash", Digest.hex(row.hash))]
    }
}

extension RecordsDiffer {
    /// Shows both sides on standard output, and says in one line where they part.
    func failure(
        _ what: String, _ titles: (String, String), _ status: ExitStatus, showing: Bool = true
    ) -> CommandFailure {
        if showing {
            let table = EventTable(first, second, titles).lines.joined(separator: "\n")
            StandardStreams.printOrExit(table + "\n")
        }
        let field = firstField
        return CommandFailure(
            status: status,
            message: "\(what) at event \(sequence), tick \(tick): \(field.name): "
                + "\(titles.0) \(field.first), \(titles.1) \(field.second)")
    }

    /// The first field in which the two differ.
    private var firstField: (name: String, first: String, second: String) {
        let (left, right) = (EventTable.fields(of: first), EventTable.fields(of: second))
        // Where one record ends, that is what differs.
        let isEnd = first == nil || second == nil
        for field in left + right where !isEnd || field.name == "event_type" {
            let one = left.first { $0.name == field.name }?.text
            let other = right.first { $0.name == field.name }?.text
            guard one != other, field.name != "event_seq" else { continue }
            return (field.name, Self.shown(one), Self.shown(other))
        }
        // Only what came before differs.
        return ("prev_hash", hex(first), hex(second))
    }

    private func hex(_ row: EventRow?) -> String {
        row.map { Digest.hex($0.previousHash) } ?? Numeral.none
    }

    private static func shown(_ text: String?) -> String {
        text.map { TerminalText.shortened($0, to: 80) } ?? "none"
    }
}
