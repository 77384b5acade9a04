import Geography

/// Who leaves whom alone until when, after a negotiation that failed.
public struct Cooldowns: Sendable {
    private struct Entry {
        var partner: Int32
        /// The place of the agent's next one, or of the next free one, plus one; 0 for none.
        var next: Int32
        var untilTick: Int64
    }

    /// By agent: the place of its latest entry plus one, or 0. Most have none, and whether one
    /// has any is all that is mostly asked: this table is small enough to stay in the cache.
    private var heads: [Int32]
    /// All agents' entries, each agent's linked.
    private var pool: [Entry] = []
    private var free: Int32 = 0

    package init(agentCount: Int) {
        heads = .inLargePages(repeating: 0, count: agentCount)
    }

    /// Whether an agent still leaves another alone.
    ///
    /// - Complexity: O(entries of the agent).
    @inline(__always)
    public func isOn(_ agent: Int, _ partner: Int, at tick: Int64) -> Bool {
        var place = heads[agent]
        while place != 0 {
            let entry = pool[Int(place) - 1]
            if entry.partner == Int32(partner) && tick < entry.untilTick { return true }
            place = entry.next
        }
        return false
    }

    /// Whether an agent may still leave anybody alone.
    @inline(__always)
    public func isAny(of agent: Int) -> Bool { heads[agent] != 0 }

    /// Makes an agent leave another alone until a tick; what has run out by `tick` is dropped.
    package mutating func set(_ agent: Int, _ partner: Int, until: Int64, at tick: Int64) {
        drop(of: agent) { $0.partner == Int32(partner) || $0.untilTick <= tick }
        let entry = Entry(partner: Int32(partner), next: heads[agent], untilTick: until)
        if free == 0 {
            pool.append(entry)
            heads[agent] = Int32(pool.count)
        } else {
            heads[agent] = free
            free = pool[Int(free) - 1].next
            pool[Int(heads[agent]) - 1] = entry
        }
    }

    /// Lets an agent seek another again.
    package mutating func clear(_ agent: Int, _ partner: Int) {
        drop(of: agent) { $0.partner == Int32(partner) }
    }

    /// Lets an agent seek everybody again.
    package mutating func clearAll(of agent: Int) { drop(of: agent) { _ in true } }

    @inline(__always)
    private mutating func drop(of agent: Int, where isOver: (Entry) -> Bool) {
        var place = heads[agent]
        var kept: Int32 = 0
        while place != 0 {
            let index = Int(place) - 1
            let next = pool[index].next
            if isOver(pool[index]) {
                pool[index].next = free
                free = place
            } else {
                pool[index].next = kept
                kept = place
            }
            place = next
        }
        heads[agent] = kept
    }
}
