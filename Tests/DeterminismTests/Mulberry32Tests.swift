import Determinism
import Testing

@Suite("Mulberry32")
struct Mulberry32Tests {
    @Test(
        "the first outputs of a seed are the published ones",
        arguments: [
            (0, [1_144_304_738, 1_416_247, 958_946_056, 627_933_444, 2_007_157_716]),
            (42, [2_581_720_956, 1_925_393_290, 3_661_312_704, 2_876_485_805, 750_819_978]),
            (
                4_294_967_295,
                [3_850_105_811, 813_802_916, 3_073_704_848, 4_054_706_436, 3_630_262_831]
            ),
        ] as [(UInt32, [UInt32])])
    func firstOutputs(seed: UInt32, expected: [UInt32]) {
        var generator = Mulberry32(state: seed)
        #expect(expected.map { _ in generator.next() } == expected, "seed \(seed)")
    }

    @Test("a generator made from the state of another goes on where that one is")
    func resumes() {
        var first = Mulberry32(state: 7)
        for _ in 0..<100 { _ = first.next() }
        var second = Mulberry32(state: first.state)
        for _ in 0..<100 { #expect(first.next() == second.next()) }
        #expect(first.state == second.state)
    }

    @Test("a seed is the first state, and a draw adds the same step to it")
    func stateSteps() {
        var generator = Mulberry32(state: 0xFFFF_FFFF)
        #expect(generator.state == 0xFFFF_FFFF)
        _ = generator.next()
        #expect(generator.state == 0x6D2B_79F4)
    }
}
