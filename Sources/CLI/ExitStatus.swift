/// What the command leaves to whoever called it.
enum ExitStatus: Int32 {
    case fine = 0
    /// A comparison found a difference.
    case checkFailed = 1
    /// Wrong usage or input, a missing or unreadable file included.
    case wrongInput = 2
    /// A fault while writing, or of the database.
    case writeFault = 3
    /// A record was found wrong.
    case recordWrong = 4
    /// Paused by SIGHUP: the terminal is gone.
    case hungUp = 129
    /// Paused by SIGINT.
    case interrupted = 130
    /// Paused by SIGTERM.
    case terminated = 143

    /// What a pause leaves.
    ///
    /// - Parameter signal: One of those that a ``SignalWatch`` waits for.
    init(pausedBy signal: Int32) { self = ExitStatus(rawValue: 128 + signal) ?? .terminated }
}

/// An end that is not fine: one line that says what, where and what to do.
struct CommandFailure: Error {
    let status: ExitStatus
    let message: String
}

/// An end that is not fine and whose reason has been told already.
struct AlreadySaid: Error {
    let status: ExitStatus
}
