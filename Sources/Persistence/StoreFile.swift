import GRDB
import GRDBSQLite
import Glibc

/// The file of a store: where it is, whether it is one, and how a new one comes to be.
struct StoreFile: Sendable {
    /// As the user named it.
    let name: String
    /// Absolute and without symbolic links; so it never looks like a URI.
    let path: String

    init(_ name: String) throws(StoreError) {
        guard !name.isEmpty, !name.utf8.contains(0) else { throw .missing(path: "''") }
        self.name = name
        if let path = Self.resolved(name) {
            self.path = path
            return
        }
        guard errno == ENOENT else { throw .system(name) }
        let slash = name.lastIndex(of: "/")
        let directory = slash.map { String(name[...$0]) } ?? "."
        guard let place = Self.resolved(directory) else {
            throw errno == ENOENT || errno == ENOTDIR ? .noDirectory(path: name) : .system(name)
        }
        let last = slash.map { name[name.index(after: $0)...] } ?? name[...]
        path = (place == "/" ? "" : place) + "/" + last
    }

    private static let headerByteCount = 100

    private static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    /// Whether there is a store; anything else that is there is refused, untouched.
    func isThere() throws(StoreError) -> Bool {
        var status = stat()
        if stat(path, &status) != 0 {
            guard errno == ENOENT else { throw .system(name) }
            return false
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: name) }
        guard status.st_size > 0 else { throw .empty(path: name) }
        // SQLite takes the shortest files for empty databases.
        guard status.st_size >= Self.headerByteCount else { throw .notADatabase(path: name) }
        guard try applicationID() == StoreSchema.applicationID else {
            throw .foreign(path: name)
        }
        return true
    }

    /// The mark in the header.
    ///
    /// SQLite reads it, and not a descriptor of ours: closing one would drop the locks that
    /// other connections of this process hold.
    private func applicationID() throws(StoreError) -> Int32 {
        do throws(StoreError) {
            return try applicationID(at: immutableURI)
        } catch {
            // Whoever dies while the log is copied into the file leaves a header that is ahead of
            // the file; only the log tells the whole.
            if hasNoLog { throw error }
            return try applicationID(at: path)
        }
    }

    /// Read by a connection that, at ``immutableURI``, takes no locks and makes no files.
    private func applicationID(at place: String) throws(StoreError) -> Int32 {
        var handle: OpaquePointer?
        defer { sqlite3_close(handle) }
        var code = sqlite3_open_v2(place, &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nil)
        sqlite3_busy_timeout(handle, Int32(RunStore.busySeconds * 1_000))
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        if code == SQLITE_OK {
            code = sqlite3_prepare_v2(handle, "PRAGMA application_id", -1, &statement, nil)
        }
        if code == SQLITE_OK { code = sqlite3_step(statement) }
        guard code == SQLITE_ROW else { throw StoreError(code: code, message: nil, path: name) }
        return sqlite3_column_int(statement, 0)
    }

    /// Names the file as one that nobody changes while it is read, every odd byte escaped.
    var immutableURI: String {
        let escaped = path.utf8.map { byte -> String in
            let character = Character(Unicode.Scalar(byte))
            let isPlain = character.isASCII && (character.isLetter || character.isNumber)
            if isPlain || character == "/" { return String(character) }
            return (byte < 16 ? "%0" : "%") + String(byte, radix: 16)
        }
        return "file:" + escaped.joined() + "?immutable=1"
    }

    /// Makes a store under another name and links it to its own when it is whole.
    ///
    /// Whoever is second finds that of the first and uses it.
    func create() throws(StoreError) {
        let partial = path + ".new-\(getpid())"
        remove(partial)
        defer { remove(partial) }
        do {
            let queue = try DatabaseQueue(path: partial)
            try queue.writeWithoutTransaction { database in
                try database.execute(
                    sql: """
                        PRAGMA page_size = \(StoreSchema.pageByteCount);
                        PRAGMA application_id = \(StoreSchema.applicationID);
                        PRAGMA synchronous = FULL;
                        """)
            }
            try StoreSchema.migrator.migrate(queue)
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA journal_mode = WAL")
            }
            try queue.close()
        } catch {
            throw StoreError(error, path: name)
        }
        if link(partial, path) != 0 && errno != EEXIST { throw .system(name) }
        try synchronizeDirectory()
    }

    private func remove(_ partial: String) {
        for suffix in ["", "-journal", "-wal", "-shm"] { unlink(partial + suffix) }
    }

    /// Makes the new name outlast a power failure, where the file system can.
    private func synchronizeDirectory() throws(StoreError) {
        let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        let descriptor = Glibc.open(directory, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { return }
        defer { close(descriptor) }
        guard fsync(descriptor) != 0, errno != EINVAL, errno != ENOTSUP else { return }
        // The store is whole and stays; what was to come first cannot be relied on.
        throw .system(name)
    }
}
