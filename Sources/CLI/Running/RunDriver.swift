import Analytics
import Persistence
import Primitives
import Reports
import Runner
import ScenarioKit

/// Drives one run under watch: to its end, to a signal, or to a tick.
///
/// A stored run is continued from a checkpoint, or executed again from its beginning: the
/// figures are those of the whole run, and the writer compares what is stored already.
final class RunDriver {
    /// What a driver is asked for.
    struct Options {
        /// Whether a second run beside it has to seal the same.
        var isTwice = false
        /// Whether all invariants are checked after every action.
        var checksEveryAction = false
        var drawsBar = false
    }

    let run: any SteppedRun
    let signals: SignalWatch
    private let plan: RunPlan
    private let options: Options
    private let figures: RunFigures
    private let twin: RunTwin?
    private let tickTrace: TickTraceFile?
    private var seconds = 0.0

    /// Prepares to drive a run from its beginning.
    init(
        _ plan: RunPlan, writer: RunWriter? = nil, trace: TraceFile? = nil,
        tickTrace: TickTraceFile? = nil, report: (any ReportModel)? = nil,
        signals: SignalWatch, _ options: Options
    ) {
        self.plan = plan
        self.signals = signals
        self.options = options
        self.tickTrace = tickTrace
        figures = RunFigures(plan.scenario)
        twin = options.isTwice ? RunTwin(plan, handingOnTo: writer) : nil
        var followers = RunPlan.Followers(
            consumers: [figures.consumer], trace: trace, recorder: twin.map { $0.tape } ?? writer,
            checksEveryAction: options.checksEveryAction)
        if let tickTrace { followers.consumers.append(tickTrace.trace) }
        if let report { followers.consumers.append(report) }
        run = plan.makeRun(followers)
    }

    /// Goes on from a checkpoint.
    ///
    /// - Throws: `SnapshotError` when it is none of this plan.
    init(
        _ plan: RunPlan, from checkpoint: RunCheckpoint, writer: RunWriter,
        signals: SignalWatch, _ options: Options
    ) throws {
        self.plan = plan
        self.signals = signals
        self.options = options
        twin = nil
        tickTrace = nil
        (run, figures) = try plan.resume(
            checkpoint,
            RunPlan.Followers(
                recorder: writer, checksEveryAction: options.checksEveryAction))
    }

    /// Runs.
    ///
    /// - Parameters:
    ///   - lastTick: The number of ticks after which to stop short of the end.
    ///   - keep: Takes checkpoints, now and then and where it stops short of the end.
    /// - Throws: What the trace or the writer throws, and ``RecordsDiffer``.
    func drive(
        upTo lastTick: Int64 = .max, keeping keep: ((RunCheckpoint) throws -> Void)? = nil
    ) throws {
        let start = ContinuousClock.now
        defer { seconds = (ContinuousClock.now - start).seconds }
        try RunMonitor.watch(subject) {
            try run.begin()
            try twin?.begin()
            var due = run.eventCount + RunCheckpoint.everyEvents
            while !run.isOver, run.ticksDone < lastTick, signals.received == nil {
                try run.advance()
                try twin?.advance()
                try tickTrace?.write()
                guard let keep, run.eventCount >= due, !run.isOver else { continue }
                due = run.eventCount + RunCheckpoint.everyEvents
                if let checkpoint { try keep(checkpoint) }
            }
            if let keep, !run.isOver, let checkpoint { try keep(checkpoint) }
        }
    }

    /// The state between two ticks; `nil` for a kind that is executed again instead.
    private var checkpoint: RunCheckpoint? {
        guard let run = run as? ExchangeRun, case .exchange(let analyzer) = figures else {
            return nil
        }
        return RunCheckpoint(run: run.state, figures: analyzer.state)
    }

    /// The signal that ended it before its time, if one did.
    var pausedBy: Int32? { run.isOver ? nil : signals.received }

    /// What the run has come to.
    func outcome() -> RunOutcome { figures.outcome() }

    /// What only the driver knows of the run.
    func record() -> RunRecord {
        RunRecord(runID: run.runID, finalEventHash: run.headHash, wallSeconds: seconds)
    }

    private var subject: RunMonitor.Subject {
        var names: [String] = []
        if let exchange = run as? ExchangeRun {
            names = (0..<exchange.agentCount).map { exchange.name(of: AgentID($0)) }
        }
        return RunMonitor.Subject(
            progress: run.progress, ticks: plan.ticks, names: names, drawsBar: options.drawsBar)
    }
}

/// A file with the state of an economy at the end of every tick.
struct TickTraceFile {
    let trace = TickTrace()
    let file: TraceFile

    /// Writes the ticks that have ended since.
    func write() throws {
        try file.write(trace.lines)
        trace.removeLines()
    }
}
