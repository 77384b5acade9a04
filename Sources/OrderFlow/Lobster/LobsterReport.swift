public import Determinism
import Primitives

/// What a replay found.
public struct LobsterReport: Hashable, Sendable {
    /// Rows of the message file, and how many of them were left out.
    public let rows: Int
    /// How many rows were no messages.
    public let rejected: Int
    /// The levels of the book written.
    public let levels: Int
    /// What was added to the messages.
    public let inferences: LobsterInferences
    /// What differs from the orderbook file; `nil` without one.
    public let comparison: LobsterComparison?
    /// The description of the day.
    public let statistics: LobsterStatistics
}

extension LobsterReport {
    /// What was inferred, and where the replay disagrees with the orderbook file.
    public var checkText: String {
        var text = ""
        for (name, tally) in inferences.named {
            text += "\(name.padded(to: 18))\(tally.count) (\(tally.shares) shares)\n"
        }
        guard let comparison else { return text }
        text += "levels compared   \(comparison.levels)\n"
        text += "rows compared     \(comparison.rows)\n"
        text += "rows that differ  \(comparison.differing)\n"
        text += "rows that follow  \(comparison.consistent) from the row before and the message\n"
        for (name, count) in comparison.troubles where count > 0 {
            text += "\(name.padded(to: 18))\(count)\n"
        }
        for difference in comparison.differences {
            text +=
                "  row \(difference.row) (message \(difference.message)): "
                + "\(difference.side) \(difference.level) is \(difference.replayed ?? "empty")"
                + ", given \(difference.given ?? "empty")\n"
        }
        let unlisted = comparison.differing - comparison.unreadable - comparison.differences.count
        if unlisted > 0 { text += "  and \(unlisted) more\n" }
        return text
    }

    /// All of it as one object.
    public var json: JSONValue {
        .object([
            JSONMember("rows", .integer(Int64(rows))),
            JSONMember("rejected", .integer(Int64(rejected))),
            JSONMember("levels", .integer(Int64(levels))),
            JSONMember("inferred", inferences.json),
            JSONMember("check", comparison?.json ?? .null),
            JSONMember("stats", statistics.json),
        ])
    }
}

extension LobsterInferences {
    fileprivate var named: [(name: String, tally: Tally)] {
        [
            ("seeded levels", seededLevels), ("older orders", olderOrders),
            ("taken from seed", takenFromSeed), ("never seen", neverSeen),
            ("passed by", passedBy), ("contradictions", contradictions),
        ]
    }

    fileprivate var json: JSONValue {
        .object(
            named.map { name, tally in
                JSONMember(
                    String(name.map { $0 == " " ? "_" : $0 }),
                    .object([
                        JSONMember("count", .integer(Int64(tally.count))),
                        JSONMember("shares", .integer(tally.shares)),
                    ]))
            })
    }
}

extension LobsterComparison {
    fileprivate var troubles: [(name: String, count: Int)] {
        [
            ("unreadable", unreadable), ("messages left", messagesLeft),
            ("rows left", rowsLeft),
        ]
    }

    fileprivate var json: JSONValue {
        let counts =
            [
                ("levels", levels), ("rows", rows), ("differing", differing),
                ("consistent", consistent),
            ] + troubles
        return .object(
            counts.map { name, count in
                JSONMember(
                    String(name.map { $0 == " " ? "_" : $0 }), .integer(Int64(count)))
            } + [JSONMember("differences", .array(differences.map(\.json)))])
    }
}

extension LobsterComparison.Difference {
    fileprivate var json: JSONValue {
        .object([
            JSONMember("row", .integer(Int64(row))),
            JSONMember("message", .integer(Int64(message))),
            JSONMember("side", .string(side == .bid ? "bid" : "ask")),
            JSONMember("level", .integer(Int64(level))),
            JSONMember("replayed", replayed.map(JSONValue.string) ?? .null),
            JSONMember("given", given.map(JSONValue.string) ?? .null),
        ])
    }
}

extension String {
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(1, width - count))
    }
}
