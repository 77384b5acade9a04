/// Who leaves whom alone until when, after a negotiation that failed.
public struct Cooldowns: Hashable, Sendable, Codable {
    struct Entry: Hashable, Sendable, Codable {
        var partner: Int
        var untilTick: Int64
    }

    /// By agent; few entries each, in the order they were made.
    private var entries: [[Entry]]

    package init(agentCount: Int) { entries = Array(repeating: [], count: agentCount) }

    /// Whether an agent still leaves another alone.
    ///
    /// - Complexity: O(entries of the agent).
    @inline(__always)
    public func isOn(_ agent: Int, _ partner: Int, at tick: Int64) -> Bool {
        if entries[agent].isEmpty { return false }
        return entries[agent].contains { $0.partner == partner && tick < $0.untilTick }
    }

    /// Whether an agent may still leave anybody alone.
    @inline(__always)
    public func isAny(of agent: Int) -> Bool { !entries[agent].isEmpty }

    /// Makes an agent leave another alone until a tick; what has run out by `tick` is dropped.
    package mutating func set(_ agent: Int, _ partner: Int, until: Int64, at tick: Int64) {
        entries[agent].removeAll { $0.partner == partner || $0.untilTick <= tick }
        entries[agent].append(Entry(partner: partner, untilTick: until))
    }

    /// Lets an agent seek another again.
    package mutating func clear(_ agent: Int, _ partner: Int) {
        if entries[agent].isEmpty { return }
        entries[agent].removeAll { $0.partner == partner }
    }

    /// Lets an agent seek everybody again.
    package mutating func clearAll(of agent: Int) {
        if entries[agent].isEmpty { return }
        entries[agent].removeAll(keepingCapacity: true)
    }
}
