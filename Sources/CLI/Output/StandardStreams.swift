import Analytics
import Determinism
import Glibc

/// Standard output and standard error, with every failure noticed.
enum StandardStreams {
    /// Lets a closed pipe and a full quota be errors instead of signals, and keeps files that
    /// are opened later away from the places of closed streams.
    static func prepare() {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        for descriptor in Int32(0)...2 where fcntl(descriptor, F_GETFD) < 0 {
            // Opened the wrong way round, so that using it still fails.
            _ = open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY)
        }
    }

    static var outputIsTerminal: Bool { isatty(1) == 1 }
    static var errorIsTerminal: Bool { isatty(2) == 1 }

    /// Whether headings may be set off by control sequences.
    static var outputTakesStyles: Bool {
        guard outputIsTerminal, getenv("NO_COLOR") == nil else { return false }
        return getenv("TERM").map { String(cString: $0) != "dumb" } ?? false
    }

    /// Writes to standard output.
    static func print(_ text: String) throws(WriteFault) {
        let writer = FileWriter(1, name: "standard output")
        try writer.write(Array(text.utf8))
        try writer.flush()
    }

    /// Writes a line to standard output; control characters are spelt out.
    static func printSafely(_ line: String) { printOrExit(TerminalText.escaped(line) + "\n") }

    /// Writes to standard output and ends if that cannot be done: quietly when the reader has
    /// left, which is its right.
    static func printOrExit(_ text: String) {
        do {
            try print(text)
        } catch {
            if error.isClosedPipe { exit(ExitStatus.fine.rawValue) }
            complain("\(error.name) cannot be written: \(error.reason)")
            exit(ExitStatus.writeFault.rawValue)
        }
    }

    /// Writes a line to standard error; control characters are spelt out.
    static func complain(_ line: String) { note("catallaxy: " + line) }

    /// Writes a line to standard error without saying who speaks.
    static func note(_ line: String) {
        let joined = line.split(separator: "\n").joined(separator: "; ")
        writeError(TerminalText.escaped(joined) + "\n")
    }

    /// Writes to standard error as it is. That nobody reads there is no reason to stop.
    static func writeError(_ text: String) {
        let writer = FileWriter(2, name: "standard error")
        try? writer.write(Array(text.utf8))
        try? writer.flush()
    }
}
