import GRDB
import GRDBSQLite
import Glibc
public import History

/// Writes a run that is served: whenever it is told to, within ticks too, and whatever came from
/// outside in the same transaction as what followed from it.
///
/// There is no thread and no queue: a commit returns when it is on the disk. A run that goes on
/// seals its stored events again; they are compared by the hash of the last of them.
public final class ServedRunWriter: EventRecorder {
    /// The run as it was when the writer began.
    public let run: StoredRun

    private let store: RunStore
    private let lock: RunLock
    private let appender: EventAppender
    private let inserts: ServedInserts
    private let storedHash: [UInt8]
    private let chunk = EventChunk()
    private var nextSequence: Int64
    private var ticksDone: Int64
    private var inputs: [StoredInput] = []
    private var answers: [StoredAnswer] = []
    private var keys: [StoredKey] = []
    private var nextInput: Int64
    /// The number of the next answer.
    public private(set) var nextAnswer: Int64
    private var isFinished = false
    private let log: LogGauge

    /// Locks a run and marks it as running; every commit outlasts a power failure.
    ///
    /// - Throws: ``StoreError/alreadyWritten(run:pid:)`` while another writer has it.
    public init(_ store: RunStore, run number: Int64) throws(StoreError) {
        self.store = store
        lock = try store.lock(number)
        run = try store.write { database in
            let run = try RunStore.fetch(number, from: database)
            try RunStore.set(.running, writerPID: getpid(), of: number, in: database)
            return run
        }
        guard let hash = run.headHash.isEmpty ? [] : Digest.bytes(ofHex: run.headHash) else {
            throw .fault(path: store.path, reason: "run \(number) has a bad head hash")
        }
        storedHash = hash
        nextSequence = run.eventCount
        ticksDone = run.ticksDone
        (nextInput, nextAnswer) = try store.nextNumbers(of: number)
        let queue = try RunStore.connectForWriting(store.file, durability: .full)
        // The log is copied into the database by somebody else: a commit does not wait for that.
        do { try queue.writeWithoutTransaction { try $0.execute(sql: Self.noCheckpoints) } } catch {
            throw StoreError(error, path: store.path)
        }
        appender = try EventAppender(queue, number, path: store.path)
        inserts = try ServedInserts(appender, number)
        log = try LogGauge(appender)
        chunk.restart(at: nextSequence, previousHash: storedHash)
    }

    private static let noCheckpoints = "PRAGMA wal_autocheckpoint = 0"

    /// Whether the run has sealed all that is stored of it again.
    public var hasCaughtUp: Bool { run.eventCount == 0 || isAtStoredEnd }
    private var isAtStoredEnd = false

    /// Takes the event that was sealed last.
    ///
    /// - Throws: ``StoreError/historyDiffers(run:sequence:expected:found:)`` where the run does
    ///   not repeat what is stored of it.
    public func record(_ event: SealedEvent) throws {
        guard event.sequence >= run.eventCount else {
            guard event.sequence == run.eventCount - 1 else { return }
            guard event.hash.elementsEqual(storedHash) else {
                throw StoreError.historyDiffers(
                    run: run.run, sequence: event.sequence, expected: run.headHash,
                    found: Digest.hex(event.hash))
            }
            isAtStoredEnd = true
            return
        }
        chunk.append(event)
        nextSequence += 1
    }

    /// Notes that a tick has ended; what it brought waits for the next commit.
    public func endTick(ticksDone: Int64) { self.ticksDone = ticksDone }

    /// Keeps something the run was told; its number is the next one.
    public func keep(_ input: StoredInput) {
        inputs.append(input)
        inputs[inputs.count - 1].receiveSequence = nextInput
        nextInput += 1
    }

    /// Keeps an answer.
    ///
    /// - Returns: Its number.
    public func keep(_ answer: StoredAnswer) -> Int64 {
        answers.append(answer)
        nextAnswer += 1
        return nextAnswer - 1
    }

    /// Keeps a key, or what has become of it.
    public func keep(_ key: StoredKey) { keys.append(key) }

    /// Whether anything waits for a commit.
    public var isDirty: Bool {
        !chunk.isEmpty || !inputs.isEmpty || !answers.isEmpty || !keys.isEmpty
    }

    /// Commits whatever waits, all or nothing, and returns when that is on the disk.
    ///
    /// - Parameter openTick: The number of the tick that is open, if one is.
    /// - Throws: What failed. Nothing may be written after that.
    public func commit(openTick: Int64?) throws(StoreError) {
        guard isDirty else { return }
        chunk.ticksDone = ticksDone
        chunk.openTick = openTick
        let firstAnswer = nextAnswer - Int64(answers.count)
        try appender.write(chunk) { handle throws(StoreError) in
            for input in inputs { try inserts.insert(input, handle) }
            for (place, answer) in answers.enumerated() {
                try inserts.insert(answer, number: firstAnswer + Int64(place), handle)
            }
            for key in keys { try inserts.insert(key, handle) }
        }
        chunk.restart(at: nextSequence, previousHash: chunk.lastHash)
        inputs.removeAll(keepingCapacity: true)
        answers.removeAll(keepingCapacity: true)
        keys.removeAll(keepingCapacity: true)
    }

    /// How many pages the log holds that are not known to be copied into the database.
    public var logPageCount: Int { log.pageCount }

    /// Copies what is in the log into the database, as far as no reader is in the way.
    ///
    /// - Throws: What failed. Nothing may be written after that.
    public func copyLog() throws(StoreError) {
        try appender.onConnection { handle throws(StoreError) in
            let code = sqlite3_wal_checkpoint_v2(
                handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
            // Somebody else copies: there is nothing to wait for.
            if code != SQLITE_OK && code != SQLITE_BUSY { throw appender.fault(of: handle) }
        }
    }

    /// The answer of a number, committed or waiting.
    public func answer(_ number: Int64) throws(StoreError) -> StoredAnswer? {
        let place = Int(number - (nextAnswer - Int64(answers.count)))
        if answers.indices.contains(place) { return answers[place] }
        return try inserts.answer(number)
    }

    /// Says where the run stands and gives it up; what was not committed is dropped.
    public func finish(_ status: RunStatus) throws(StoreError) {
        precondition(!isFinished, "a writer finishes once")
        isFinished = true
        defer { lock.release() }
        let number = run.run
        try store.write { try RunStore.set(status, writerPID: nil, of: number, in: $0) }
        inserts.finalize()
        try appender.close()
    }
}
