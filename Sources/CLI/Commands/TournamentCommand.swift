import Analytics
import ArgumentParser
import Determinism
import Persistence
import Sweeping

/// `catallaxy tournament`: who earns what, from what, and how sure that is.
struct TournamentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tournament",
        abstract: "Rank bots over many seeds, with intervals and paired comparisons.",
        discussion: """
            Every kind of bot, and every agent, gets its mean and median profit with intervals \
            of 95 %, where it comes from, and how often it comes first. Kinds are compared seed \
            by seed, with account taken of how many comparisons are made; what the seeds do not \
            show is called not told apart, with the number of seeds that would. --set and \
            --vary make variants, which are compared with the first under the same seeds. \
            --from reads the results of a sweep instead.
            """)

    @Argument(help: "A scenario file; none with --from.")
    var scenarios: [String] = []

    @OptionGroup var product: SweepProductOptions

    @Option(help: ArgumentHelp("Rank the results that a sweep has kept.", valueName: "file"))
    var from: String?

    @Option(parsing: .unconditional, help: "How often a sample is drawn anew, 100 to 100000.")
    var resamples = Bootstrap.defaultResamples

    @Option(parsing: .unconditional, help: "The seed of those draws, 0 to 4294967295.")
    var bootstrapSeed: UInt32 = 0

    @Option(help: ArgumentHelp("Write the standings as CSV too.", valueName: "file"))
    var csv: String?

    @Option(help: ArgumentHelp("Write a page with plots too.", valueName: "file"))
    var report: String?

    @Flag(help: "Print one JSON object and nothing else.")
    var json = false

    @Flag(help: "No progress and no warnings.")
    var quiet = false

    func validate() throws {
        if !(100...100_000).contains(resamples) {
            throw ValidationError("--resamples: found \(resamples), expected 100 to 100000")
        }
    }

    func run() throws {
        let tournament = try from.map(readResults) ?? play()
        let found = tournament.report(
            by: Bootstrap(seed: bootstrapSeed, resamples: resamples))
        if let csv { try write(found.csv, to: csv) }
        if let report { try write(found.page, to: report) }
        if json {
            StandardStreams.printOrExit(CanonicalJSON.text(found.document) + "\n")
        } else {
            StandardStreams.printOrExit(found.lines().joined(separator: "\n") + "\n")
        }
        if tournament.failures > 0 { throw AlreadySaid(status: .checkFailed) }
    }

    private func write(_ text: String, to path: String) throws {
        do {
            try NewFile(path: path).write(text, replacing: true)
        } catch {
            throw CommandFailure(
                status: .writeFault,
                message: "\(error.name) cannot be written: \(error.reason)")
        }
    }

    private func readResults(_ path: String) throws -> Tournament {
        guard scenarios.isEmpty, product.isEmpty else {
            throw CommandFailure(
                status: .wrongInput,
                message: "--from has all runs there are; leave out scenarios, --seeds, --set, "
                    + "--vary and --ticks")
        }
        let file = try SweepFile(reading: path)
        var tournament = Tournament()
        try file.store.forEachResult { tournament.add($0) }
        let found = try file.store.counts().runs
        if found < file.expectedRuns || file.shard.count > 1 {
            StandardStreams.complain(
                "\(path) has \(found) of the plan's \(file.plan.runCount) runs; only these count")
        }
        try file.store.close()
        return tournament
    }

    private func play() throws -> Tournament {
        let jobs = try product.checkedJobs()
        guard !scenarios.isEmpty else {
            throw CommandFailure(
                status: .wrongInput, message: "name a scenario with --seeds, or --from a file")
        }
        let plan = try product.preparation(scenarios, isQuiet: quiet || json).plan()
        let driver = SweepDriver(
            plan: plan, jobs: jobs, signals: SignalWatch(removing: []),
            drawsBar: StandardStreams.errorIsTerminal && !quiet && !json)
        var tournament = Tournament()
        _ = try driver.run { results in
            for result in results { tournament.add(result) }
        }
        try driver.throwIfPaused("a tournament keeps nothing; 'sweep' and '--from' do")
        return tournament
    }
}
