import Analytics
import ArgumentParser
import Persistence
import ScenarioKit

/// `catallaxy branch RUN --at-tick T --set path=value`: what would have happened.
struct BranchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "branch",
        abstract: "Go another way from a tick of a stored run on, and see what comes of it.",
        discussion: """
            The branch is a new run that shares every event before the tick with the other one. \
            Then RUN_BRANCHED says what is different: a bot's parameter \
            (agents.0.parameters.spread_bps=80, or agents.market_maker.parameters.…), a fee \
            (instruments.0.fees.taker_bps=5) or an incentive (incentives.decay.rate_bps=2). \
            'diff' shows how far it spreads.
            """)

    @Argument(help: .storedRun)
    var name: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The first tick that is different.", valueName: "tick"))
    var atTick: Int64

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp("What is different from there on.", valueName: "path=value"))
    var set: [String]

    @OptionGroup var options: StoreOptions
    @OptionGroup var durability: DurabilityOption

    @Flag(help: "Print one JSON object and nothing else.")
    var json = false

    @Flag(help: "No progress, and of the summary only the final hash.")
    var quiet = false

    func run() throws {
        let signals = SignalWatch(removing: nil)
        let store = try options.open(for: .changing)
        let parent = try store.find(name)
        let inputs = try inputs(parent, store)
        let branch = try store.addBranch(
            of: parent.run, at: atTick, inputs: inputs.map(\.stored),
            engineVersion: Catallaxy.engineVersion)
        let printer = RunPrinter(isJSON: json, isQuiet: quiet)
        var going = try RunContinuation(
            branch, of: store, durability: durability.value, signals: signals,
            RunDriver.Options(drawsBar: printer.drawsBar))
        try going.drive()
        try going.report(printer) { record in
            let diff = options.command("diff \(parent.run)", branch.run)
            record.notes.append(
                .init("branch", "of run \(parent.run) from tick \(atTick); '\(diff)' compares"))
        }
    }

    /// What is to be different, checked before anything is written.
    private func inputs(_ parent: StoredRun, _ store: RunStore) throws -> [BranchInput] {
        if set.isEmpty {
            throw CommandFailure(
                status: .wrongInput, message: "--set: found none, expected path=value")
        }
        var plan = try RunPlan(stored: parent, in: store).before(atTick)
        return try set.map { argument in
            guard let setting = ScenarioSetting(parsing: argument) else {
                throw CommandFailure(
                    status: .wrongInput,
                    message: "--set: found '\(argument)', expected path=value")
            }
            do throws(BranchFault) {
                return try plan.add(BranchInput(tick: atTick, setting: setting), to: parent)
            } catch {
                throw CommandFailure(status: .wrongInput, message: "--set: \(error.reason)")
            }
        }
    }
}
