import Analytics
import ArgumentParser
import Determinism
import Persistence

/// `catallaxy diff RUN_A RUN_B`: the first event where two runs part, and what came of it.
struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show where two stored runs part, the state around it, and how far it spreads.",
        discussion: """
            What differs in scenario and seed is named first. Then comes the first event, after \
            RUN_CREATED, that tells something else: by tick, type and payload, for a hash depends \
            on all that was before. The exit status is 0 if the runs are the same, else 1.
            """)

    @Argument(
        help: ArgumentHelp(
            "A run: its number, the beginning of its run id, or last.", valueName: "run-a"))
    var first: String

    @Argument(help: ArgumentHelp("Another run.", valueName: "run-b"))
    var second: String

    @OptionGroup var options: StoreOptions

    @Flag(help: "Print one JSON object and nothing else; it leaves the state out.")
    var json = false

    func run() throws {
        let store = try options.open(for: .reading)
        let (one, other) = (try store.find(first), try store.find(second))
        let difference = try RunDifference(store, one, other)
        if json {
            let document = CanonicalJSON.text(difference.document(of: one, other))
            StandardStreams.printOrExit(document + "\n")
            if difference.isNone { return }
            throw ExitCode(ExitStatus.checkFailed.rawValue)
        }
        if difference.isNone {
            StandardStreams.printSafely(
                "run \(one.run) and run \(other.run) are the same: "
                    + "\(Numeral.count(difference.events.first)) events")
            return
        }
        let place = difference.first
        let agents = RunSituation.agents(in: [place?.first, place?.second])
        let states = try [one, other].map { run in
            try RunSituation(store, run, before: place?.sequence, of: agents)
        }
        let report = DifferenceReport(
            difference: difference, runs: (one, other), states: (states[0], states[1]))
        StandardStreams.printOrExit(report.lines.joined(separator: "\n") + "\n")
        throw ExitCode(ExitStatus.checkFailed.rawValue)
    }
}
