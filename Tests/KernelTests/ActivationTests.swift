import Determinism
import Kernel
import MarketModel
import Primitives
import TestSupport
import Testing

@Suite("The order of activation")
struct ActivationTests {
    func order(
        _ activation: Activation, agents: Int = 4, wake: [Double] = [1, 1, 1, 1],
        change: (inout ExchangeScenario) -> Void = { _ in }
    ) -> TestWorld {
        TestWorld(
            .scripted(Array(repeating: "1 1", count: agents)) {
                $0.activation = activation
                for index in 0..<agents { $0.agents[index].wakeRate = wake[index] }
                change(&$0)
            })
    }

    func wake(_ world: TestWorld) -> [Int] {
        world.world.openTick()
        defer { world.world.closeTick() }
        return world.world.wakeBots().map(\.index)
    }

    @Test("sequential is by id, every tick")
    func sequential() {
        let world = order(.sequential)
        #expect(wake(world) == [0, 1, 2, 3])
        #expect(wake(world) == [0, 1, 2, 3])
    }

    @Test("shuffled is Fisher and Yates's from the end, from the stream 'activation'")
    func shuffled() {
        // 2769357070 · 4 → 2, 317363089 · 3 → 0, 907401712 · 2 → 0: see exchange.md §8.
        let world = order(.shuffled)
        #expect(wake(world) == [1, 3, 0, 2])
        var stream = RandomStream(seed: 42, name: "activation")
        for _ in 0..<3 { _ = stream.next() }
        for _ in 0..<20 {
            var expected = [0, 1, 2, 3]
            for last in [3, 2, 1] { expected.swapAt(last, stream.below(last + 1)) }
            #expect(wake(world) == expected)
        }
    }

    @Test("poisson draws for each bot by id, then shuffles those awake")
    func poisson() {
        // 0.645 < 0.7 wakes, 0.074 ≥ 0 does not, 0.211 < 1 does; the fourth draw decides.
        let world = order(.poisson, agents: 3, wake: [0.7, 0, 1])
        var stream = RandomStream(seed: 42, name: "activation")
        for tick in 0..<30 {
            var expected: [Int] = []
            for (index, rate) in [0.7, 0, 1].enumerated() where stream.uniform() < rate {
                expected.append(index)
            }
            if tick == 0 { #expect(expected == [0, 2]) }
            if expected.count == 2 { expected.swapAt(1, stream.below(2)) }
            #expect(wake(world) == expected, "tick \(tick)")
        }
    }

    @Test("poisson that always wakes still takes a draw for each")
    func poissonAwake() {
        let world = order(.poisson, agents: 2)
        var stream = RandomStream(seed: 42, name: "activation")
        for _ in 0..<20 {
            _ = (stream.next(), stream.next())
            #expect(wake(world) == (stream.below(2) == 0 ? [1, 0] : [0, 1]))
        }
    }

    @Test("remote and bankrupt agents are not woken")
    func notWoken() {
        let world = order(.sequential) {
            $0.agents[1].bot = nil
            $0.agents[1].kind = .remote
            $0.agents[2].balances[1] = .zero
            $0.plan(
                0,
                .burn(
                    BalanceChange(
                        agents: .one("scripted-3"), asset: .cash, amount: amount("9"))))
        }
        #expect(wake(world) == [0, 2, 3])
        #expect(wake(world) == [0, 3])
    }

    @Test("adding an agent does not touch anybody's own stream")
    func streams() {
        var one = RandomStream(seed: 42, name: "bot/random-1")
        #expect(
            [one.next(), one.next(), one.next()] == [3_601_328_341, 2_075_967_156, 1_186_689_639])
    }
}
