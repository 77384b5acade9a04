import Analytics
import Determinism
import Persistence
import Primitives

/// Two runs that part, laid out for a reader.
struct DifferenceReport {
    let difference: RunDifference
    let runs: (StoredRun, StoredRun)
    let states: (RunSituation, RunSituation)

    /// How many differences in scenarios, and how many agents, are shown at most.
    private static let greatestCount = 12

    private var titles: (String, String) { ("run \(runs.0.run)", "run \(runs.1.run)") }

    var lines: [String] {
        var lines = origins
        guard let first = difference.first else {
            return lines + ["", "and yet every event after RUN_CREATED is the same"]
        }
        lines += ["", "First difference: event \(first.sequence), tick \(first.tick)"]
        lines += difference.before.map { "  " + Self.brief($0) }
        lines += EventTable(first.first, first.second, titles).lines
        lines += state + ["", "Spread"] + spread
        return lines + ["", states.0.outcome.resultTitle] + results
    }

    /// What the runs were made from.
    private var origins: [String] {
        if difference.origins.isEmpty { return ["Scenario and seed are the same"] }
        var table = TextTable()
        let shown = difference.origins.prefix(Self.greatestCount)
        table.add("Scenario and seed", .left, shown.map { Self.short($0.path) })
        table.add(titles.0, .left, shown.map { Self.short($0.first) })
        table.add(titles.1, .left, shown.map { Self.short($0.second) })
        let left = difference.origins.count - shown.count
        return table.lines() + (left > 0 ? ["and \(left) more"] : [])
    }

    /// Books and balances just before, the same in both runs.
    private var state: [String] {
        let state = states.0
        if state.touches.isEmpty && state.holders.isEmpty { return [] }
        let books = state.touches.map { touch in
            "  \(TerminalText.escaped(touch.symbol)): bid \(Self.price(touch.bid)), "
                + "ask \(Self.price(touch.ask))"
        }
        let holders = state.holders.map { "  " + TerminalText.escaped($0) }
        return ["", "Just before"] + books + holders
    }

    private var spread: [String] {
        let (ticks, events) = (difference.ticks, difference.events)
        return [
            "  \(Numeral.count(ticks.differing)) ticks differ, of "
                + "\(Numeral.count(ticks.first)) and \(Numeral.count(ticks.second))",
            "  \(Numeral.count(events.differing)) events differ from what the other run has in "
                + "the same place of the tick, of \(Numeral.count(events.first)) and "
                + "\(Numeral.count(events.second))",
            "  \(Numeral.count(states.0.outcome.trades)) and "
                + "\(Numeral.count(states.1.outcome.trades)) trades",
        ]
    }

    /// The agents whose results differ most, the same name in both runs.
    private var results: [String] {
        let others = Dictionary(
            states.1.outcome.results.map { ($0.name, $0) }, uniquingKeysWith: { one, _ in one })
        let pairs = states.0.outcome.results.compactMap { result in
            others[result.name].map { (one: result, other: $0) }
        }
        let changed = pairs.filter { $0.one.text != $0.other.text }.enumerated().sorted {
            let (one, other) = (Self.size($0.element), Self.size($1.element))
            return one != other ? one > other : $0.offset < $1.offset
        }.prefix(Self.greatestCount).map(\.element)
        if changed.isEmpty { return ["  no agent's does"] }
        var table = TextTable()
        table.add("  agent", .left, changed.map { "  " + Self.short($0.one.name) })
        table.add(titles.0, changed.map(\.one.text))
        table.add(titles.1, changed.map(\.other.text))
        table.add("change", changed.map { $0.one.change(to: $0.other) })
        return table.lines()
    }

    private static func size(_ pair: (one: RunOutcome.Result, other: RunOutcome.Result)) -> Double {
        (pair.other.value - pair.one.value).magnitude
    }

    private static func brief(_ row: EventRow) -> String {
        let type = String(decoding: row.type, as: UTF8.self)
        let payload = String(decoding: row.payload, as: UTF8.self)
        return TerminalText.shortened("\(row.sequence) \(type) \(payload)", to: 120)
    }

    private static func short(_ text: String) -> String { TerminalText.shortened(text, to: 60) }

    private static func price(_ amount: Amount?) -> String {
        Numeral.amount(amount, decimals: 2)
    }
}
