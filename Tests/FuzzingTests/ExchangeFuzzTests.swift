import Fuzzing
import Primitives
import Testing

@Suite("Random exchange runs")
struct ExchangeFuzzTests {
    /// Short runs in which, between them, every kind of event, refusal and mode occurs.
    static let few: [UInt32] = [
        4, 18, 19, 36, 44, 45, 70, 117, 127, 128, 139, 140, 141, 174, 200, 207, 238, 255,
    ]

    @Test("everything that must hold holds", arguments: few)
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
        let hasPassed = ExchangeFuzz.command(seeds: 44...45) { lines.append($0) }
        #expect(hasPassed)
        #expect(lines.prefix(2) == ["seed 44", "seed 45"])
        #expect(lines.last?.hasPrefix("2 seeds, 0 failed, ") == true)
    }
}
