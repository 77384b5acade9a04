import ArgumentParser
import Benchmarks

/// `catallaxy bench store`: what it costs to keep a run.
struct StoreBenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store",
        abstract: "Events per second with a store and without, and how fast it is verified.",
        discussion: """
            Runs the actions of 'bench exchange' in memory and into a fresh store, which is then \
            read back, hashed and audited. The head hash depends on the actions and the seed \
            alone: every machine must print the same.
            """)

    @Option(parsing: .unconditional, help: "Timed actions per pass, 1 to 5000000.")
    var actions = 500_000

    @Option(
        parsing: .unconditional,
        help: "Passes, each into a fresh store, 1 to 100; the median is reported.")
    var passes = 3

    @Option(parsing: .unconditional, help: "The seed of the order flow.")
    var seed: UInt32 = 1

    @Option(
        help: ArgumentHelp(
            "Where the store is made, and removed again; by default with other temporary files.",
            valueName: "directory"))
    var directory: String?

    @OptionGroup var durability: DurabilityOption

    @Flag(help: "Prints one JSON object.")
    var json = false

    func validate() throws {
        try BenchRange.check(actions: actions)
        try BenchRange.check(passes: passes)
    }

    func run() throws {
        let result = try StoreBenchmark.run(
            actions: actions, passes: passes, seed: seed, durability: durability.value,
            directory: directory)
        let word = durability.durability.rawValue
        StandardStreams.printOrExit(
            json
                ? result.json(seed: seed, durability: word)
                : result.text(seed: seed, durability: word))
        if !result.isRepeatable { throw ExitCode(ExitStatus.checkFailed.rawValue) }
    }
}
