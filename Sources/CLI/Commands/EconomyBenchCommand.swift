import ArgumentParser
import Benchmarks

/// `catallaxy bench economy`: what an agent and tick cost, and how that grows.
struct EconomyBenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "economy",
        abstract: "Time per agent and tick of an economy from 400 to 100,000 agents.",
        discussion: """
            Barter with foraging at a constant density of agents. Each size runs several times, \
            with events built and thrown away and with the hash chain. The head hash depends on \
            the seed alone: every machine with the same C library must print the same.
            """)

    @Option(
        parsing: .unconditional, help: "Passes, each on a fresh economy, 1 to 100.")
    var passes = 3

    @Option(parsing: .unconditional, help: "The seed of the economies.")
    var seed: UInt32 = 1

    @Option(
        parsing: .unconditional, help: "The largest number of agents, 400 to 100000.")
    var agents = 100_000

    @Flag(help: "Prints one JSON object.")
    var json = false

    private static let sizes: [(agents: Int, ticks: Int64)] = [
        (400, 100), (1_000, 50), (10_000, 50), (100_000, 50),
    ]

    func validate() throws {
        try BenchRange.check(passes: passes)
        guard (400...100_000).contains(agents) else {
            throw ValidationError("--agents must be from 400 to 100000, got \(agents)")
        }
    }

    func run() throws {
        let sizes = EconomyBenchmark.run(
            sizes: Self.sizes.filter { $0.agents <= agents }, passes: passes, seed: seed)
        StandardStreams.printOrExit(
            json
                ? EconomyBenchmark.json(sizes, passes: passes, seed: seed)
                : EconomyBenchmark.text(sizes, passes: passes, seed: seed))
        if !sizes.allSatisfy(\.isRepeatable) { throw ExitCode(1) }
    }
}
