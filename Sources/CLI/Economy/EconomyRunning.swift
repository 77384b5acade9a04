import Analytics
import ArgumentParser
import Determinism
import Glibc
import Kernel
import Primitives
import Runner
import ScenarioKit

/// What `catallaxy run` does with the scenario of an economy.
struct EconomyRunning {
    private let options: RunCommand

    /// - Returns: `nil` for a scenario of another kind.
    init?(_ options: RunCommand) {
        guard ScenarioReader.kind(path: options.scenario) == .economy else { return nil }
        self.options = options
    }

    /// Runs it to its end, and says what came of it.
    func run() throws {
        if let path = options.trace, path == options.traceEvents {
            throw ValidationError("--trace and --trace-events both want '\(path)'")
        }
        if options.json && writesToStandardOutput {
            throw ValidationError("--json and --trace - both want standard output")
        }
        let (scenario, seed) = try load()
        let events = try open(options.traceEvents, "--trace-events")
        let ticks: TraceFile?
        do {
            ticks = try open(options.trace, "--trace")
        } catch {
            _ = events?.abandon()
            throw error
        }
        let files = [events, ticks].compactMap { $0 }
        // A signal that ends the process at once leaves no half-written file behind.
        let signals = SignalWatch(removing: files.compactMap(\.partialPath))
        let analyzer = EconomyAnalyzer()
        let tracer = ticks.map { _ in TickTrace() }
        let run = EconomyRun(
            scenario, seed: seed, consumers: [analyzer] + (tracer.map { [$0] } ?? []),
            trace: events)
        let start = ContinuousClock.now
        do {
            try RunMonitor.watch(subject(of: run, scenario)) {
                try drive(run, until: { signals.received != nil }) {
                    guard let tracer, let ticks else { return }
                    try ticks.write(tracer.lines)
                    tracer.removeLines()
                }
            }
            for file in files { try file.finish() }
            signals.forgetPartialFile()
        } catch let fault as WriteFault {
            for file in files { _ = file.abandon() }
            if fault.isClosedPipe && writesToStandardOutput { throw ExitCode.success }
            throw CommandFailure(
                status: .writeFault,
                message: "\(fault.name) cannot be written: \(fault.reason); "
                    + "the run ended in tick \(run.progress.currentTick.index)")
        }
        let record = RunRecord(
            runID: run.runID, finalEventHash: run.headHash,
            wallSeconds: (ContinuousClock.now - start).seconds)
        report(analyzer.summary(), record)
        guard !run.isOver, let signal = signals.received else { return }
        StandardStreams.complain("paused; without a store it cannot be resumed")
        let status: ExitStatus = signal == SIGINT ? .interrupted : .terminated
        throw ExitCode(status.rawValue)
    }

    private func drive(
        _ run: EconomyRun, until shouldPause: () -> Bool, afterTick: () throws -> Void
    ) throws {
        try run.begin()
        while !run.isOver && !shouldPause() {
            try run.advance()
            try afterTick()
        }
    }

    private var writesToStandardOutput: Bool {
        options.traceEvents == "-" || options.trace == "-"
    }

    /// Reads the scenario; everything wrong with it goes to standard error.
    private func load() throws -> (EconomyScenario, UInt32) {
        let reading = ScenarioReader.readEconomy(
            path: options.scenario,
            overrides: ScenarioOverrides(seed: options.seed, ticks: options.ticks))
        for diagnostic in reading.diagnostics
        where diagnostic.severity == .error || !options.quiet {
            StandardStreams.note(diagnostic.description)
        }
        guard let scenario = reading.scenario, let seed = reading.seed else {
            throw ExitCode(ExitStatus.wrongInput.rawValue)
        }
        return (scenario, seed)
    }

    private func open(_ path: String?, _ option: String) throws -> TraceFile? {
        guard let path else { return nil }
        if TraceFile.isSame(path, options.scenario) {
            throw CommandFailure(
                status: .wrongInput,
                message: "\(option) would overwrite the scenario '\(options.scenario)'; "
                    + "name another file")
        }
        do {
            return try TraceFile(path, label: option == "--trace" ? "-ticks" : "")
        } catch {
            throw CommandFailure(
                status: .writeFault,
                message: "\(error.name) cannot be written: \(error.reason); nothing was run")
        }
    }

    private func subject(of run: EconomyRun, _ scenario: EconomyScenario) -> RunMonitor.Subject {
        RunMonitor.Subject(
            progress: run.progress, ticks: scenario.ticks, names: [],
            drawsBar: StandardStreams.errorIsTerminal && !options.quiet && !options.json)
    }

    private func report(_ summary: EconomySummary, _ record: RunRecord) {
        let text: String
        if options.json {
            text = CanonicalJSON.text(summary.document(of: record)) + "\n"
        } else if options.quiet {
            text = EconomyReport.head(summary, record) + "\n"
        } else {
            let isStyled = StandardStreams.outputTakesStyles
            let lines = EconomyReport(summary, record).lines.map { line in
                isStyled && line.isHeading ? "\u{1B}[1m\(line.text)\u{1B}[0m" : line.text
            }
            text = lines.joined(separator: "\n") + "\n"
        }
        if writesToStandardOutput {
            StandardStreams.writeError(text)
        } else {
            StandardStreams.printOrExit(text)
        }
    }
}
