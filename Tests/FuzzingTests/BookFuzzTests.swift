import Fuzzing
import Primitives
import Testing

@Suite("The fast book and the naive one, by random streams")
struct BookFuzzTests {
    @Test(
        "every shape of prices, way of asking and size of ring agrees",
        arguments: 0..<36 as Range<UInt32>)
    func seeds(seed: UInt32) {
        switch BookFuzz.run(seed: seed, operations: 2_000) {
        case .passed(let executions, let rejections):
            #expect(executions > 100 && rejections > 10, "seed \(seed)")
        case .failed(let operation, let message):
            Issue.record(
                """
                seed \(seed), operation \(operation): \(message)
                again: \(BookFuzz.command(seed: seed, operations: operation))
                """)
        }
    }

    @Test("the command that repeats a failure names seed and operations")
    func again() {
        #expect(
            BookFuzz.command(seed: 7, operations: 12)
                == "catallaxy fuzz book --seeds 7..7 --operations 12")
    }
}
