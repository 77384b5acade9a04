import Glibc
import Runner

/// The file of `--trace-events`, whole or not at all.
///
/// An ordinary file is written beside its place and put there at the end; a pipe, a device or
/// standard output (`-`) is written as the run goes.
final class TraceFile: TraceSink {
    /// The path as the user named it.
    let name: String
    /// What is removed when the command ends early; `nil` when there is no such file.
    private(set) var partialPath: String?

    private let place: TracePlace
    private let writer: FileWriter
    private let isStandardOutput: Bool

    /// Opens the file.
    ///
    /// - Parameter label: Tells the files of one command apart while they are written.
    init(_ path: String, label: String = "") throws(WriteFault) {
        name = path == "-" ? "standard output" : path
        isStandardOutput = path == "-"
        let place = try TracePlace(path)
        self.place = place
        if isStandardOutput {
            writer = FileWriter(1, name: name)
            return
        }
        let flags = O_WRONLY | O_CLOEXEC | O_NOCTTY
        var opened: Int32
        if place.isReplaceable {
            let partial = place.directory + ".catallaxy-\(getpid())\(label).partial"
            opened = open(partial, flags | O_CREAT | O_EXCL, 0o666)
            partialPath = partial
            if let mode = place.mode, opened >= 0 { fchmod(opened, mode) }
        } else {
            opened = open(place.path, flags)
        }
        guard opened >= 0 else { throw WriteFault(name: path, code: errno) }
        writer = FileWriter(opened, name: path)
    }

    /// Whether two paths lead to the same file.
    static func isSame(_ path: String, _ other: String) -> Bool {
        var (first, second) = (stat(), stat())
        return stat(path, &first) == 0 && stat(other, &second) == 0
            && first.st_dev == second.st_dev && first.st_ino == second.st_ino
    }

    func write(_ lines: [UInt8]) throws {
        try writer.write(lines)
    }

    /// Puts the finished file into its place.
    func finish() throws(WriteFault) {
        guard let partialPath else {
            try writer.flush()
            return
        }
        try writer.synchronize()
        writer.close()
        if rename(partialPath, place.path) != 0 {
            throw WriteFault(name: name, code: errno)
        }
        self.partialPath = nil
        try FolderSync.synchronize(place.directory)
    }

    /// Removes what was written so far.
    ///
    /// - Returns: Whether what stood in its place before stands there still.
    func abandon() -> Bool {
        guard let partialPath else { return false }
        writer.close()
        unlink(partialPath)
        self.partialPath = nil
        return true
    }
}

/// Where a path leads.
private struct TracePlace {
    /// Without symbolic links, where it exists.
    let path: String
    /// With a slash at its end; empty for the working directory.
    let directory: String
    /// Whether it is an ordinary file, or nothing yet.
    let isReplaceable: Bool
    /// Who may do what with the file that is there; `nil` when there is none.
    let mode: mode_t?

    init(_ given: String) throws(WriteFault) {
        guard !given.isEmpty, !given.utf8.contains(0) else {
            throw WriteFault(name: "--trace-events ''", code: ENOENT)
        }
        var status = stat()
        if stat(given, &status) != 0 {
            guard errno == ENOENT else { throw WriteFault(name: given, code: errno) }
            // A link that leads nowhere is not to be replaced by a file.
            if lstat(given, &status) == 0 { throw WriteFault(name: given, code: ENOENT) }
            isReplaceable = true
            path = given
            mode = nil
        } else {
            let kind = status.st_mode & S_IFMT
            if kind == S_IFDIR { throw WriteFault(name: given, code: EISDIR) }
            if access(given, W_OK) != 0 { throw WriteFault(name: given, code: errno) }
            isReplaceable = kind == S_IFREG
            path = Self.resolved(given)
            mode = status.st_mode & 0o7777
        }
        directory = Self.directory(of: path)
    }

    /// Up to the last slash; empty without one.
    private static func directory(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }

    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }
}
