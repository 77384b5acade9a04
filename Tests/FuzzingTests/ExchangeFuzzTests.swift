import Fuzzing
import Primitives
import Testing

@Suite("Random exchange runs")
struct ExchangeFuzzTests {
    @Test("everything that must hold holds", arguments: 1...16 as ClosedRange<UInt32>)
    func seeds(seed: UInt32) {
        let outcome = ExchangeFuzz.run(seed: seed)
        guard case .failed(let tick, let message) = outcome.result else { return }
        Issue.record(
            """
            seed \(seed), tick \(tick.index): \(message)
            again: \(outcome.command)
            """)
    }

    @Test("each seed is said before it runs, and all are summed up in the end")
    func command() {
        var lines: [String] = []
        let hasPassed = ExchangeFuzz.command(seeds: 1...3) { lines.append($0) }
        #expect(hasPassed)
        #expect(lines.prefix(3) == ["seed 1", "seed 2", "seed 3"])
        #expect(lines.last?.hasPrefix("3 seeds, 0 failed, ") == true)
    }
}
