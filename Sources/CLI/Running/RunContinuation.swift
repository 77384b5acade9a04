import Analytics
import ArgumentParser
import Glibc
import Persistence
import Primitives
import Runner

/// Goes on with a stored run: from its newest snapshot, or by executing it again from its
/// beginning; compared with what is stored, to where it stood and beyond.
struct RunContinuation {
    let kept: KeptRun
    private(set) var driver: RunDriver
    private let store: RunStore
    private let plan: RunPlan
    private let signals: SignalWatch
    private let options: RunDriver.Options
    /// Whether the driver began at a snapshot.
    private var isFromSnapshot: Bool
    /// Whether the record says already that the operator has ended it.
    private let isStopped: Bool

    /// Takes a run and checks what is stored of it.
    ///
    /// - Throws: ``StoreError/broken(_:)`` where the record is, ``CommandFailure`` if the run is
    ///   over.
    init(
        _ run: StoredRun, of store: RunStore, durability: RunStore.Durability,
        signals: SignalWatch, _ options: RunDriver.Options
    ) throws {
        self.store = store
        self.signals = signals
        self.options = options
        let kept = try KeptRun(run.run, of: store, durability: durability)
        self.kept = kept
        do {
            if kept.stored.status == .completed { throw Self.isOver(kept) }
            // A bad row that is committed is no torn tail: it is told, and nothing goes on.
            if let fault = try store.checkChain(of: kept.stored).fault {
                throw StoreError.broken(fault)
            }
            isStopped = try store.wasStoppedOnRequest(kept.stored)
            plan = try RunPlan(stored: kept.stored, in: store)
            let resumed = try Self.resume(plan, kept, of: store, signals, options)
            isFromSnapshot = resumed != nil
            driver =
                resumed
                ?? RunDriver(plan, writer: kept.writer, signals: signals, options)
        } catch {
            try kept.close(as: kept.stored.status == .completed ? .completed : .paused)
            throw error
        }
    }

    /// The run from its newest snapshot; `nil` when there is none to be trusted.
    private static func resume(
        _ plan: RunPlan, _ kept: KeptRun, of store: RunStore, _ signals: SignalWatch,
        _ options: RunDriver.Options
    ) throws -> RunDriver? {
        let search = try store.newestSnapshot(of: kept.stored, version: RunCheckpoint.version)
        for warning in search.warnings { StandardStreams.complain("\(warning); passed over") }
        guard let snapshot = search.found else { return nil }
        do {
            return try RunDriver(
                plan, from: try RunCheckpoint(snapshot, of: plan), writer: kept.writer,
                signals: signals, options)
        } catch {
            StandardStreams.complain(
                "the snapshot of run \(kept.stored.run) after \(snapshot.ticksDone) ticks "
                    + "is of no use (\(error)); the run is executed from its start")
            return nil
        }
    }

    /// Goes on to the end, or ends the run for good where it stands.
    ///
    /// - Throws: ``CommandFailure`` with the first event that is another one than stored.
    mutating func drive(endingNow isEnding: Bool = false) throws {
        do {
            try follow(isEnding)
        } catch StoreError.historyDiffers where isFromSnapshot {
            StandardStreams.complain(
                "from its snapshot run \(kept.stored.run) does not repeat what is stored; it is "
                    + "executed from its start")
            isFromSnapshot = false
            driver = RunDriver(plan, writer: kept.writer, signals: signals, options)
            try drive(endingNow: isEnding)
        } catch let fault as StoreError {
            guard case .historyDiffers = fault else { throw kept.failure(fault) }
            try kept.close(isOver: false)
            throw try firstDifference() ?? CommandFailure(fault)
        }
    }

    private func follow(_ isEnding: Bool) throws {
        let stored = kept.stored
        let endsHere = isEnding || isStopped
        // A tick that was left open ends before the run does.
        let last = stored.ticksDone + (stored.openTick == nil ? 0 : 1)
        try driver.drive(upTo: endsHere ? last : .max, keeping: kept.keep)
        let run = driver.run
        if endsHere && !run.isOver && run.ticksDone == last { try run.stop() }
        if run.isOver && run.eventCount < stored.eventCount {
            throw StoreError.historyDiffers(
                run: stored.run, sequence: stored.eventCount - 1, expected: stored.headHash,
                found: "none")
        }
        try kept.close(isOver: run.isOver)
        if run.isOver { try kept.makeTables() }
    }

    /// Says what came of it.
    ///
    /// - Parameter note: Adds what only the caller knows.
    /// - Throws: The exit status of a pause.
    func report(_ printer: RunPrinter, noting note: (inout RunRecord) -> Void = { _ in }) throws {
        var record = driver.record()
        kept.note(on: &record)
        note(&record)
        printer.print(driver.outcome(), record)
        guard let signal = driver.pausedBy else { return }
        StandardStreams.complain(
            kept.pauseLine(after: max(driver.run.ticksDone, kept.stored.ticksDone)))
        throw ExitCode(ExitStatus(pausedBy: signal).rawValue)
    }

    /// Where the record and the run part: the writer only knows that they do.
    private func firstDifference() throws -> CommandFailure? {
        do {
            _ = try RunReplay(store, kept.stored).compare()
            return nil
        } catch let difference as RecordsDiffer {
            return difference.failure(
                "run \(kept.stored.run): the record is not what the run does",
                ("record", "run"), .recordWrong)
        }
    }

    private static func isOver(_ kept: KeptRun) -> CommandFailure {
        CommandFailure(
            status: .wrongInput,
            message: "run \(kept.stored.run) is over for good; "
                + "'\(kept.command("runs show"))' tells what came of it")
    }
}
