import Foundation

/// Between the producer and the writer thread: a few chunks that go round.
///
/// Every field is guarded by the condition, so it is Sendable.
final class ChunkQueue: @unchecked Sendable {
    /// How many chunks there are: one being filled, the others on their way.
    static let chunkCount = 4

    private let condition = NSCondition()
    private var free: [EventChunk] = []
    private var made = 0
    private var waiting: [EventChunk] = []
    private var isWriting = false
    private var isClosed = false
    private var isStopped = false
    private var failure: StoreError?

    /// An empty chunk; waits for the disk while all are on their way.
    func takeFree() throws(StoreError) -> EventChunk {
        condition.lock()
        defer { condition.unlock() }
        while free.isEmpty && made == Self.chunkCount && failure == nil { condition.wait() }
        if let failure { throw failure }
        if let chunk = free.popLast() { return chunk }
        made += 1
        return EventChunk()
    }

    /// Sends a chunk on its way.
    func submit(_ chunk: EventChunk) {
        condition.lock()
        waiting.append(chunk)
        condition.broadcast()
        condition.unlock()
    }

    /// Waits until everything submitted is committed.
    func drain() throws(StoreError) {
        condition.lock()
        defer { condition.unlock() }
        while (isWriting || !waiting.isEmpty) && failure == nil { condition.wait() }
        if let failure { throw failure }
    }

    /// What ended the writer.
    func check() throws(StoreError) {
        condition.lock()
        defer { condition.unlock() }
        if let failure { throw failure }
    }

    /// No more chunks come.
    func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        condition.unlock()
    }

    /// Waits for the end of the writer thread.
    func join() {
        condition.lock()
        while !isStopped { condition.wait() }
        condition.unlock()
    }

    /// Writes chunks as they come, until the queue is closed and empty or a write has failed;
    /// the body of the writer thread.
    func serve(_ write: (EventChunk) throws(StoreError) -> Void) {
        while let chunk = next() {
            do throws(StoreError) {
                try write(chunk)
                giveBack(chunk)
            } catch {
                stop(error)
                return
            }
        }
        stop(nil)
    }

    private func next() -> EventChunk? {
        condition.lock()
        defer { condition.unlock() }
        while waiting.isEmpty && !isClosed { condition.wait() }
        if waiting.isEmpty { return nil }
        isWriting = true
        return waiting.removeFirst()
    }

    private func giveBack(_ chunk: EventChunk) {
        condition.lock()
        isWriting = false
        free.append(chunk)
        condition.broadcast()
        condition.unlock()
    }

    private func stop(_ fault: StoreError?) {
        condition.lock()
        failure = fault
        isStopped = true
        condition.broadcast()
        condition.unlock()
    }
}
