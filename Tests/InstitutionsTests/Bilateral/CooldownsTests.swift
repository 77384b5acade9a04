import Determinism
import Testing

@testable import Institutions

@Suite("Cooldowns")
struct CooldownsTests {
    @Test("hold back whom a plain table holds back", arguments: 0..<30 as Range<UInt32>)
    func naive(seed: UInt32) {
        var random = RandomStream(seed: seed, name: "test/cooldowns")
        let count = 6
        var cooldowns = Cooldowns(agentCount: count)
        var ends = Array(repeating: Array(repeating: Int64(0), count: count), count: count)
        for tick in 0..<60 as Range<Int64> {
            for _ in 0..<4 {
                let agent = random.below(count)
                let partner = random.below(count)
                switch random.below(6) {
                case 0:
                    cooldowns.clear(agent, partner, at: tick)
                    ends[agent][partner] = 0
                case 1:
                    cooldowns.clearAll(of: agent, at: tick)
                    ends[agent] = Array(repeating: 0, count: count)
                default:
                    let end = tick + Int64(random.below(5))
                    cooldowns.set(agent, partner, until: end, at: tick)
                    ends[agent][partner] = end
                }
            }
            for agent in 0..<count {
                for partner in 0..<count {
                    let isOn = tick < ends[agent][partner]
                    #expect(cooldowns.isOn(agent, partner, at: tick) == isOn, "seed \(seed)")
                    if isOn { #expect(cooldowns.isAny(of: agent, at: tick), "seed \(seed)") }
                }
            }
        }
    }

    @Test("nobody is held back at the start, nor without end")
    func ends() {
        var cooldowns = Cooldowns(agentCount: 2)
        #expect(!cooldowns.isAny(of: 0, at: 0))
        cooldowns.set(0, 1, until: 3, at: 0)
        #expect(cooldowns.isAny(of: 0, at: 2) && !cooldowns.isAny(of: 0, at: 3))
        #expect(!cooldowns.isAny(of: 1, at: 0))
    }
}
