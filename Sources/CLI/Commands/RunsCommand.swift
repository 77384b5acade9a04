import ArgumentParser
import Persistence

/// `catallaxy runs …`: the runs of a store.
struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "Create, start, stop and look at the runs of a store.",
        discussion: """
            A run is named by its number, by the beginning of its run id (at least 4 digits; the \
            newest of several), or as 'last'.
            """,
        subcommands: [
            RunsCreateCommand.self, RunsStartCommand.self, RunsStopCommand.self,
            RunsListCommand.self, RunsShowCommand.self, RunsDeleteCommand.self,
            RunsRebuildCommand.self,
        ])
}

/// `catallaxy runs create SCENARIO`.
struct RunsCreateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Add a run to the store, without running it.")

    @Argument(help: "A scenario file.")
    var scenario: String

    @Option(parsing: .unconditional, help: "The seed; replaces the scenario's.")
    var seed: String?

    @Option(parsing: .unconditional, help: "How many ticks; replaces the scenario's.")
    var ticks: String?

    @OptionGroup var options: StoreOptions

    func run() throws {
        let plan = try RunPlan(file: scenario, seed: seed, ticks: ticks, isQuiet: false)
        let run = try options.open(for: .writing).create(plan.newRun).run
        StandardStreams.printSafely(
            "run \(run) created; '\(options.command("runs start", run))' runs it")
    }
}

/// `catallaxy runs delete RUN…`.
struct RunsDeleteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Remove runs and all that belongs to them, for good.")

    @Argument(help: ArgumentHelp("The runs.", valueName: "run"))
    var names: [String]

    @OptionGroup var options: StoreOptions

    func run() throws {
        let store = try options.open(for: .changing)
        // All are found before any is gone: 'last' would mean another one then.
        for run in try names.map({ try store.find($0).run }) {
            try store.delete(run)
            StandardStreams.printSafely("run \(run) deleted")
        }
    }
}

/// `catallaxy runs rebuild RUN`.
struct RunsRebuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Make the tables that follow from a run's events anew.",
        discussion: """
            agents, trades, orders and metrics_snapshots follow from the events, which are \
            checked on the way; of an economy agent_snapshots, decisions, economy_trades and \
            others do; a laboratory has none. A run that completes makes them by itself; one \
            that was paused has none until it is rebuilt.
            """)

    @Argument(help: .storedRun)
    var name: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Keep the books every so many ticks too.", valueName: "ticks"))
    var booksEvery: Int64?

    @Option(parsing: .unconditional, help: "How many levels of a side of a book are kept.")
    var levels = 10

    @OptionGroup var telemetry: TelemetryOption
    @OptionGroup var options: StoreOptions

    func validate() throws {
        if let booksEvery, booksEvery < 1 {
            throw ValidationError("--books-every: found \(booksEvery), expected at least 1")
        }
        guard (1...10_000).contains(levels) else {
            throw ValidationError("--levels: found \(levels), expected 1 to 10000")
        }
    }

    func run() throws {
        let store = try options.open(for: .changing)
        let run = try store.find(name)
        let wanted = DerivedOptions(
            bookEveryTicks: booksEvery, bookLevels: levels, telemetry: telemetry.value)
        try store.rebuild(run.run, wanted)
        StandardStreams.printSafely(
            wanted.leavesTables(ofKind: run.origin.kind)
                ? "the tables of run \(run.run) follow from its events again"
                : "run \(run.run) has no tables; its events hold")
    }
}
