import Geography

/// Who leaves whom alone until when, after a negotiation that failed.
public struct Cooldowns: Sendable {
    struct Entry {
        var partner: Int32
        /// The place of the agent's next one, or of the next free one, plus one; 0 for none.
        var next: Int32
        var untilTick: Int64
    }

    struct Head {
        /// The place of the agent's latest entry plus one, or 0 for none.
        var place: Int32 = 0
        /// No entry of the agent lasts longer: mostly all that is asked.
        var untilTick: Int64 = 0
    }

    private var heads: [Head]
    /// All agents' entries, each agent's linked.
    private var pool: [Entry] = []
    private var free: Int32 = 0

    package init(agentCount: Int) {
        heads = .inLargePages(repeating: Head(), count: agentCount)
    }

    /// Whether an agent still leaves another alone.
    ///
    /// - Complexity: O(entries of the agent).
    @inline(__always)
    public func isOn(_ agent: Int, _ partner: Int, at tick: Int64) -> Bool {
        var place = heads[agent].place
        while place != 0 {
            let entry = pool[Int(place) - 1]
            if entry.partner == Int32(partner) && tick < entry.untilTick { return true }
            place = entry.next
        }
        return false
    }

    /// Whether an agent may still leave anybody alone.
    @inline(__always)
    public func isAny(of agent: Int, at tick: Int64) -> Bool { tick < heads[agent].untilTick }

    /// The place in the pool of an agent's latest entry; below 0 for none.
    @inline(__always)
    public func place(of agent: Int) -> Int { Int(heads[agent].place) - 1 }

    /// Where the agents' heads lie, and what they lead to.
    var outlooks: (heads: Outlook<Head>, pool: Outlook<Entry>) {
        (Outlook(heads), Outlook(pool))
    }

    /// Makes an agent leave another alone until a tick; what has run out by `tick` is dropped.
    package mutating func set(_ agent: Int, _ partner: Int, until: Int64, at tick: Int64) {
        drop(of: agent) { $0.partner == Int32(partner) || $0.untilTick <= tick }
        let entry = Entry(partner: Int32(partner), next: heads[agent].place, untilTick: until)
        if free == 0 {
            pool.append(entry)
            heads[agent].place = Int32(pool.count)
        } else {
            let place = Int(free) - 1
            heads[agent].place = free
            free = pool[place].next
            pool[place] = entry
        }
        heads[agent].untilTick = max(heads[agent].untilTick, until)
    }

    /// Lets an agent seek another again, from a tick on.
    package mutating func clear(_ agent: Int, _ partner: Int, at tick: Int64) {
        // What has run out holds nobody back, and goes when the next one comes.
        guard isAny(of: agent, at: tick) else { return }
        drop(of: agent) { $0.partner == Int32(partner) }
    }

    /// Lets an agent seek everybody again, from a tick on.
    package mutating func clearAll(of agent: Int, at tick: Int64) {
        guard isAny(of: agent, at: tick) else { return }
        drop(of: agent) { _ in true }
        heads[agent].untilTick = 0
    }

    @inline(__always)
    private mutating func drop(of agent: Int, where isOver: (Entry) -> Bool) {
        var place = heads[agent].place
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
        heads[agent].place = kept
    }
}
