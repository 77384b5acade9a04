import GRDB
import GRDBSQLite
import Glibc

/// A file of runs: what happened in them, and what is needed to go on with them.
///
/// One store may be open in many processes: SQLite keeps writers apart, and readers never wait.
public final class RunStore: Sendable {
    /// What a store is opened for.
    public enum Access: Hashable, Sendable {
        /// To read; there has to be one.
        case reading
        /// To read and write; there has to be one, and it is brought up to date.
        case changing
        /// To read and write; made when there is none, and brought up to date.
        case writing
    }

    /// When a commit counts as done.
    public enum Durability: String, Hashable, Sendable {
        /// It outlasts a power failure.
        case full = "FULL"
        /// It outlasts the process; the last ones may be lost when the power fails.
        case normal = "NORMAL"
    }

    /// How long a writer waits for another one.
    public static let busySeconds = 5

    let file: StoreFile
    let queue: DatabaseQueue

    /// The path as the user named it.
    public var path: String { file.name }

    /// Opens a store.
    ///
    /// - Throws: What is wrong with the file, which is then as it was.
    public init(_ path: String, for access: Access) throws(StoreError) {
        file = try StoreFile(path)
        if try !file.isThere() {
            guard access == .writing else { throw .missing(path: path) }
            try file.create()
        }
        let pending = try Self.pendingMigrations(file)
        switch access {
        case .reading:
            guard pending.isEmpty else { throw .older(path: path) }
            queue = try Self.connectForReading(file)
        case .changing, .writing:
            queue = try Self.connectForWriting(file, durability: .full)
            try Self.migrate(queue, file, pending)
        }
    }

    /// A connection of its own to write through.
    static func connectForWriting(
        _ file: StoreFile, durability: Durability
    ) throws(StoreError) -> DatabaseQueue {
        if access(file.path, W_OK) != 0 { throw .system(file.name) }
        var configuration = Configuration()
        configuration.label = "catallaxy"
        configuration.busyMode = .timeout(Double(busySeconds))
        // A failed append says so by an error and not by a trap, even if it cannot roll back.
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA synchronous = \(durability.rawValue)")
        }
        do {
            return try DatabaseQueue(path: file.path, configuration: configuration)
        } catch {
            throw StoreError(error, path: file.name)
        }
    }

    /// Where the log's index cannot be made, a file without a log is read as it stands.
    private static func connectForReading(_ file: StoreFile) throws(StoreError) -> DatabaseQueue {
        do throws(StoreError) {
            return try connectForReading(file, at: file.path)
        } catch {
            guard case .unwritable = error, file.hasNoLog else { throw error }
            return try connectForReading(file, at: file.immutableURI)
        }
    }

    private static func connectForReading(
        _ file: StoreFile, at place: String
    ) throws(StoreError) -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(Double(busySeconds))
        do {
            let queue = try DatabaseQueue(path: place, configuration: configuration)
            _ = try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
            return queue
        } catch {
            throw StoreError(error, path: file.name)
        }
    }

    /// The migrations a store still needs.
    ///
    /// A connection that may write would tidy up the log of a store it must not touch, and one
    /// that may not would leave an empty log behind; so a file without a log is read as it is.
    private static func pendingMigrations(_ file: StoreFile) throws(StoreError) -> [String] {
        let queue = try connectForReading(file, at: file.hasNoLog ? file.immutableURI : file.path)
        defer { try? queue.close() }
        let known = StoreSchema.migrator.migrations
        let applied: [String]
        do {
            applied = try queue.read { database in
                let table = "grdb_migrations"
                guard try database.tableExists(table) else { return [] }
                return try Row.fetchAll(database, sql: "SELECT * FROM \(table) ORDER BY rowid")
                    .map { try $0.field("identifier", of: table) }
            }
        } catch {
            throw StoreError(error, path: file.name)
        }
        let unknown = applied.filter { !known.contains($0) }
        guard unknown.isEmpty else { throw .newer(path: file.name, migrations: unknown) }
        return known.filter { !applied.contains($0) }
    }

    private static func migrate(
        _ queue: DatabaseQueue, _ file: StoreFile, _ pending: [String]
    ) throws(StoreError) {
        if pending.isEmpty { return }
        do {
            try StoreSchema.migrator.migrate(queue)
        } catch {
            throw StoreError(error, path: file.name)
        }
    }

    func read<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
        do { return try queue.read(body) } catch { throw StoreError(error, path: path) }
    }

    func write<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
        do { return try queue.write(body) } catch { throw StoreError(error, path: path) }
    }
}

extension StoreFile {
    /// Whether everything committed is in the file itself.
    var hasNoLog: Bool {
        var status = stat()
        return stat(path + "-wal", &status) != 0 || status.st_size == 0
    }
}
