import Determinism
import Testing

@Suite("RandomStream.below")
struct RandomStreamBelowTests {
    /// The definition word by word, with the threshold computed in 64 bits.
    private func slowBelow(_ bound: UInt64, _ next: () -> UInt32) -> Int {
        let unevenCount = ((1 << 32) - bound) % bound
        while true {
            let product = UInt64(next()) * bound
            if product % (1 << 32) >= unevenCount { return Int(product / (1 << 32)) }
        }
    }

    @Test("a bounded number is the one of the definition", arguments: 0..<20 as Range<UInt32>)
    func definition(seed: UInt32) {
        let bounds: [UInt64] = [
            1, 2, 3, 6, 7, 10, 255, 256, 65_537, 1 << 31, (1 << 31) + 1, 3_000_000_000,
            (1 << 32) - 2, (1 << 32) - 1,
        ]
        var stream = RandomStream(seed: seed, name: "test")
        var twin = Mulberry32(state: stream.state)
        for _ in 0..<200 {
            for bound in bounds {
                let drawn = stream.below(Int(bound))
                let expected = slowBelow(bound) { twin.next() }
                #expect(drawn == expected, "seed \(seed), bound \(bound)")
                #expect(drawn >= 0 && drawn < Int(bound), "seed \(seed), bound \(bound)")
            }
        }
        let state = stream.state
        #expect(state == twin.state, "seed \(seed): as many draws")
    }

    @Test("draws in the uneven head of the range are drawn again")
    func redraws() {
        var stream = RandomStream(state: 7)
        var drawn: [Int] = []
        for _ in 0..<8 { drawn.append(stream.below(3_000_000_000)) }
        // From a second implementation, in JavaScript; several of the draws were refused.
        let expected = [
            35_114_259, 185_874_772, 2_930_722_898, 1_564_335_805, 1_398_697_897, 719_775_557,
            1_659_976_811, 2_189_466_269,
        ]
        #expect(drawn == expected)
        var twin = Mulberry32(state: 7)
        for _ in 0..<8 { _ = twin.next() }
        let state = stream.state
        #expect(state != twin.state)
    }

    @Test("a bound of one leaves zero, and still takes its draw")
    func one() {
        var stream = RandomStream(state: 7)
        var twin = Mulberry32(state: 7)
        for _ in 0..<100 {
            let drawn = stream.below(1)
            #expect(drawn == 0)
            _ = twin.next()
        }
        let state = stream.state
        #expect(state == twin.state)
    }

    @Test("every remainder class is as likely as any other where a plain product favours some")
    func fairness() {
        // 3 × 2³⁰ values from 2³² draws: without the redraw one of three comes up twice as often.
        var stream = RandomStream(seed: 9, name: "test")
        var counts = [0, 0, 0]
        for _ in 0..<90_000 { counts[stream.below(3 << 30) % 3] += 1 }
        // Six standard deviations of a binomial count are 849.
        #expect(counts.allSatisfy { abs($0 - 30_000) < 849 }, "\(counts)")
    }

    @Test("a bound of zero, below zero or beyond 32 bits is a bug")
    func badBounds() async {
        await #expect(processExitsWith: .failure) {
            var stream = RandomStream(state: 7)
            _ = stream.below(0)
        }
        await #expect(processExitsWith: .failure) {
            var stream = RandomStream(state: 7)
            _ = stream.below(-1)
        }
        await #expect(processExitsWith: .failure) {
            var stream = RandomStream(state: 7)
            _ = stream.below(1 << 32)
        }
    }
}
