import Determinism
import Testing

@Suite("RandomStream")
struct RandomStreamTests {
    struct Pin: Sendable {
        var seed: UInt32
        var name: String
        var state: UInt32
        var outputs: [UInt32]
    }

    @Test(
        "seed and name decide the first state and what follows",
        arguments: [
            Pin(
                seed: 42, name: "activation", state: 2_120_185_324,
                outputs: [2_769_357_070, 317_363_089, 907_401_712]),
            Pin(
                seed: 42, name: "bot/random-1", state: 3_915_162_409,
                outputs: [3_601_328_341, 2_075_967_156, 1_186_689_639]),
            // From a second implementation, in JavaScript.
            Pin(seed: 0, name: "scenario", state: 1_626_282_380, outputs: [2_966_640_837]),
            Pin(
                seed: 1, name: "generator/prices", state: 1_397_778_542,
                outputs: [3_913_298_836]),
            Pin(
                seed: 2_147_483_648, name: "bot/\u{E9}", state: 2_926_322_153,
                outputs: [330_959_655]),
            Pin(
                seed: 4_294_967_295, name: "activation", state: 1_655_319_426,
                outputs: [2_381_780_888]),
            Pin(seed: 4_294_967_295, name: "", state: 2_514_592_635, outputs: [3_979_247_795]),
        ])
    func pins(pin: Pin) {
        var stream = RandomStream(seed: pin.seed, name: pin.name)
        #expect(stream.state == pin.state)
        var drawn: [UInt32] = []
        for _ in pin.outputs { drawn.append(stream.next()) }
        #expect(drawn == pin.outputs)
    }

    @Test("a name is its bytes: two spellings of one letter are two streams")
    func namesAreBytes() {
        let composed = RandomStream(seed: 1, name: "bot/\u{E9}")
        let decomposed = RandomStream(seed: 1, name: "bot/e\u{301}")
        #expect(composed.state != decomposed.state)
    }

    @Test("a stream made from a kept state goes on where the other stopped")
    func resumes() {
        var first = RandomStream(seed: 3, name: "scenario")
        for _ in 0..<10 { _ = first.next() }
        var second = RandomStream(state: first.state)
        for _ in 0..<10 {
            let (left, right) = (first.next(), second.next())
            #expect(left == right)
        }
    }

    @Test("a uniform number is the draw over 2^32", arguments: 0..<20 as Range<UInt32>)
    func uniform(seed: UInt32) {
        var stream = RandomStream(seed: seed, name: "test")
        var twin = RandomStream(seed: seed, name: "test")
        for _ in 0..<1_000 {
            let value = stream.uniform()
            let draw = twin.next()
            #expect(value == Double(draw) / 4_294_967_296, "seed \(seed)")
            #expect(value >= 0 && value < 1, "seed \(seed)")
        }
    }

    @Test("what has no chance never happens, what is certain always does, for one draw each")
    func chances() {
        var stream = RandomStream(seed: 5, name: "test")
        var twin = RandomStream(seed: 5, name: "test")
        for _ in 0..<1_000 {
            let never = stream.chance(0)
            let always = stream.chance(1)
            #expect(!never && always)
            _ = (twin.next(), twin.next())
        }
        let (state, expected) = (stream.state, twin.state)
        #expect(state == expected)
    }

    @Test("a chance of a quarter comes true about a quarter of the time")
    func quarter() {
        var stream = RandomStream(seed: 6, name: "test")
        var count = 0
        for _ in 0..<40_000 where stream.chance(0.25) { count += 1 }
        // Six standard deviations of a binomial count are 520.
        #expect(abs(count - 10_000) < 520)
    }

    @Test("a shuffle settles the last place first")
    func shuffles() {
        var stream = RandomStream(seed: 42, name: "activation")
        var elements = Array(0..<10)
        stream.shuffle(&elements)
        // From a second implementation, in JavaScript.
        #expect(elements == [5, 2, 9, 7, 4, 3, 8, 1, 0, 6])
    }

    @Test("a shuffle of fewer than two elements draws nothing")
    func shufflesNothing() {
        var stream = RandomStream(seed: 42, name: "activation")
        let state = stream.state
        var none: [Int] = []
        var one = [1]
        stream.shuffle(&none)
        stream.shuffle(&one)
        let after = stream.state
        #expect(none.isEmpty && one == [1] && after == state)
    }

    @Test("a shuffle is what Fisher and Yates wrote", arguments: 0..<20 as Range<UInt32>)
    func shuffleModel(seed: UInt32) {
        var stream = RandomStream(seed: seed, name: "test")
        var twin = RandomStream(seed: seed, name: "test")
        var elements = Array(0..<Int(seed + 2))
        var pool = elements
        var tail: [Int] = []
        while pool.count > 1 {
            // Take one of the rest for the last free place; the last of the rest takes its place.
            let pick = twin.below(pool.count)
            pool.swapAt(pick, pool.count - 1)
            tail.append(pool.removeLast())
        }
        stream.shuffle(&elements)
        #expect(elements == pool + tail.reversed(), "seed \(seed)")
    }

    @Test("every order of three elements is as likely as any other")
    func shuffleIsFair() {
        var stream = RandomStream(seed: 8, name: "test")
        var counts: [[Int]: Int] = [:]
        for _ in 0..<60_000 {
            var elements = [0, 1, 2]
            stream.shuffle(&elements)
            counts[elements, default: 0] += 1
        }
        #expect(counts.count == 6)
        // Six standard deviations of a binomial count are 548.
        #expect(counts.values.allSatisfy { abs($0 - 10_000) < 548 })
    }
}
