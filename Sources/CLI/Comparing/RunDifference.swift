import Analytics
import Determinism
import History
import MarketModel
import Persistence
import Primitives

/// Where two runs part, and how far that spreads.
struct RunDifference {
    /// What is different in scenario and seed: a path, and both values.
    var origins: [(path: String, first: String, second: String)] = []
    /// The first events that tell something else, but for `RUN_CREATED`.
    var first: RecordsDiffer?
    /// The last events before it, the same in both.
    var before: [EventRow] = []
    var ticks = Spread()
    var events = Spread()

    /// How many of how many differ.
    struct Spread {
        var differing: Int64 = 0
        var first: Int64 = 0
        var second: Int64 = 0
    }

    var isNone: Bool { origins.isEmpty && first == nil }

    /// Walks both records side by side, tick by tick.
    init(_ store: RunStore, _ one: StoredRun, _ other: StoredRun) throws {
        var left = TickReader(EventReader(store, one))
        var right = TickReader(EventReader(store, other))
        while true {
            let (due, also) = (try left.peek(), try right.peek())
            guard let tick = [due, also].compactMap({ $0?.tick }).min() else { break }
            let (ours, theirs) = (try left.take(tick), try right.take(tick))
            let wasNone = first == nil
            compare(ours, theirs)
            guard wasNone, let found = first else { continue }
            // Where the tick ends in one of them, what comes there next is what differs.
            first = RecordsDiffer(
                first: try found.first ?? left.peek(), second: try found.second ?? right.peek())
        }
    }

    /// Compares the events of one tick; a run that is over has none.
    private mutating func compare(_ left: [EventRow], _ right: [EventRow]) {
        events.first += Int64(left.count)
        events.second += Int64(right.count)
        ticks.first += left.isEmpty ? 0 : 1
        ticks.second += right.isEmpty ? 0 : 1
        var differing: Int64 = 0
        for place in 0..<max(left.count, right.count) {
            let one = place < left.count ? left[place] : nil
            let other = place < right.count ? right[place] : nil
            if let one, let other, one.tellsTheSame(as: other) {
                if first == nil { keep(one) }
                continue
            }
            if noteOrigins(one, other) { continue }
            differing += 1
            if first == nil { first = RecordsDiffer(first: one, second: other) }
        }
        events.differing += differing
        ticks.differing += differing > 0 ? 1 : 0
    }

    private mutating func keep(_ row: EventRow) {
        if before.count == 3 { before.removeFirst() }
        before.append(row)
    }

    /// Whether these are the two `RUN_CREATED`: what they differ in is told by itself.
    private mutating func noteOrigins(_ one: EventRow?, _ other: EventRow?) -> Bool {
        guard let one, let other, one.sequence == 0, other.sequence == 0,
            let first = try? JSONParser.parse(one.payload),
            let second = try? JSONParser.parse(other.payload)
        else { return false }
        Self.compare(first, second, "", into: &origins)
        return true
    }

    /// The leaves in which two documents differ.
    private static func compare(
        _ one: JSONValue?, _ other: JSONValue?, _ path: String,
        into found: inout [(path: String, first: String, second: String)]
    ) {
        if one == other { return }
        if let left = one?.objectValue, let right = other?.objectValue {
            let added = right.filter { member in !left.contains { $0.key == member.key } }
            for member in left + added {
                let name = path.isEmpty ? member.key : path + "." + member.key
                compare(one?[member.key], other?[member.key], name, into: &found)
            }
        } else if let left = one?.arrayValue, let right = other?.arrayValue {
            for index in 0..<max(left.count, right.count) {
                compare(
                    index < left.count ? left[index] : nil,
                    index < right.count ? right[index] : nil, "\(path)[\(index)]", into: &found)
            }
        } else {
            found.append((path, text(one), text(other)))
        }
    }

    private static func text(_ value: JSONValue?) -> String {
        value.map { CanonicalJSON.text($0) } ?? "none"
    }
}

/// Hands out the events of a run tick by tick.
private struct TickReader {
    private let reader: EventReader
    private var next: EventRow?
    private var hasBegun = false

    init(_ reader: EventReader) { self.reader = reader }

    mutating func peek() throws -> EventRow? {
        if !hasBegun {
            hasBegun = true
            next = try reader.next()
        }
        return next
    }

    /// The events of a tick; none if the next ones are of a later one.
    mutating func take(_ tick: Int64) throws -> [EventRow] {
        var rows: [EventRow] = []
        while let row = try peek(), row.tick == tick {
            rows.append(row)
            next = try reader.next()
        }
        return rows
    }
}
