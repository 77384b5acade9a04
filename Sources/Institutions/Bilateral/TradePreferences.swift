import Geography

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
    /// Those of all agents, one agent after another, in the order in which they were ranked.
    private var entries: [TradePreference] = []
    /// Where each agent's are, and the first of them.
    private var parts: [Part]
    private var open = 0

    struct Part {
        var start: Int32
        var end: Int32
        var best: TradePreference

        static let none = Part(
            start: 0, end: 0, best: TradePreference(score: 0, partner: 0))
    }

    /// Nobody's.
    public init(agentCount: Int) {
        parts = .inLargePages(repeating: .none, count: agentCount)
    }

    /// Whom an agent prefers, best first.
    public subscript(agent: Int) -> ArraySlice<TradePreference> { entries[range(of: agent)] }

    /// Where an agent's preferences stand among all.
    @inline(__always)
    func range(of agent: Int) -> Range<Int> {
        Int(parts[agent].start)..<Int(parts[agent].end)
    }

    /// A preference by its place; see ``range(of:)``.
    @inline(__always)
    func entry(_ place: Int) -> TradePreference { entries[place] }

    /// The agent's first choice.
    @inline(__always)
    public func best(of agent: Int) -> TradePreference? {
        let part = parts[agent]
        return part.start == part.end ? nil : part.best
    }

    /// Where all preferences lie; see ``range(of:)``.
    var outlook: Outlook<TradePreference> { Outlook(entries) }

    /// Where it is noted, by agent, whom each prefers.
    var outlookByAgent: Outlook<Part> { Outlook(parts) }

    /// Forgets everything, for a new tick.
    package mutating func removeAll() {
        entries.removeAll(keepingCapacity: true)
        for agent in parts.indices { parts[agent] = .none }
    }

    /// Opens the next agent's part.
    package mutating func begin() { open = entries.count }

    @inline(__always)
    mutating func append(_ preference: TradePreference) { entries.append(preference) }

    /// Closes an agent's part, in order: by score, then by id.
    package mutating func end(_ agent: Int) {
        // Few each: by insertion, in place.
        for place in stride(from: open + 1, to: entries.count, by: 1) {
            let moved = entries[place]
            var free = place
            while free > open && Self.precedes(moved, entries[free - 1]) {
                entries[free] = entries[free - 1]
                free -= 1
            }
            entries[free] = moved
        }
        if open == entries.count { return }
        parts[agent] = Part(
            start: Int32(open), end: Int32(entries.count), best: entries[open])
    }

    @inline(__always)
    private static func precedes(_ left: TradePreference, _ right: TradePreference) -> Bool {
        if left.score != right.score { return left.score > right.score }
        return left.partner < right.partner
    }
}
