import Analytics
import Persistence
import Runner

/// Goes on with a stored run: by executing it again from its beginning, compared with what is
/// stored, to where it stood and beyond.
struct RunContinuation {
    let kept: KeptRun
    let driver: RunDriver
    private let store: RunStore
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
        let kept = try KeptRun(run.run, of: store, durability: durability)
        self.kept = kept
        do {
            if kept.stored.status == .completed { throw Self.isOver(kept) }
            // A bad row that is committed is no torn tail: it is told, and nothing goes on.
            if let fault = try store.checkChain(of: kept.stored).fault {
                throw StoreError.broken(fault)
            }
            isStopped = try store.wasStoppedOnRequest(kept.stored)
            driver = RunDriver(
                try RunPlan(stored: kept.stored), writer: kept.writer, signals: signals, options)
        } catch {
            try kept.close(as: kept.stored.status == .completed ? .completed : .paused)
            throw error
        }
    }

    /// Goes on to the end, or ends the run for good where it stands.
    ///
    /// - Throws: ``CommandFailure`` with the first event that is another one than stored.
    func drive(endingNow isEnding: Bool = false) throws {
        let stored = kept.stored
        do {
            let endsHere = isEnding || isStopped
            try driver.drive(upTo: endsHere ? stored.ticksDone : .max)
            let run = driver.run
            if endsHere && !run.isOver && run.ticksDone == stored.ticksDone { try run.stop() }
            if run.isOver && run.eventCount < stored.eventCount {
                throw StoreError.historyDiffers(
                    run: stored.run, sequence: stored.eventCount - 1, expected: stored.headHash,
                    found: "none")
            }
            try kept.close(isOver: run.isOver)
            if run.isOver { try kept.makeTables() }
        } catch let fault as StoreError {
            guard case .historyDiffers = fault else { throw kept.failure(fault) }
            try kept.close(isOver: false)
            throw try firstDifference() ?? CommandFailure(fault)
        }
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
