public import Analytics
import Foundation

/// Carries out runs, one at a time; made by a thread and used by that alone.
public protocol SweepWorker: AnyObject {
    /// Carries out a run.
    ///
    /// - Parameters:
    ///   - item: Which.
    ///   - shouldStop: Says between two ticks whether the run is to be given up.
    /// - Returns: `nil` when it was given up.
    func run(_ item: SweepItem, until shouldStop: () -> Bool) -> SweepOutcome?
}

/// What became of a run of a sweep.
public enum SweepOutcome: Sendable {
    /// It was carried out, to its end or to an error.
    case ran(RunResult)
    /// It was carried out before, as its name in the results file shows.
    case known
}

/// Carries out the runs of a plan on several threads.
///
/// What comes out of a run depends on nothing but the run; in which order results arrive, and
/// how many threads there are, shows nowhere but in the order of delivery.
public struct SweepExecution: Sendable {
    private let plan: SweepPlan
    private let shard: SweepShard
    private let jobs: Int

    /// - Parameters:
    ///   - plan: What there is to run.
    ///   - shard: Which part of it.
    ///   - jobs: How many threads; at least one.
    public init(_ plan: SweepPlan, _ shard: SweepShard = .whole, jobs: Int) {
        precondition(jobs >= 1, "somebody has to run, got \(jobs) jobs")
        self.plan = plan
        self.shard = shard
        self.jobs = jobs
    }

    /// Carries out the runs; returns when all are delivered, or as soon as it is to stop.
    ///
    /// - Parameters:
    ///   - makeWorker: Makes what carries out runs, in each thread for itself: sharing a
    ///     scenario would have the threads wait for each other's counts of references.
    ///   - shouldStop: Asked now and then by every thread.
    ///   - deliver: Takes results as they come, and how many runs are done with; called by the
    ///     thread of the caller several times a second, also without results.
    /// - Throws: What `deliver` throws; the threads have ended by then.
    public func run(
        makeWorker: @escaping @Sendable () -> any SweepWorker,
        until shouldStop: @escaping @Sendable () -> Bool,
        deliver: (_ results: [RunResult], _ done: Int) throws -> Void
    ) throws {
        let queue = ResultQueue(
            numbers: shard.numbers(of: plan.runCount), threads: jobs, capacity: 16 * jobs + 64)
        for _ in 0..<jobs {
            let thread = Thread { [plan] in
                let worker = makeWorker()
                while !shouldStop(), let number = queue.nextNumber() {
                    guard
                        let outcome = worker.run(
                            plan.item(number), until: { shouldStop() || queue.isCancelled })
                    else { break }
                    queue.put(outcome)
                }
                queue.leave()
            }
            // As much as the main thread has: scenarios nest.
            thread.stackSize = 8 << 20
            thread.name = "catallaxy-sweep"
            thread.start()
        }
        do {
            var done = 0
            while true {
                let (outcomes, isOver) = queue.take(waiting: 0.1)
                done += outcomes.count
                let results = outcomes.compactMap { outcome -> RunResult? in
                    guard case .ran(let result) = outcome else { return nil }
                    return result
                }
                try deliver(results, done)
                if isOver { return }
            }
        } catch {
            queue.cancel()
            while !queue.take(waiting: 0.1).isOver {}
            throw error
        }
    }
}

/// Between the threads that run and the one that keeps what they found.
///
/// Every field is guarded by the condition, so it is Sendable.
private final class ResultQueue: @unchecked Sendable {
    private let condition = NSCondition()
    private let capacity: Int
    private var numbers: StrideThrough<Int>.Iterator
    private var outcomes: [SweepOutcome] = []
    private var threads: Int
    private var hasBeenCancelled = false

    init(numbers: StrideThrough<Int>, threads: Int, capacity: Int) {
        self.numbers = numbers.makeIterator()
        self.threads = threads
        self.capacity = capacity
    }

    var isCancelled: Bool {
        condition.lock()
        defer { condition.unlock() }
        return hasBeenCancelled
    }

    /// The next run to carry out, if there is one.
    func nextNumber() -> Int? {
        condition.lock()
        defer { condition.unlock() }
        return hasBeenCancelled ? nil : numbers.next()
    }

    /// Hands over an outcome; waits while too many have not been kept.
    func put(_ outcome: SweepOutcome) {
        condition.lock()
        while outcomes.count >= capacity && !hasBeenCancelled { condition.wait() }
        outcomes.append(outcome)
        condition.broadcast()
        condition.unlock()
    }

    /// Says that a thread carries out no more runs.
    func leave() {
        condition.lock()
        threads -= 1
        condition.broadcast()
        condition.unlock()
    }

    func cancel() {
        condition.lock()
        hasBeenCancelled = true
        condition.broadcast()
        condition.unlock()
    }

    /// What has come since; waits a while, so that outcomes are kept many at a time.
    func take(waiting seconds: Double) -> (outcomes: [SweepOutcome], isOver: Bool) {
        let deadline = Date(timeIntervalSinceNow: seconds)
        condition.lock()
        defer { condition.unlock() }
        while threads > 0 && outcomes.count < capacity && condition.wait(until: deadline) {}
        let taken = outcomes
        outcomes.removeAll(keepingCapacity: true)
        condition.broadcast()
        return (taken, threads == 0)
    }
}
