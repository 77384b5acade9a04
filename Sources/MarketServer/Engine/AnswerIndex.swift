import Primitives

/// Where the answer to a request lies, by agent and key: eight bytes for every answer.
///
/// Only half of a hash is kept, so what is found has to be compared with the answer itself. The
/// hash is Swift's, seeded anew in every process: nobody can choose keys that collide.
struct AnswerIndex {
    private static let empty = UInt64.max
    /// The upper half of a hash, and a number.
    private var slots: [UInt64]
    private var mask: Int
    private(set) var count = 0

    init() {
        slots = Array(repeating: Self.empty, count: 1_024)
        mask = 1_023
    }

    /// Notes an answer.
    ///
    /// - Precondition: `number` is below 2³².
    mutating func insert(_ agent: AgentID, _ key: String, number: Int64) {
        precondition(number >= 0 && number < Int64(UInt32.max), "too many answers: \(number)")
        if 4 * (count + 1) > 3 * slots.count { grow() }
        place(UInt64(Self.hash(agent, key)) << 32 | UInt64(number))
        count += 1
    }

    /// The numbers of answers that may be the one, most often none or one.
    func candidates(_ agent: AgentID, _ key: String) -> [Int64] {
        let hash = Self.hash(agent, key)
        var found: [Int64] = []
        var index = Int(hash) & mask
        while slots[index] != Self.empty {
            if slots[index] >> 32 == UInt64(hash) {
                found.append(Int64(UInt32(truncatingIfNeeded: slots[index])))
            }
            index = (index + 1) & mask
        }
        return found
    }

    private mutating func place(_ entry: UInt64) {
        var index = Int(entry >> 32) & mask
        while slots[index] != Self.empty { index = (index + 1) & mask }
        slots[index] = entry
    }

    private mutating func grow() {
        let entries = slots.filter { $0 != Self.empty }
        slots = Array(repeating: Self.empty, count: 2 * slots.count)
        mask = slots.count - 1
        for entry in entries { place(entry) }
    }

    private static func hash(_ agent: AgentID, _ key: String) -> UInt32 {
        var hasher = Hasher()
        hasher.combine(agent.index)
        hasher.combine(key)
        return UInt32(truncatingIfNeeded: hasher.finalize())
    }
}
