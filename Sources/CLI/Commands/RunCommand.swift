import Analytics
import ArgumentParser
import Glibc
import Persistence
import Primitives
import Runner

/// `catallaxy run`: creates a run, drives it to its end, and says what came of it.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a scenario and say who earned what, and why.",
        discussion: """
            The same scenario and seed give the same events and the same final hash. The run is \
            kept in a store, an SQLite database, where it can be looked at again. Ctrl-C pauses \
            after the current tick, and 'runs start' goes on from there; once more ends at once, \
            and costs no more than what was not yet committed.
            """)

    @Argument(help: "A scenario file, such as Scenarios/exchange/market-maker-vs-trend.yaml.")
    var scenario: String

    @Option(
        parsing: .unconditional,
        help: "The seed of every random stream, 0…4294967295; replaces the scenario's.")
    var seed: String?

    @Option(
        parsing: .unconditional, help: "How many ticks to run; replaces the scenario's.")
    var ticks: String?

    @Flag(help: "Print one JSON object and nothing else.")
    var json = false

    @Flag(help: "No progress, no warnings, and of the summary only the final hash.")
    var quiet = false

    @Option(
        help: ArgumentHelp(
            "Write the chained events as JSONL, one a line; - is standard output.",
            valueName: "file"))
    var traceEvents: String?

    @Option(
        help: ArgumentHelp(
            "Of an economy: write the state at the end of every tick as JSONL, one a line.",
            valueName: "file"))
    var trace: String?

    @Option(
        help: ArgumentHelp(
            "Write one HTML page that shows the run, whole in itself.", valueName: "file.html"))
    var report: String?

    @Option(
        help: ArgumentHelp(
            "Where the run is kept, among others; none keeps nothing.", valueName: "file|none"))
    var store = StoreOptions.defaultPath

    @OptionGroup var durability: DurabilityOption
    @OptionGroup var telemetry: TelemetryOption

    @Flag(help: "Run it a second time in memory, and compare every event.")
    var twice = false

    @Flag(help: "Check every invariant after every action.")
    var check = false

    func validate() throws {
        if json && (traceEvents == "-" || trace == "-") {
            throw ValidationError("--json and a trace to - both want standard output")
        }
        if store.isEmpty { throw ValidationError("--store: found '', expected a file or none") }
    }

    func run() throws {
        let plan = try RunPlan(file: scenario, seed: seed, ticks: ticks, isQuiet: quiet)
        let page = try report.map {
            try ReportFile($0, of: plan.scenario, besides: [scenario, store])
        }
        let traces = try RunTraces(self, of: plan)
        let signals = SignalWatch(removing: traces.partialPaths)
        let kept = try openStore(plan, traces)
        let printer = RunPrinter(
            isJSON: json, isQuiet: quiet, usesStandardError: traces.useStandardOutput)
        let driver = RunDriver(
            plan, writer: kept?.writer, trace: traces.events, tickTrace: traces.ticks,
            report: page?.model, signals: signals,
            RunDriver.Options(
                isTwice: twice, checksEveryAction: check, drawsBar: printer.drawsBar))
        do {
            try driver.drive(keeping: kept?.keep)
            try kept?.close(isOver: driver.run.isOver)
            try traces.finish()
            signals.forgetPartialFile()
        } catch {
            try end(after: error, driver, traces, kept)
        }
        if driver.run.isOver { try kept?.makeTables() }
        var record = driver.record()
        if twice { record.notes.append(.init("twice", "a second run sealed the same events")) }
        kept?.note(on: &record)
        if let page {
            try page.write(record)
            record.notes.append(.init("report", page.path))
        }
        printer.print(driver.outcome(), record)
        guard let signal = driver.pausedBy else { return }
        StandardStreams.complain(pauseLine(driver, traces, kept))
        throw ExitCode(ExitStatus(pausedBy: signal).rawValue)
    }

    private func openStore(_ plan: RunPlan, _ traces: RunTraces) throws -> KeptRun? {
        if store == "none" { return nil }
        do {
            let kept = try KeptRun(plan, in: store, durability: durability.value)
            kept.telemetry = telemetry.value
            return kept
        } catch {
            traces.abandon()
            throw CommandFailure(
                status: ExitStatus(error), message: "\(error); nothing was run")
        }
    }

    private func pauseLine(
        _ driver: RunDriver, _ traces: RunTraces, _ kept: KeptRun?
    ) -> String {
        if let kept { return kept.pauseLine(after: driver.run.ticksDone) }
        let events = traces.events.map { "; \($0.name) holds its events so far" } ?? ""
        return "paused; without a store it cannot be resumed\(events)"
    }
}

// What ends a run early.
extension RunCommand {
    private func end(
        after fault: any Error, _ driver: RunDriver, _ traces: RunTraces, _ kept: KeptRun?
    ) throws -> Never {
        switch fault {
        case let fault as WriteFault:
            // The store is sound: what has run so far is kept.
            try kept?.close(isOver: driver.run.isOver)
            try end(after: fault, driver, traces)
        case let fault as StoreError:
            traces.abandon()
            throw kept?.failure(fault) ?? CommandFailure(fault)
        case let difference as RecordsDiffer:
            traces.abandon()
            try kept?.close(isOver: driver.run.isOver)
            throw difference.failure(
                "the two runs differ", ("first", "second"), .checkFailed, showing: !json)
        default:
            traces.abandon()
            throw fault
        }
    }

    /// A reader of standard output who has left has seen enough; any other fault is one.
    private func end(
        after fault: WriteFault, _ driver: RunDriver, _ traces: RunTraces
    ) throws -> Never {
        let isUntouched = traces.abandon()
        if fault.isClosedPipe && traces.useStandardOutput { throw ExitCode.success }
        throw CommandFailure(
            status: .writeFault,
            message: "\(fault.name) cannot be written: \(fault.reason); "
                + "the run ended in tick \(driver.run.progress.currentTick.index)"
                + (isUntouched ? ", and what was there before is untouched" : ""))
    }
}
