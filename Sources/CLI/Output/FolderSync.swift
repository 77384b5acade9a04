import Glibc

/// Makes new names in a folder outlast a power failure.
enum FolderSync {
    /// Waits until a folder is on its disk, where the file system can do that.
    ///
    /// - Parameter path: Of the folder; empty for the working directory.
    /// - Throws: ``WriteFault`` when the disk says that it has failed. A folder that may not be
    ///   read cannot be asked for it, and is no fault.
    static func synchronize(_ path: String) throws(WriteFault) {
        let name = path.isEmpty ? "." : path
        let descriptor = open(name, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { return }
        defer { close(descriptor) }
        guard fsync(descriptor) != 0, errno != EINVAL, errno != ENOTSUP else { return }
        throw WriteFault(name: name, code: errno)
    }
}
