import Analytics
import ArgumentParser
import Glibc
import History
import Persistence

/// `catallaxy runs stop RUN`: pauses the process that runs it, or ends the run for good.
struct RunsStopCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop",
        abstract: "Pause the process that runs a run; with --final, end the run for good.",
        discussion: """
            The process pauses after its current tick, and 'runs start' can go on from there. \
            --final closes the record with RUN_STOPPED: nothing can be added to it any more.
            """)

    /// How long the process may take to end its tick, in milliseconds.
    private static let patience = 30_000

    @Argument(help: .storedRun)
    var name: String

    @Flag(help: "End the run for good.")
    var final = false

    @OptionGroup var options: StoreOptions

    func run() throws {
        let signals = final ? SignalWatch(removing: nil) : nil
        let store = try options.open(for: .changing)
        let number = try store.find(name).run
        if final, try store.run(number).status == .completed {
            throw CommandFailure(
                status: .wrongInput, message: "run \(number) is over for good already")
        }
        try pause(number, store)
        let now = try store.run(number)
        if let signals, now.status != .completed {
            try end(now, store, signals)
        } else {
            say(now)
        }
    }

    /// Makes sure that nobody runs the run any more.
    private func pause(_ number: Int64, _ store: RunStore) throws {
        guard try store.isWritten(number) else {
            // A process that died left it as if it ran.
            if try store.run(number).status == .running {
                try store.setStatus(.paused, of: number)
            }
            return
        }
        let pid = try writer(of: number, store)
        guard let pid else { return }
        if kill(pid, SIGTERM) != 0 && errno != ESRCH {
            throw CommandFailure(
                status: .writeFault,
                message: "process \(pid), which runs run \(number), cannot be told to stop: "
                    + String(cString: strerror(errno)))
        }
        let isLeft = try wait { try !store.isWritten(number) }
        if isLeft { return }
        throw CommandFailure(
            status: .writeFault,
            message: "process \(pid) still runs run \(number) after "
                + "\(Self.patience / 1_000) s; 'kill -9 \(pid)' ends it and loses no tick that "
                + "is committed")
    }

    /// Who writes it, as soon as it has said so; `nil` when nobody does any more.
    private func writer(of number: Int64, _ store: RunStore) throws -> Int32? {
        var pid: Int32?
        let isKnown = try wait(for: 5_000) {
            pid = try store.confirmedWriter(of: number)
            return try pid != nil || !store.isWritten(number)
        }
        if isKnown { return pid }
        throw CommandFailure(
            status: .writeFault,
            message: "run \(number) is held by a process that does not say which; stop it by hand")
    }

    private func wait(
        for milliseconds: Int = Self.patience, until isDone: () throws -> Bool
    ) throws -> Bool {
        for _ in 0..<milliseconds / 10 {
            if try isDone() { return true }
            usleep(10_000)
        }
        return false
    }

    private func end(_ run: StoredRun, _ store: RunStore, _ signals: SignalWatch) throws {
        var going = try RunContinuation(
            run, of: store, durability: .full, signals: signals, RunDriver.Options())
        try going.drive(endingNow: true)
        if let signal = going.driver.pausedBy {
            StandardStreams.complain(going.kept.pauseLine(after: run.ticksDone))
            throw ExitCode(ExitStatus(pausedBy: signal).rawValue)
        }
        say(try store.run(run.run))
    }

    private func say(_ run: StoredRun) {
        let ticks = "\(Numeral.count(run.ticksDone)) of \(Numeral.count(run.origin.ticks)) ticks"
        let next = options.command("runs start", run.run)
        switch run.status {
        case .created:
            StandardStreams.printSafely("run \(run.run) has not begun; '\(next)' runs it")
        case .paused, .running:
            StandardStreams.printSafely(
                "run \(run.run) paused after \(ticks); '\(next)' continues it")
        case .completed:
            StandardStreams.printSafely(
                "run \(run.run) is over for good after \(ticks); "
                    + "head \(run.eventCount - 1):\(run.headHash)")
        }
    }
}
