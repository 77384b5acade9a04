import Analytics
import Determinism
import Testing

@Suite("Estimates from samples")
struct EstimateTests {
    /// Figures from a normal distribution by the sum of twelve uniform ones.
    static func normal(_ count: Int, mean: Double, seed: UInt32) -> [Double] {
        var stream = RandomStream(seed: seed, name: "test/normal")
        return (0..<count).map { _ in
            var sum = -6.0
            for _ in 0..<12 { sum += stream.uniform() }
            return mean + sum
        }
    }

    @Test("means, medians and deviations are those of the textbook")
    func figures() throws {
        let values = [2.0, 4, 4, 4, 5, 5, 7, 9]
        #expect(Sample.mean(values) == 5)
        #expect(Sample.median(values) == 4.5)
        let deviation = try #require(Sample.deviation(values))
        #expect((deviation - (32.0 / 7).squareRoot()).magnitude < 1e-12)
        #expect(Sample.mean([]) == nil)
        #expect(Sample.median([]) == nil)
        #expect(Sample.deviation([1]) == nil)
        #expect(Sample.median([3, 1, 2]) == 2)
    }

    @Test("quantiles lie between their neighbours")
    func quantiles() {
        let sorted = [1.0, 2, 3, 4]
        #expect(Sample.quantile(0, ofSorted: sorted) == 1)
        #expect(Sample.quantile(1, ofSorted: sorted) == 4)
        #expect(Sample.quantile(0.5, ofSorted: sorted) == 2.5)
        #expect(Sample.quantile(0.25, ofSorted: sorted) == 1.75)
        #expect(Sample.quantile(0.7, ofSorted: [5]) == 5)
    }

    @Test("Wilson's interval is that of the literature, and has a width at both ends")
    func shares() throws {
        let half = try #require(Estimate(share: 0.5, of: 100))
        #expect((half.low - 0.403_83).magnitude < 1e-5)
        #expect((half.high - 0.596_17).magnitude < 1e-5)
        let none = try #require(Estimate(share: 0, of: 10))
        #expect(none.low == 0)
        #expect((none.high - 0.277_53).magnitude < 1e-5)
        let all = try #require(Estimate(share: 1, of: 10))
        #expect(all.high == 1)
        #expect((all.low - 0.722_47).magnitude < 1e-5)
        #expect(Estimate(share: 0.5, of: 0) == nil)
    }

    @Test("the same seed draws the same bounds, and a stream is its name's own")
    func seeded() {
        let values = Self.normal(50, mean: 3, seed: 1)
        let bootstrap = Bootstrap(seed: 7)
        let first = bootstrap.mean(of: values, named: "a")
        #expect(first == bootstrap.mean(of: values, named: "a"))
        #expect(first != bootstrap.mean(of: values, named: "b"))
        #expect(first != Bootstrap(seed: 8).mean(of: values, named: "a"))
    }

    @Test("the bounds of a mean are those of theory where theory knows them")
    func meanBounds() throws {
        let values = Self.normal(400, mean: 10, seed: 3)
        let mean = try #require(Bootstrap(seed: 1).mean(of: values, named: "x"))
        let deviation = try #require(Sample.deviation(values))
        let half = 1.96 * deviation / 20
        #expect(((mean.high - mean.low) / (2 * half) - 1).magnitude < 0.1)
        #expect(mean.low < mean.value && mean.value < mean.high)
        #expect(mean.count == 400)
    }

    @Test("about 95 of 100 intervals hold the true value")
    func coverage() {
        var held = (mean: 0, median: 0)
        for seed in 0..<200 as Range<UInt32> {
            let values = Self.normal(60, mean: 1, seed: seed)
            let bootstrap = Bootstrap(seed: seed, resamples: 400)
            guard let both = bootstrap.meanAndMedian(of: values, named: "x") else { continue }
            if both.mean.low <= 1, both.mean.high >= 1 { held.mean += 1 }
            if both.median.low <= 1, both.median.high >= 1 { held.median += 1 }
        }
        #expect((178...199).contains(held.mean), "\(held.mean) of 200, seeds 0..199")
        #expect((178...200).contains(held.median), "\(held.median) of 200, seeds 0..199")
    }

    @Test("a sample of one value has bounds without width, and none has none")
    func degenerate() throws {
        let bootstrap = Bootstrap(seed: 0)
        let single = try #require(bootstrap.meanAndMedian(of: [4], named: "x"))
        #expect(single.mean == Estimate(value: 4, low: 4, high: 4, count: 1))
        #expect(single.median == single.mean)
        #expect(bootstrap.mean(of: [], named: "x") == nil)
    }
}
