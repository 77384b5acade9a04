import Analytics
import Foundation
import Glibc
import Sweeping

/// Drives a sweep under watch: to its end, or to a signal.
struct SweepDriver {
    /// The longest that results wait to be kept, in seconds: what a kill costs.
    private static let patience = 0.25
    /// How many results may wait.
    private static let mostWaiting = 256

    let plan: SweepPlan
    var shard = SweepShard.whole
    let jobs: Int
    let signals: SignalWatch
    var drawsBar = false

    /// As many jobs as there are processors for this process.
    static var defaultJobs: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

    /// Runs.
    ///
    /// - Parameters:
    ///   - known: The names of runs that are done already.
    ///   - eventsFolder: Gets the events of every run.
    ///   - keep: Takes results, many at a time.
    /// - Returns: The time it took, in seconds.
    /// - Throws: What `keep` throws.
    func run(
        known: Set<UInt64> = [], eventsFolder: String? = nil,
        keep: ([RunResult]) throws -> Void
    ) throws -> Double {
        let task = ScenarioWorker.Task(plan: plan, known: known, eventsFolder: eventsFolder)
        let start = ContinuousClock.now
        let total = shard.runCount(of: plan.runCount)
        let bar = ProgressBar(ticks: Int64(total), unit: "runs")
        var waiting: [RunResult] = []
        var kept = start
        defer { if drawsBar { StandardStreams.writeError("\r\u{1B}[K") } }
        try SweepExecution(plan, shard, jobs: jobs).run(
            makeWorker: { ScenarioWorker(task) },
            until: { [signals] in signals.received != nil },
            deliver: { results, done in
                waiting += results
                let now = ContinuousClock.now
                if waiting.count >= Self.mostWaiting || (now - kept).seconds >= Self.patience {
                    try keep(waiting)
                    waiting.removeAll(keepingCapacity: true)
                    kept = now
                }
                if drawsBar {
                    let line = bar.line(done: Int64(done), seconds: (now - start).seconds)
                    StandardStreams.writeError("\r\u{1B}[K\(line)")
                }
            })
        try keep(waiting)
        return (ContinuousClock.now - start).seconds
    }

    /// Ends the command as a signal asked for, if one did.
    ///
    /// - Parameter hint: What to do to go on.
    func throwIfPaused(_ hint: String) throws {
        guard let signal = signals.received else { return }
        StandardStreams.complain("paused; \(hint)")
        throw AlreadySaid(status: ExitStatus(pausedBy: signal))
    }
}
