import Glibc

/// Puts a whole file into its place at once, beside what is there or instead of it.
struct NewFile {
    /// Where the file will be.
    let path: String

    /// Whether something has the name already; a link that leads nowhere has it too.
    var exists: Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    /// Writes a file: complete, or not at all.
    ///
    /// What a link points at is left alone: the link itself is what gets replaced.
    ///
    /// - Parameter replaces: Whether it may take the place of another; otherwise that stays,
    ///   even if it came into being a moment ago.
    /// - Throws: ``WriteFault``, with `EEXIST` for a file that stays.
    func write(_ text: String, replacing replaces: Bool) throws(WriteFault) {
        try write(Array(text.utf8), replacing: replaces)
    }

    /// Writes a file of these bytes; see ``write(_:replacing:)``.
    func write(_ bytes: [UInt8], replacing replaces: Bool) throws(WriteFault) {
        let partial = directory + ".catallaxy-\(getpid()).partial"
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY
        let descriptor = open(partial, flags, 0o666)
        guard descriptor >= 0 else { throw WriteFault(name: path, code: errno) }
        let writer = FileWriter(descriptor, name: path)
        do {
            defer { writer.close() }
            try writer.write(bytes)
            try writer.synchronize()
        } catch {
            unlink(partial)
            throw error
        }
        // A link, unlike a new name, is never put over a file that is there.
        let status = replaces ? rename(partial, path) : link(partial, path)
        let code = errno
        if status != 0 || !replaces { unlink(partial) }
        if status != 0 { throw WriteFault(name: path, code: code) }
        try FolderSync.synchronize(directory)
    }

    private var directory: String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }
}
