import Bots
import Determinism
import Foundation
import Kernel
import MarketModel
import Primitives
import Runner
import TestSupport
import Testing

@Suite("A snapshot of a run")
struct SnapshotTests {
    @Test("goes on to the same hash, wherever it is taken", arguments: [0, 1, 25, 33, 74])
    func anyTick(pause: Int) throws {
        for seed: UInt32 in [0, 4_294_967_295] {
            let scenario = ExchangeScenario.everything(ticks: 75)
            let whole = ExchangeRun(scenario, seed: seed)
            try whole.run()
            let first = ExchangeRun(scenario, seed: seed)
            try first.begin()
            for _ in 0..<pause where !first.isOver { try first.advance() }
            let tape = Tape()
            let second = try ExchangeRun(
                scenario, seed: seed, restoring: reread(first.state, of: scenario), trace: tape)
            try second.run()
            #expect(second.headHash == whole.headHash, "seed \(seed), paused at tick \(pause)")
            #expect(second.eventCount == whole.eventCount)
            #expect(second.actionCount == whole.actionCount)
            #expect(second.tradeCount == whole.tradeCount)
            #expect(second.ticksDone == whole.ticksDone)
            for agent in (0..<whole.agentCount).map({ AgentID($0) }) {
                #expect(second.balances(agent) == whole.balances(agent))
                #expect(second.openOrders(of: agent) == whole.openOrders(of: agent))
            }
        }
    }

    @Test("is the same bytes whether or not the run was restored before")
    func bytes() throws {
        let scenario = ExchangeScenario.everything(ticks: 60)
        let first = ExchangeRun(scenario, seed: 3)
        try first.begin()
        for _ in 0..<25 { try first.advance() }
        let second = try ExchangeRun(
            scenario, seed: 3, restoring: reread(first.state, of: scenario))
        for _ in 0..<25 {
            try first.advance()
            try second.advance()
        }
        #expect(try encoded(first.state) == encoded(second.state))
    }

    @Test("of another scenario is refused")
    func otherScenario() throws {
        let run = ExchangeRun(.everything(ticks: 60), seed: 3)
        try run.begin()
        for _ in 0..<25 { try run.advance() }
        let state = run.state
        var fewer = ExchangeScenario.everything(ticks: 60)
        fewer.agents.removeLast()
        #expect(throws: SnapshotError.self) {
            _ = try ExchangeRun(fewer, seed: 3, restoring: state)
        }
        let shorter = ExchangeScenario.everything(ticks: 20)
        #expect(throws: SnapshotError.self) {
            _ = try ExchangeRun(shorter, seed: 3, restoring: state)
        }
    }

    @Test("with a flipped byte is refused, or is a state that can be")
    func damage() throws {
        let scenario = ExchangeScenario.everything(ticks: 60)
        let run = ExchangeRun(scenario, seed: 5)
        try run.begin()
        for _ in 0..<30 { try run.advance() }
        let sound = try encoded(run.state)
        var stream = RandomStream(seed: 1, name: "damage")
        for _ in 0..<60 {
            var bytes = sound
            bytes[stream.below(bytes.count)] ^= UInt8(1 << stream.below(8))
            // What passes is not checked further: a store keeps a hash beside it.
            guard let state = try? decoded(bytes, of: scenario) else { continue }
            _ = try? ExchangeRun(scenario, seed: 5, restoring: state)
        }
    }

    private func reread(_ state: RunState, of scenario: ExchangeScenario) throws -> RunState {
        try decoded(encoded(state), of: scenario)
    }

    private func encoded(_ state: RunState) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return try encoder.encode(state)
    }

    private func decoded(_ bytes: Data, of scenario: ExchangeScenario) throws -> RunState {
        let decoder = JSONDecoder()
        if let key = RunState.Prototypes.key {
            decoder.userInfo[key] = RunState.Prototypes(scenario)
        }
        return try decoder.decode(RunState.self, from: bytes)
    }
}
