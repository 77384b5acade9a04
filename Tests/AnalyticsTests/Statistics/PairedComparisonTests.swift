import Analytics
import Determinism
import Testing

@Suite("Paired comparisons")
struct PairedComparisonTests {
    private func compare(
        _ first: [Double], _ second: [Double], seed: UInt32 = 0
    ) -> PairedComparison {
        let pairs = zip(first, second).map { (first: $0, second: $1) }
        return PairedComparison("a", "b", values: pairs, by: Bootstrap(seed: seed))
    }

    @Test("what differs by more than luck is told apart, what both share drops out")
    func toldApart() {
        let shared = EstimateTests.normal(40, mean: 0, seed: 1).map { 1_000 * $0 }
        let noise = EstimateTests.normal(40, mean: 1, seed: 2)
        let comparison = compare(zip(shared, noise).map { $0 + $1 }, shared)
        #expect(comparison.isToldApart)
        #expect(comparison.difference.excludesZero)
        #expect((comparison.difference.value - 1).magnitude < 0.5)
        #expect(comparison.superiority > 0.6)
    }

    @Test("what does not differ is mostly not told apart")
    func notToldApart() {
        var found = 0
        for seed in 0..<100 as Range<UInt32> {
            let zeros = [Double](repeating: 0, count: 30)
            let noise = EstimateTests.normal(30, mean: 0, seed: seed)
            if compare(noise, zeros, seed: seed).isToldApart { found += 1 }
        }
        #expect(found <= 12, "\(found) of 100 by luck, seeds 0..99")
    }

    @Test("five seeds cannot show anything, however large the difference")
    func tooFew() {
        let comparison = compare([10, 11, 12, 13, 14], [0, 0, 0, 0, 0])
        #expect(!comparison.isToldApart)
        #expect(comparison.probability > 1.0 / 32)
        #expect(comparison.superiority == 1)
    }

    @Test("equal things have no difference, and no number of seeds would show one")
    func equal() {
        let comparison = compare([1, 2, 3], [1, 2, 3])
        #expect(comparison.probability == 1)
        #expect(comparison.superiority == 0.5)
        #expect(comparison.pairsNeeded == nil)
        #expect(!comparison.isToldApart)
    }

    @Test("the number of seeds needed is that of the tables of power")
    func power() throws {
        // Cohen's table: an effect of half a deviation needs 34 pairs at 5 % and 80 %.
        let half = (0..<1_000).map { $0 % 2 == 0 ? 1.5 : -0.5 }
        let comparison = compare(half, [Double](repeating: 0, count: 1_000))
        let needed = try #require(comparison.pairsNeeded)
        #expect((33...34).contains(needed))
    }

    @Test("Holm's adjustment is that of his paper, and never lets a rank pass another")
    func holm() {
        var all = [0.01, 0.04, 0.03, 0.005].map { probability in
            var comparison = compare([1, 2], [0, 0])
            comparison.probability = probability
            return comparison
        }
        PairedComparison.adjust(&all)
        let adjusted = all.map(\.adjustedProbability)
        let expected = [0.03, 0.06, 0.06, 0.02]
        for (found, wanted) in zip(adjusted, expected) {
            #expect((found - wanted).magnitude < 1e-12)
        }
    }
}
