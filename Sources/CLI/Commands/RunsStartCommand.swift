import ArgumentParser
import Glibc
import Persistence
import Runner

/// `catallaxy runs start RUN`: runs a created run, and goes on with one that was interrupted.
struct RunsStartCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Run a created run, or go on with one that was paused or killed.",
        discussion: """
            A run that has begun goes on from its newest snapshot or, without one that fits, is \
            executed again from its beginning, and is compared with what is stored of it. Its \
            final hash and its figures are those of a run that was never interrupted. A \
            difference is named, and the exit status is 4.
            """)

    @Argument(help: .storedRun)
    var name: String

    @OptionGroup var options: StoreOptions
    @OptionGroup var durability: DurabilityOption
    @OptionGroup var telemetry: TelemetryOption

    @Flag(help: "Print one JSON object and nothing else.")
    var json = false

    @Flag(help: "No progress, and of the summary only the final hash.")
    var quiet = false

    @Flag(help: "Check every invariant after every action.")
    var check = false

    func run() throws {
        let signals = SignalWatch(removing: nil)
        let store = try options.open(for: .changing)
        let printer = RunPrinter(isJSON: json, isQuiet: quiet)
        var going = try RunContinuation(
            try store.find(name), of: store, durability: durability.value, signals: signals,
            RunDriver.Options(checksEveryAction: check, drawsBar: printer.drawsBar))
        going.kept.telemetry = telemetry.value
        try going.drive()
        try going.report(printer)
    }
}
