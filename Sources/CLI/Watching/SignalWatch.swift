import Glibc
import Synchronization

/// Waits for Ctrl-C, SIGTERM, and SIGHUP when a terminal is closed: the first asks the run to
/// pause, the second ends at once.
///
/// The signals are taken by a thread of their own, so that nothing ever runs inside a handler.
final class SignalWatch: Sendable {
    /// The first signal that the thread has taken.
    private let first = Atomic<Int32>(0)
    /// The one that ``received`` has told of: it must not forget it again.
    private let told = Atomic<Int32>(0)
    private let partialFiles: Mutex<[String]>

    /// Starts to wait.
    ///
    /// - Parameter removing: A file to remove when the command ends at once.
    /// - Precondition: No other thread has been started, for it would not block the signals.
    convenience init(removing partialPath: String?) {
        self.init(removing: partialPath.map { [$0] } ?? [])
    }

    /// Starts to wait; see ``init(removing:)``.
    init(removing partialPaths: [String]) {
        partialFiles = Mutex(partialPaths)
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM] {
            // A shell starts its background jobs deaf to SIGINT; asked by name, they pause too.
            signal(number, SIG_DFL)
            sigaddset(&signals, number)
        }
        // `nohup` asks to be left alone.
        if !Self.isIgnored(SIGHUP) { sigaddset(&signals, SIGHUP) }
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        let waited = signals
        PosixThread { self.wait(for: waited) }?.detach()
    }

    /// The signal that asked for a pause, if one did.
    ///
    /// One that the thread has had no time to take counts too: on a busy machine a short run
    /// would be over before it was heard.
    var received: Int32? {
        let known = told.load(ordering: .relaxed)
        if known != 0 { return known }
        let number = first.load(ordering: .relaxed)
        guard let heard = number == 0 ? pending : number else { return nil }
        // A signal just taken is neither pending nor noted for a moment.
        told.store(heard, ordering: .relaxed)
        return heard
    }

    private var pending: Int32? {
        var signals = sigset_t()
        guard sigpending(&signals) == 0 else { return nil }
        return [SIGINT, SIGTERM, SIGHUP].first { sigismember(&signals, $0) == 1 }
    }

    /// The file is in its place, or gone.
    func forgetPartialFile() { partialFiles.withLock { $0 = [] } }

    private static func isIgnored(_ number: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(number, nil, &action) == 0 else { return false }
        // `SIG_IGN` is the number 1 in the place of a function.
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    }

    private func wait(for signals: sigset_t) {
        var signals = signals
        while true {
            var number: Int32 = 0
            guard sigwait(&signals, &number) == 0 else { continue }
            if first.load(ordering: .relaxed) == 0 {
                first.store(number, ordering: .relaxed)
                if StandardStreams.errorIsTerminal {
                    StandardStreams.writeError("\r\u{1B}[Kpausing; once more ends at once\n")
                }
            } else {
                partialFiles.withLock { paths in
                    for path in paths { _ = unlink(path) }
                }
                _exit(128 + number)
            }
        }
    }
}
