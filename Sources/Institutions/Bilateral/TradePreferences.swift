/// Somebody an agent would trade with.
@frozen
public struct TradePreference: Hashable, Sendable {
    /// The estimated surplus, worth less the farther away.
    public var score: Double
    /// Who it is.
    public var partner: Int

    init(score: Double, partner: Int) {
        self.score = score
        self.partner = partner
    }
}

/// Whom each agent would trade with, best first; empty for who seeks nobody.
public struct TradePreferences: Sendable {
    /// Those of all agents, one agent after another.
    private var entries: [TradePreference] = []
    /// Where each agent's start.
    private var starts: [Int] = []

    /// Nobody's.
    public init() {}

    /// Whom an agent prefers, best first.
    public subscript(agent: Int) -> ArraySlice<TradePreference> {
        entries[range(of: agent)]
    }

    /// Where an agent's preferences stand among all.
    @inline(__always)
    func range(of agent: Int) -> Range<Int> {
        let end = agent + 1 < starts.count ? starts[agent + 1] : entries.count
        return starts[agent]..<end
    }

    /// A preference by its place; see ``range(of:)``.
    @inline(__always)
    func entry(_ place: Int) -> TradePreference { entries[place] }

    /// The agent's first choice.
    @inline(__always)
    func first(of agent: Int) -> Int? {
        let range = range(of: agent)
        return range.isEmpty ? nil : entries[range.lowerBound].partner
    }

    mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
    }

    /// Opens the preferences of the next agent by id.
    mutating func begin() { starts.append(entries.count) }

    @inline(__always)
    mutating func append(_ preference: TradePreference) { entries.append(preference) }

    /// Puts the preferences opened last in order: by score, then by id.
    mutating func sortLast() {
        // Few each: by insertion, in place.
        let start = starts[starts.count - 1]
        for place in stride(from: start + 1, to: entries.count, by: 1) {
            let moved = entries[place]
            var free = place
            while free > start && Self.precedes(moved, entries[free - 1]) {
                entries[free] = entries[free - 1]
                free -= 1
            }
            entries[free] = moved
        }
    }

    /// The best of the preferences opened last.
    var bestOfLast: TradePreference? {
        starts[starts.count - 1] < entries.count ? entries[starts[starts.count - 1]] : nil
    }

    @inline(__always)
    private static func precedes(_ left: TradePreference, _ right: TradePreference) -> Bool {
        if left.score != right.score { return left.score > right.score }
        return left.partner < right.partner
    }
}

/// What the search of a tick came to: preferences of all agents, effects of the last one asked.
public struct SearchOutcome: Sendable {
    /// Whom each agent would trade with.
    public internal(set) var preferences = TradePreferences()
    /// What the agent asked last wants done, in this order.
    public internal(set) var effects: [EconomyEffect] = []

    /// Nobody has searched.
    public init() {}

    /// Forgets everything, for the search of a new tick.
    public mutating func removeAll() {
        preferences.removeAll()
        effects.removeAll(keepingCapacity: true)
    }

    /// Opens the next agent's part, by rising id; it stays empty for who does not search.
    public mutating func begin(_ agent: Int) {
        preferences.begin()
        effects.removeAll(keepingCapacity: true)
    }
}
