import GRDB

/// A file with what the runs of a sweep came to: a database of its own, one file, in the order
/// of the plan.
public final class ResultsStore: Sendable {
    /// What a file has the results of.
    public struct Origin: Hashable, Sendable {
        /// What tells the plan from any other: 16 hexadecimal digits.
        public var planID: String
        /// The plan as canonical JSON.
        public var plan: String
        /// Which part of it, from 1.
        public var shard: Int
        /// Of how many parts.
        public var shards: Int
        /// What made it.
        public var engineVersion: String

        /// Describes a part of a plan.
        public init(planID: String, plan: String, shard: Int, shards: Int, engineVersion: String) {
            self.planID = planID
            self.plan = plan
            self.shard = shard
            self.shards = shards
            self.engineVersion = engineVersion
        }

        /// For people.
        var words: String {
            "plan \(planID)" + (shards == 1 ? "" : ", part \(shard) of \(shards)")
                + ", by version \(engineVersion)"
        }
    }

    let file: StoreFile
    let queue: DatabaseQueue
    /// Kept for as long as the file may be written.
    private let lock: RunLock?
    /// What the file has the results of.
    public let origin: Origin

    /// The path as the user named it.
    public var path: String { file.name }

    /// Whether there is a results file at a path; anything else that is there is refused.
    public static func exists(at path: String) throws(StoreError) -> Bool {
        try StoreFile(path, .results).isThere()
    }

    /// Opens a file to read it.
    ///
    /// - Throws: What is wrong with the file, which is then as it was.
    public init(reading path: String) throws(StoreError) {
        file = try StoreFile(path, .results)
        guard try file.isThere() else {
            throw .noResults(path: path)
        }
        guard try RunStore.pendingMigrations(file).isEmpty else { throw .older(path: path) }
        queue = try RunStore.connectForReading(file)
        lock = nil
        guard let origin = try Self.origin(in: queue, file) else {
            throw .fault(path: path, reason: "it has no plan; the sweep did not begin")
        }
        self.origin = origin
    }

    /// Opens a file to write into it, and keeps others from doing so.
    ///
    /// - Parameters:
    ///   - path: Where it is, or is to be.
    ///   - origin: What it is to have the results of.
    ///   - resumes: Whether it may be there already.
    /// - Throws: What is wrong with the file, which is then as it was;
    ///   ``StoreError/otherPlan(path:found:expected:)`` for one of something else.
    public init(writing path: String, _ origin: Origin, resumes: Bool) throws(StoreError) {
        file = try StoreFile(path, .results)
        if try !file.isThere() {
            try file.create()
        } else if !resumes {
            throw .occupied(path: path)
        }
        let pending = try RunStore.pendingMigrations(file)
        if pending.isEmpty, let found = try Self.origin(in: file), found != origin {
            throw .otherPlan(path: path, found: found.words, expected: origin.words)
        }
        guard let lock = try RunLock(file, 0) else { throw .busy(path: path) }
        self.lock = lock
        queue = try RunStore.connectForWriting(file, durability: .full)
        try RunStore.migrate(queue, file, pending)
        self.origin = origin
        try write { database in
            try database.execute(
                sql: """
                    INSERT OR IGNORE INTO plan (id, plan_id, plan, shard, shards, engine_version)
                    VALUES (1, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    origin.planID, origin.plan, origin.shard, origin.shards, origin.engineVersion,
                ])
        }
        guard try Self.origin(in: queue, file) == origin else {
            throw .otherPlan(path: path, found: "another plan", expected: origin.words)
        }
    }

    /// Gives the file up; what was added is in it.
    public func close() throws(StoreError) {
        do { try queue.close() } catch { throw StoreError(error, path: path) }
        lock?.release()
    }

    private static func origin(in file: StoreFile) throws(StoreError) -> Origin? {
        let queue = try RunStore.connectForReading(file)
        defer { try? queue.close() }
        return try origin(in: queue, file)
    }

    private static func origin(
        in queue: DatabaseQueue, _ file: StoreFile
    ) throws(StoreError) -> Origin? {
        do {
            return try queue.read { database in
                try Row.fetchOne(database, sql: "SELECT * FROM plan").map { row in
                    let shard: Int64 = try row.field("shard", of: "plan")
                    let shards: Int64 = try row.field("shards", of: "plan")
                    return Origin(
                        planID: try row.field("plan_id", of: "plan"),
                        plan: try row.field("plan", of: "plan"), shard: Int(shard),
                        shards: Int(shards),
                        engineVersion: try row.field("engine_version", of: "plan"))
                }
            }
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
