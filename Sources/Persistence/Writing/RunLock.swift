import Glibc

/// The right to write a run: a locked byte of a file beside the store.
///
/// The kernel drops the lock with the process that holds it, however that ends, so a lock is
/// never stale. It belongs to the open file and not to the process, so that two writers of one
/// process exclude each other as well.
final class RunLock: Sendable {
    /// `F_OFD_GETLK` and `F_OFD_SETLK` of Linux, which the system's module leaves out.
    private static let getLock: Int32 = 36
    private static let setLock: Int32 = 37

    private let descriptor: Int32
    private let run: Int64

    /// Locks a run.
    ///
    /// - Returns: `nil` while somebody else holds it.
    init?(_ file: StoreFile, _ run: Int64) throws(StoreError) {
        let name = file.path + "-lock"
        self.run = run
        descriptor = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
        guard descriptor >= 0 else { throw .system(name) }
        var region = Self.region(of: run)
        guard fcntl(descriptor, Self.setLock, &region) != 0 else { return }
        let code = errno
        guard code == EAGAIN || code == EACCES else { throw .system(name, code: code) }
        return nil
    }

    /// Whether somebody writes a run.
    static func isHeld(_ file: StoreFile, _ run: Int64) throws(StoreError) -> Bool {
        let name = file.path + "-lock"
        let descriptor = open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        if descriptor < 0 {
            guard errno == ENOENT else { throw .system(name) }
            return false
        }
        defer { close(descriptor) }
        var region = region(of: run)
        guard fcntl(descriptor, Self.getLock, &region) == 0 else { throw .system(name) }
        return region.l_type != Int16(F_UNLCK)
    }

    /// Whether a process has the file of the locks open.
    static func isOpen(_ file: StoreFile, in process: Int32) -> Bool {
        let name = file.path + "-lock"
        let folder = "/proc/\(process)/fd"
        guard let entries = opendir(folder) else { return false }
        defer { closedir(entries) }
        var (own, other) = (stat(), stat())
        guard stat(name, &own) == 0 else { return false }
        while let entry = readdir(entries) {
            let link = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if stat(folder + "/" + link, &other) == 0, own.st_dev == other.st_dev,
                own.st_ino == other.st_ino
            {
                return true
            }
        }
        return false
    }

    /// Gives the run up; an object that goes away does the same.
    func release() {
        var region = Self.region(of: run)
        region.l_type = Int16(F_UNLCK)
        _ = fcntl(descriptor, Self.setLock, &region)
    }

    deinit { close(descriptor) }

    private static func region(of run: Int64) -> flock {
        var region = flock()
        region.l_type = Int16(F_WRLCK)
        region.l_whence = Int16(SEEK_SET)
        region.l_start = off_t(run)
        region.l_len = 1
        return region
    }
}
