import Analytics
import Kernel
import MarketModel
import Persistence
import Primitives
import Runner

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

    let run: ExchangeRun
    let signals: SignalWatch
    private let plan: RunPlan
    private let options: Options
    private let analyzer: RunAnalyzer
    private let twin: RunTwin?
    private var seconds = 0.0

    init(
        _ plan: RunPlan, writer: RunWriter? = nil, trace: TraceFile? = nil,
        signals: SignalWatch, _ options: Options
    ) {
        self.plan = plan
        self.signals = signals
        self.options = options
        analyzer = RunAnalyzer(
            market: plan.scenario.market, ticksPerYear: plan.scenario.ticksPerYear)
        twin = options.isTwice ? RunTwin(plan, handingOnTo: writer) : nil
        run = ExchangeRun(
            plan.scenario, seed: plan.seed, consumers: [analyzer], trace: trace,
            recorder: twin?.tape ?? writer, checksEveryAction: options.checksEveryAction,
            branches: plan.branches)
    }

    /// Goes on from a checkpoint.
    ///
    /// - Throws: `SnapshotError` when it is none of this plan.
    init(
        _ plan: RunPlan, from checkpoint: RunCheckpoint, writer: RunWriter,
        signals: SignalWatch, _ options: Options
    ) throws(SnapshotError) {
        self.plan = plan
        self.signals = signals
        self.options = options
        twin = nil
        analyzer = try RunAnalyzer(
            market: plan.scenario.market, ticksPerYear: plan.scenario.ticksPerYear,
            origin: plan.origin, restoring: checkpoint.figures)
        run = try ExchangeRun(
            plan.scenario, seed: plan.seed, restoring: checkpoint.run, consumers: [analyzer],
            recorder: writer, checksEveryAction: options.checksEveryAction,
            branches: plan.branches)
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
                guard let keep, run.eventCount >= due, !run.isOver else { continue }
                due = run.eventCount + RunCheckpoint.everyEvents
                try keep(checkpoint)
            }
            if let keep, !run.isOver { try keep(checkpoint) }
        }
    }

    private var checkpoint: RunCheckpoint {
        RunCheckpoint(run: run.state, figures: analyzer.state)
    }

    /// The signal that ended it before its time, if one did.
    var pausedBy: Int32? { run.isOver ? nil : signals.received }

    func summary() -> RunSummary { analyzer.summary() }

    /// What only the driver knows of the run.
    func record() -> RunRecord {
        RunRecord(runID: run.runID, finalEventHash: run.headHash, wallSeconds: seconds)
    }

    private var subject: RunMonitor.Subject {
        let count = plan.scenario.agents.reduce(0) { $0 + $1.count }
        return RunMonitor.Subject(
            progress: run.progress, ticks: plan.scenario.ticks,
            names: (0..<count).map { run.name(of: AgentID($0)) }, drawsBar: options.drawsBar)
    }
}
