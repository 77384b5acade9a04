import Analytics
import ArgumentParser
import History
import MarketModel
import Persistence

/// `catallaxy report RUN`: one page that shows a stored run.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write one HTML page that shows a stored run: who won, why, what prices did.",
        discussion: """
            The page needs no network and no other file: open it from disk, print it, mail it. \
            Its events are checked on the way; the same run gives the same bytes. What it leaves \
            out of a long run, it says.
            """)

    @Argument(
        help: ArgumentHelp(
            "The run: its number, the beginning of its run id, or last.", valueName: "run"))
    var name: String

    @Option(help: ArgumentHelp("The page's file.", valueName: "file.html"))
    var output: String

    @Flag(help: "Replace a file that is there.")
    var force = false

    @OptionGroup var options: StoreOptions

    func validate() throws {
        if output.isEmpty { throw ValidationError("--output: found '', expected a file") }
        if output == options.store {
            throw ValidationError("--output: '\(output)' is the store; name another file")
        }
    }

    func run() throws {
        let store = try options.open(for: .reading)
        let stored = try store.find(name)
        guard stored.eventCount > 0 else {
            let start = options.command("runs start", stored.run)
            throw CommandFailure(
                status: .wrongInput, message: "run \(stored.run) has no events; '\(start)' runs it")
        }
        let plan = try RunPlan(stored: stored, in: store)
        let file = try ReportFile(output: output, of: plan.scenario, replacing: force)
        let report = try store.checkRecord(of: stored) { checked in
            if let event = checked.event { file.model.consume(event, in: checked.tick) }
        }
        let hash = report.head?.hash ?? ""
        try file.write(
            RunRecord(runID: stored.runID, finalEventHash: hash, wallSeconds: nil))
        let head = report.head?.description ?? ""
        StandardStreams.printSafely("\(output): run \(stored.run), head \(head)")
    }
}
