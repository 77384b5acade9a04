import Glibc
import Primitives
import Runner

/// Looks at a run from beside it: draws the progress bar, and says when nothing moves.
final class RunMonitor: Sendable {
    /// What a monitor is told about a run.
    struct Subject: Sendable {
        var progress: RunProgress
        var ticks: Int64
        /// By agent id.
        var names: [String]
        var drawsBar: Bool
    }

    /// How long nothing may move, in seconds.
    private static let patience = 10.0
    private static let interval: Int32 = 100

    private let subject: Subject
    private let reader: Int32
    private let writer: Int32

    private init(_ subject: Subject, reader: Int32, writer: Int32) {
        self.subject = subject
        self.reader = reader
        self.writer = writer
    }

    /// Runs `body` under watch.
    static func watch<Failure: Error>(
        _ subject: Subject, during body: () throws(Failure) -> Void
    ) throws(Failure) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return try body() }
        let monitor = RunMonitor(subject, reader: ends[0], writer: ends[1])
        let thread = PosixThread { monitor.work() }
        let outcome = Result(catching: body)
        close(monitor.writer)
        thread?.join()
        close(monitor.reader)
        try outcome.get()
    }

    /// Looks every tenth of a second, until the other end of the pipe is closed.
    private func work() {
        let bar = ProgressBar(ticks: subject.ticks)
        let clock = ContinuousClock()
        let start = clock.now
        var isDrawn = false
        var lastSteps: UInt64?
        var lastMove = start
        var hasComplained = false
        while !isOver() {
            let now = clock.now
            let steps = subject.progress.stepCount
            if steps != lastSteps {
                lastSteps = steps
                lastMove = now
                hasComplained = false
            } else if !hasComplained, (now - lastMove).seconds >= Self.patience {
                hasComplained = true
                if isDrawn { StandardStreams.writeError("\r\u{1B}[K") }
                StandardStreams.complain(complaint())
            }
            if subject.drawsBar {
                let done = subject.progress.currentTick.index
                let line = bar.line(done: done, seconds: (now - start).seconds)
                StandardStreams.writeError("\r\u{1B}[K\(line)")
                isDrawn = true
            }
        }
        if isDrawn { StandardStreams.writeError("\r\u{1B}[K") }
    }

    private func isOver() -> Bool {
        var end = pollfd(fd: reader, events: Int16(POLLIN), revents: 0)
        return poll(&end, 1, Self.interval) > 0
    }

    private func complaint() -> String {
        let tick = subject.progress.currentTick.index
        let place = "in tick \(tick); Ctrl-C twice ends the run"
        guard let bot = subject.progress.decidingBot, bot.index < subject.names.count else {
            return "no progress for \(Int(Self.patience)) s \(place)"
        }
        let name = subject.names[bot.index]
        return "bot '\(name)' has not decided for \(Int(Self.patience)) s \(place)"
    }
}

extension Duration {
    /// As a real number of seconds.
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
