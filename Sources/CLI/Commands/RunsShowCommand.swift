import Analytics
import ArgumentParser
import Determinism
import History
import Kernel
import MarketModel
import Persistence

/// `catallaxy runs show RUN`: what a stored run came to, from its events alone.
struct RunsShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Say what a stored run came to, from its events alone.")

    @Argument(help: .storedRun)
    var name: String

    @OptionGroup var options: StoreOptions

    @Flag(help: "Print one JSON object and nothing else.")
    var json = false

    @Flag(help: "Print the scenario as it was given, and nothing else.")
    var scenario = false

    func validate() throws {
        if json && scenario { throw ValidationError("--json and --scenario: name one") }
    }

    func run() throws {
        let store = try options.open(for: .reading)
        let stored = try store.find(name)
        if scenario {
            // As it was given: who redirects it into a file gets the same file.
            StandardStreams.printOrExit(stored.origin.scenario)
            return
        }
        let standing = try RunStanding(stored, in: store)
        guard stored.eventCount > 0 else { return show(stored, standing) }
        let plan = try RunPlan(stored: stored, in: store)
        let figures = RunFigures(plan.scenario)
        let report = try store.checkRecord(of: stored) { checked in
            if let event = checked.event { figures.consumer.consume(event, in: checked.tick) }
        }
        var record = RunRecord(
            runID: stored.runID, finalEventHash: report.head?.hash ?? "", wallSeconds: nil)
        record.number = stored.run
        record.notes = notes(stored, standing)
        let outcome = figures.outcome()
        if json {
            let document = outcome.document(of: record).objectValue ?? []
            let members =
                document + [
                    JSONMember("record", stored.document(standing: standing))
                ]
            StandardStreams.printOrExit(CanonicalJSON.text(.object(members)) + "\n")
        } else {
            RunPrinter().print(outcome, record)
        }
    }

    /// A run without events has no figures yet.
    private func show(_ run: StoredRun, _ standing: RunStanding) {
        if json {
            let document: JSONValue = ["record": run.document(standing: standing)]
            StandardStreams.printOrExit(CanonicalJSON.text(document) + "\n")
            return
        }
        StandardStreams.printSafely(
            "run \(run.run), \(run.origin.name), seed \(run.origin.seed): \(standing.rawValue), "
                + "no events; '\(options.command("runs start", run.run))' runs it")
    }

    private func notes(_ run: StoredRun, _ standing: RunStanding) -> [RunRecord.Note] {
        [
            .init("kept", "run \(run.run) in \(options.store), \(standing.rawValue)"),
            .init("created", "\(run.createdAt) by version \(run.origin.engineVersion)"),
        ]
    }
}
