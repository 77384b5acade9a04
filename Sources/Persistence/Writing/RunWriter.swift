import Foundation
import GRDB
public import History

/// Writes the events of a run while it goes on, by a thread of its own.
///
/// The producer copies each event into a chunk; the thread commits chunk by chunk. Chunks end
/// where ticks end, so what is committed is always the end of a tick. At most
/// ``ChunkQueue/chunkCount`` chunks are in memory; when the disk is slower the producer waits.
///
/// A run that is continued seals its events again from the first one: those that are stored
/// already are not written but compared, all at once, by the hash of the last of them.
public final class RunWriter: EventRecorder {
    /// The rows after which a chunk is handed over, at the end of their tick.
    public static let chunkRowCount = 10_000
    /// How long rows may wait for their chunk to fill.
    public static let patience = Duration.seconds(1)

    /// The run as it was when the writer began.
    public let run: StoredRun

    private let store: RunStore
    private let lock: RunLock
    private let chunks = ChunkQueue()
    private let appender: EventAppender
    private let storedHash: [UInt8]
    private var chunk: EventChunk
    private var nextSequence: Int64
    private var handedOver = ContinuousClock.now
    private var isFinished = false

    /// Locks a run, marks it as running and starts the thread.
    ///
    /// - Throws: ``StoreError/alreadyWritten(run:pid:)`` while another writer has it.
    public init(
        _ store: RunStore, run number: Int64, durability: RunStore.Durability = .full
    ) throws(StoreError) {
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
        let queue = try RunStore.connectForWriting(store.file, durability: durability)
        appender = try EventAppender(queue, number, path: store.path)
        chunk = try chunks.takeFree()
        chunk.restart(at: nextSequence, previousHash: storedHash)
        let thread = Thread { [chunks, appender] in
            chunks.serve { chunk throws(StoreError) in try appender.write(chunk) }
        }
        thread.name = "catallaxy-store"
        thread.start()
    }

    deinit {
        guard !isFinished else { return }
        // Left without a word, as by a crash: what was handed over is kept, the rest is not.
        chunks.close()
        chunks.join()
    }

    /// Takes the event that was sealed last.
    ///
    /// - Throws: ``StoreError/historyDiffers(run:sequence:expected:found:)`` where the run does
    ///   not repeat what is stored of it.
    public func record(_ event: SealedEvent) throws {
        guard event.sequence >= run.eventCount else {
            if event.sequence == run.eventCount - 1 { try compare(event) }
            return
        }
        chunk.append(event)
        nextSequence += 1
    }

    /// Ends a tick: the place where a chunk may end.
    ///
    /// - Throws: What a write has failed with. Nothing is tried again, and every later call
    ///   throws the same.
    public func endTick(ticksDone: Int64) throws {
        try chunks.check()
        guard !chunk.isEmpty else { return }
        chunk.ticksDone = ticksDone
        let isFull = chunk.rows.count >= Self.chunkRowCount
        if isFull || ContinuousClock.now - handedOver > Self.patience { try handOver() }
    }

    /// Waits until all events of the ticks that have ended are committed.
    ///
    /// - Precondition: No tick is open.
    public func flush() throws(StoreError) {
        if !chunk.isEmpty { try handOver() }
        try chunks.drain()
    }

    /// Commits what is left, says where the run stands and gives it up.
    ///
    /// - Throws: What a write has failed with; the run is given up all the same, and stays
    ///   `running` for whoever continues it.
    public func finish(_ status: RunStatus) throws(StoreError) {
        precondition(!isFinished, "a writer finishes once")
        isFinished = true
        defer {
            chunks.close()
            chunks.join()
            lock.release()
        }
        try flush()
        chunks.close()
        chunks.join()
        let number = run.run
        try store.write { try RunStore.set(status, writerPID: nil, of: number, in: $0) }
        try appender.close()
    }

    private func handOver() throws(StoreError) {
        let (full, hash) = (chunk, chunk.lastHash)
        chunks.submit(full)
        chunk = try chunks.takeFree()
        chunk.restart(at: nextSequence, previousHash: hash)
        handedOver = .now
    }

    private func compare(_ event: SealedEvent) throws(StoreError) {
        guard !event.hash.elementsEqual(storedHash) else { return }
        throw .historyDiffers(
            run: run.run, sequence: event.sequence, expected: run.headHash,
            found: Digest.hex(event.hash))
    }
}
