import ArgumentParser
import Benchmarks

/// `catallaxy bench …`: figures with their conditions and a checksum.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures, and prints the conditions and a checksum beside every figure.",
        subcommands: [
            MatchingBenchCommand.self, StreamBenchCommand.self, ExchangeBenchCommand.self,
            StoreBenchCommand.self,
            EconomyBenchCommand.self,
        ])
}

/// The ranges that benchmarks share.
enum BenchRange {
    /// - Throws: `ValidationError` for more, or none.
    static func check(actions: Int) throws {
        try check("--actions", actions, in: 1...5_000_000)
    }

    /// - Throws: `ValidationError` for more, or none.
    static func check(passes: Int) throws { try check("--passes", passes, in: 1...100) }

    private static func check(
        _ option: String, _ value: Int, in range: ClosedRange<Int>
    ) throws {
        if range.contains(value) { return }
        throw ValidationError(
            "\(option) must be from \(range.lowerBound) to \(range.upperBound), got \(value)")
    }
}

/// `catallaxy bench exchange`: the exchange with everything on.
struct ExchangeBenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exchange",
        abstract: "Actions per second of the exchange with accounts, fees, events and hash chain.",
        discussion: """
            A steady mix of limit, market and cancel actions of 100 agents at about a thousand \
            live orders, made once and then replayed by several passes on one core. The head \
            hash depends on the actions and the seed alone: every machine must print the same.
            """)

    @Option(parsing: .unconditional, help: "Timed actions per pass, 1 to 5000000.")
    var actions = 1_000_000

    @Option(
        parsing: .unconditional,
        help: "Passes, each on a fresh exchange, 1 to 100; the median is reported.")
    var passes = 5

    @Option(parsing: .unconditional, help: "The seed of the order flow.")
    var seed: UInt32 = 1

    @Flag(help: "Prints one JSON object.")
    var json = false

    func validate() throws {
        try BenchRange.check(actions: actions)
        try BenchRange.check(passes: passes)
    }

    func run() throws {
        let result = ExchangeBenchmark.run(actions: actions, passes: passes, seed: seed)
        StandardStreams.printOrExit(json ? result.json(seed: seed) : result.text(seed: seed))
        if !result.isRepeatable { throw ExitCode(1) }
    }
}
