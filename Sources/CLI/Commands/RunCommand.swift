import Analytics
import ArgumentParser
import Determinism
import Glibc
import Kernel
import Primitives
import Runner
import ScenarioKit

/// `catallaxy run`: creates a run, drives it to its end, and says what came of it.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a scenario and say who earned what, and why.",
        discussion: """
            The same scenario and seed give the same events and the same final hash. Ctrl-C \
            pauses after the current tick and prints what was reached; once more ends at once.
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

    @Option(help: "Where the run is kept; none is all there is yet.")
    var store = "none"

    @Flag(help: "Check every invariant after every action.")
    var check = false

    func validate() throws {
        guard store == "none" else {
            throw ValidationError("--store: found '\(store)', expected none: stores come later")
        }
        if json && traceEvents == "-" {
            throw ValidationError("--json and --trace-events - both want standard output")
        }
    }

    func run() throws {
        if let economy = EconomyRunning(self) { return try economy.run() }
        if trace != nil {
            throw ValidationError("--trace is of economies; --trace-events has any run's events")
        }
        let (scenario, seed) = try load()
        let trace = try openTrace()
        let signals = SignalWatch(removing: trace?.partialPath)
        let analyzer = RunAnalyzer(
            market: scenario.market, ticksPerYear: scenario.ticksPerYear)
        let run = ExchangeRun(
            scenario, seed: seed, consumers: [analyzer], trace: trace,
            checksEveryAction: check)
        let start = ContinuousClock.now
        do {
            try RunMonitor.watch(subject(of: run, scenario)) {
                try run.run(until: { signals.received != nil })
            }
            try trace?.finish()
            signals.forgetPartialFile()
        } catch let fault as WriteFault {
            try end(after: fault, of: run, trace)
        }
        let record = RunRecord(
            runID: run.runID, finalEventHash: run.headHash,
            wallSeconds: (ContinuousClock.now - start).seconds)
        try report(analyzer.summary(), record)
        guard !run.isOver, let signal = signals.received else { return }
        let kept = trace.map { "; \($0.name) holds its events so far" } ?? ""
        StandardStreams.complain("paused; without a store it cannot be resumed\(kept)")
        let status: ExitStatus = signal == SIGINT ? .interrupted : .terminated
        throw ExitCode(status.rawValue)
    }

    /// Reads the scenario; everything wrong with it goes to standard error.
    private func load() throws -> (ExchangeScenario, UInt32) {
        if let hint = ScenarioPath.hint(for: scenario) {
            throw CommandFailure(status: .wrongInput, message: hint)
        }
        let reading = ScenarioReader.readExchange(
            path: scenario, overrides: ScenarioOverrides(seed: seed, ticks: ticks))
        for diagnostic in reading.diagnostics
        where diagnostic.severity == .error || !quiet {
            StandardStreams.note(diagnostic.description)
        }
        guard let scenario = reading.scenario, let seed = reading.seed else {
            throw ExitCode(ExitStatus.wrongInput.rawValue)
        }
        return (scenario, seed)
    }

    private func openTrace() throws -> TraceFile? {
        guard let traceEvents else { return nil }
        if TraceFile.isSame(traceEvents, scenario) {
            let message = "--trace-events would overwrite the scenario '\(scenario)'; "
            throw CommandFailure(status: .wrongInput, message: message + "name another file")
        }
        do {
            return try TraceFile(traceEvents)
        } catch {
            throw CommandFailure(
                status: .writeFault,
                message: "\(error.name) cannot be written: \(error.reason); nothing was run")
        }
    }

    private func subject(of run: ExchangeRun, _ scenario: ExchangeScenario) -> RunMonitor.Subject {
        let count = scenario.agents.reduce(0) { $0 + $1.count }
        return RunMonitor.Subject(
            progress: run.progress, ticks: scenario.ticks,
            names: (0..<count).map { run.name(of: AgentID($0)) },
            drawsBar: StandardStreams.errorIsTerminal && !quiet && !json)
    }

    /// A reader of standard output who has left has seen enough; any other fault is one.
    private func end(after fault: WriteFault, of run: ExchangeRun, _ trace: TraceFile?) throws
        -> Never
    {
        if fault.isClosedPipe && traceEvents == "-" { throw ExitCode.success }
        let isUntouched = trace?.abandon() ?? false
        throw CommandFailure(
            status: .writeFault,
            message: "\(fault.name) cannot be written: \(fault.reason); "
                + "the run ended in tick \(run.progress.currentTick.index)"
                + (isUntouched ? ", and what was there before is untouched" : ""))
    }

    private func report(_ summary: RunSummary, _ record: RunRecord) throws {
        if json {
            let document = CanonicalJSON.text(summary.document(of: record))
            StandardStreams.printOrExit(document + "\n")
            return
        }
        let text = text(of: summary, record)
        if traceEvents == "-" {
            StandardStreams.writeError(text)
        } else {
            StandardStreams.printOrExit(text)
        }
    }

    private func text(of summary: RunSummary, _ record: RunRecord) -> String {
        if quiet { return RunReport.head(summary, record) + "\n" }
        let isStyled = StandardStreams.outputTakesStyles
        let lines = RunReport(summary, record).lines.map { line in
            isStyled && line.isHeading ? "\u{1B}[1m\(line.text)\u{1B}[0m" : line.text
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
