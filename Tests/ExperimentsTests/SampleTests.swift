import Experiments
import Testing

@Suite("Samples")
struct SampleTests {
    @Test("mean, deviation and interval are Student's")
    func interval() throws {
        let sample = Sample([2.0, 4, 4, 4, 5, 5, 7, 9])
        #expect(sample.count == 8)
        #expect(sample.mean == 5)
        let deviation = try #require(sample.deviation)
        #expect(abs(deviation - 2.138_089_935) < 1e-9)
        // t(7) = 2.36462; 2.36462 · 2.13809 / √8
        #expect(abs(try #require(sample.halfWidth) - 1.787_487) < 1e-5)
    }

    @Test("one observation has no interval")
    func single() {
        #expect(Sample([3.0]).halfWidth == nil)
        #expect(Sample([Double]()).count == 0)
    }

    @Test("beyond the table quantiles go on smoothly", arguments: [11, 30, 1_000])
    func quantiles(freedom: Int) throws {
        let known = [11: 2.200_99, 30: 2.042_27, 1_000: 1.962_34]
        // A deviation of 1 over n observations: the half width is t/√n.
        let count = freedom + 1
        var values = Array(repeating: 0.0, count: count)
        for index in values.indices { values[index] = index % 2 == 0 ? 1 : -1 }
        let sample = Sample(values)
        let deviation = try #require(sample.deviation)
        let half = try #require(sample.halfWidth)
        let quantile = half * Double(count).squareRoot() / deviation
        #expect(abs(quantile - (known[freedom] ?? 0)) < 2e-4)
    }
}

@Suite("Replications")
struct ReplicationTests {
    @Test("results come in order, whatever the threads do")
    func order() {
        #expect(Replications.run(100) { $0 * $0 } == (0..<100).map { $0 * $0 })
        #expect(Replications.run(0) { $0 }.isEmpty)
    }

    @Test("a seed depends on the run's seed and the number alone")
    func seeds() {
        let seeds = (0..<50).map { Replications.seed(of: $0, in: 7) }
        #expect(Set(seeds).count == 50)
        #expect(seeds[3] == Replications.seed(of: 3, in: 7))
        #expect(seeds[3] != Replications.seed(of: 3, in: 8))
    }
}
