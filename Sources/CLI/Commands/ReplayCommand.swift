import Analytics
import ArgumentParser
import Persistence

/// `catallaxy replay RUN`: executes a stored run again and compares.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Execute a stored run again and compare every event and hash with the record.",
        discussion: """
            The first difference is shown side by side, and the exit status is 4: the record was \
            changed, or this version does something else than the one that made it. 'verify' \
            tells which.
            """)

    @Argument(help: .storedRun)
    var name: String

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Stop at the start of this tick.", valueName: "tick"))
    var toTick: Int64?

    @OptionGroup var options: StoreOptions

    func validate() throws {
        if let toTick, toTick < 0 {
            throw ValidationError("--to-tick: found \(toTick), expected a tick from 0")
        }
    }

    func run() throws {
        let store = try options.open(for: .reading)
        let stored = try store.find(name)
        do {
            let report = try RunReplay(store, stored).compare(upTo: toTick ?? .max)
            let ticks = "\(Numeral.count(report.ticks)) tick\(report.ticks == 1 ? "" : "s")"
            let rest = stored.eventCount - report.events
            StandardStreams.printSafely(
                "run \(stored.run): \(Numeral.count(report.events)) events of \(ticks) are what "
                    + "the run does again"
                    + (rest > 0 ? "; \(Numeral.count(rest)) later ones were left out" : ""))
        } catch let difference as RecordsDiffer {
            throw difference.failure(
                "run \(stored.run): the record is not what the run does", ("record", "replay"),
                .recordWrong)
        }
    }
}
