import Analytics
import ArgumentParser
import Glibc
import Persistence
import Sweeping

/// `catallaxy sweep`: many scenarios, settings and seeds, on all cores.
struct SweepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep", abstract: "Run many scenarios, settings and seeds on all cores.",
        discussion: """
            Every scenario runs with every combination of settings and every seed, in memory; \
            what it came to is kept in a results file, an SQLite database. Ctrl-C, or a kill, \
            leaves a file that --resume goes on with: runs that are done are known by their \
            run_id and never repeated. The content line is the hash of the results in the order \
            of the plan; it does not depend on jobs, order, interruptions or machines. Exit \
            status 1 says that runs failed.
            """)

    @Argument(help: "Scenario files; none with --plan, or to go on with a file.")
    var scenarios: [String] = []

    @OptionGroup var product: SweepProductOptions

    @Option(help: ArgumentHelp("A YAML file that says what to run.", valueName: "file"))
    var plan: String?

    @Option(help: ArgumentHelp("Where the results are kept.", valueName: "file"))
    var store = "sweep.db"

    @Flag(help: "Go on with a results file that is there; without one, begin.")
    var resume = false

    @Option(
        help: ArgumentHelp(
            "Run the K-th of N parts only, into a file that 'merge' joins with the others.",
            valueName: "K/N"))
    var shard: String?

    @Option(
        help: ArgumentHelp(
            "Keep the events of every run too, each a JSONL file in this folder.",
            valueName: "folder"))
    var events: String?

    @Flag(help: "Print one JSON object and nothing else.")
    var json = false

    @Flag(help: "No progress, no warnings, and of the summary only the content's hash.")
    var quiet = false

    func run() throws {
        let jobs = try product.checkedJobs()
        let part = try shard.map(Self.part)
        let (plan, shard) = try whatToRun(part)
        if let events, access(events, W_OK) != 0 {
            throw CommandFailure(
                status: .wrongInput,
                message: "--events: found '\(events)', expected a folder that can be written")
        }
        let signals = SignalWatch(removing: [])
        let file = try SweepFile(writing: store, plan, shard, resumes: resume)
        let driver = SweepDriver(
            plan: plan, shard: shard, jobs: jobs, signals: signals,
            drawsBar: StandardStreams.errorIsTerminal && !quiet && !json)
        let known = try file.store.finishedRunIDs()
        var newRuns = 0
        let seconds = try driver.run(known: known, eventsFolder: events) { results in
            try file.store.add(results)
            newRuns += results.count
        }
        try driver.throwIfPaused("'catallaxy sweep --resume --store \(store)' goes on")
        let summary = SweepSummary(file: file, newRuns: newRuns, seconds: seconds)
        let failed = try summary.print(asJSON: json, isQuiet: quiet)
        try file.store.close()
        if failed > 0 { throw AlreadySaid(status: .checkFailed) }
    }

    private static func part(_ text: String) throws -> SweepShard {
        try CommandFailure.wording { () throws(SweepWordFault) in try SweepShard(parsing: text) }
    }

    /// The plan and the part: of the command line, of a plan file, or of the results file.
    private func whatToRun(_ part: SweepShard?) throws -> (SweepPlan, SweepShard) {
        if let plan {
            guard scenarios.isEmpty, product.isEmpty else {
                throw CommandFailure(
                    status: .wrongInput,
                    message: "--plan says all there is to run; leave out scenarios, --seeds, "
                        + "--set, --vary and --ticks")
            }
            return (try PlanFile(plan).preparation(isQuiet: quiet).plan(), part ?? .whole)
        }
        if !scenarios.isEmpty {
            return (
                try product.preparation(scenarios, isQuiet: quiet || resume).plan(),
                part ?? .whole
            )
        }
        guard resume, product.isEmpty else {
            throw CommandFailure(
                status: .wrongInput,
                message: "there is nothing to run: name scenarios with --seeds, a --plan, or "
                    + "--resume with the --store to go on with")
        }
        let store = try ResultsStore(reading: store)
        let (plan, kept) = try SweepFile.plan(of: store)
        try store.close()
        guard part == nil || part == kept else {
            throw CommandFailure(
                status: .wrongInput,
                message: "\(self.store) has part \(kept.index) of \(kept.count), not the part "
                    + "--shard names")
        }
        try SweepPreparation.check(plan, named: plan.scenarios.map(\.name))
        return (plan, kept)
    }
}

/// What is multiplied with the scenarios.
struct SweepProductOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The first and the last seed, 0 to 4294967295; or a single one.", valueName: "A..B"))
    var seeds: String?

    @Option(
        name: .customLong("set"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "What stands at a path of the scenarios, in turn; again for another path.",
            valueName: "path=v1,v2,…"))
    var settings: [String] = []

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "How many agents of a kind take part, in turn; such as count:trend_follower=0..20.",
            valueName: "count:KIND=A..B"))
    var vary: [String] = []

    @Option(
        parsing: .unconditional, help: "How many ticks to run; replaces the scenarios'.")
    var ticks: String?

    @Option(
        parsing: .unconditional,
        help: "How many runs at a time; as many as there are processors unless said.")
    var jobs: String?

    /// Whether nothing but the number of jobs is said.
    var isEmpty: Bool { seeds == nil && settings.isEmpty && vary.isEmpty && ticks == nil }

    func checkedJobs() throws -> Int {
        guard let jobs else { return SweepDriver.defaultJobs }
        guard let count = Int(jobs), (1...1_024).contains(count) else {
            throw CommandFailure(
                status: .wrongInput, message: "--jobs: found '\(jobs)', expected 1 to 1024")
        }
        return count
    }

    func preparation(_ files: [String], isQuiet: Bool) throws -> SweepPreparation {
        guard let seeds else {
            throw CommandFailure(
                status: .wrongInput, message: "--seeds is missing; such as --seeds 1..200")
        }
        return try CommandFailure.wording { () throws(SweepWordFault) in
            let range = try SweepSeeds.parse(seeds)
            var axes: [SweepPlan.Axis] = []
            for text in settings { axes.append(try SweepPlan.Axis(parsing: text)) }
            for text in vary { axes.append(try SweepPlan.Axis(varying: text)) }
            return SweepPreparation(
                files: files, axes: axes, seeds: range, ticks: ticks, isQuiet: isQuiet)
        }
    }
}

extension CommandFailure {
    /// Says what is wrong with a word of the command line.
    static func wording<Value>(
        _ body: () throws(SweepWordFault) -> Value
    ) throws(CommandFailure) -> Value {
        do {
            return try body()
        } catch {
            throw CommandFailure(
                status: .wrongInput,
                message: "\(error.option): found '\(error.found)', expected \(error.expected)")
        }
    }
}
