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
        guard (1...5_000_000).contains(actions) else {
            throw ValidationError("--actions must be from 1 to 5000000, got \(actions)")
        }
        guard (1...100).contains(passes) else {
            throw ValidationError("--passes must be from 1 to 100, got \(passes)")
        }
    }

    func run() throws {
        let result = ExchangeBenchmark.run(actions: actions, passes: passes, seed: seed)
        StandardStreams.printOrExit(json ? result.json(seed: seed) : result.text(seed: seed))
        if !result.isRepeatable { throw ExitCode(1) }
    }
}
