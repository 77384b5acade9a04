import Dispatch
import Foundation
import History
import MarketModel
import MarketServer
import Persistence
import Primitives
import Runner
import Synchronization

/// Keeps a run that is served in a store.
///
/// Used by the thread that owns the run.
final class StoreKeeper: RunKeeper {
    /// The pages of the log after which they are copied into the database by another thread.
    private static let manyPages = 1_000
    /// The pages after which a commit waits for that: 128 MiB.
    private static let tooManyPages = 8_192

    let writer: ServedRunWriter
    private let store: RunStore
    private let market: MarketDescription
    private let copier: LogCopier

    init(_ writer: ServedRunWriter, of store: RunStore, market: MarketDescription) throws {
        self.writer = writer
        self.store = store
        self.market = market
        copier = try LogCopier(store.path)
    }

    func record(_ event: SealedEvent) throws { try writer.record(event) }

    func endTick(ticksDone: Int64) { writer.endTick(ticksDone: ticksDone) }

    func keep(_ input: RunInput) {
        writer.keep(
            StoredInput(
                receiveSequence: 0, tick: input.tick.index,
                agent: input.agent.map { Int64($0.index) }, action: input.document(in: market)))
    }

    func keep(_ answer: KeptAnswer) -> Int64 {
        writer.keep(
            StoredAnswer(
                agent: Int64(answer.agent.index), key: answer.key,
                fingerprint: answer.fingerprint, status: Int64(answer.status),
                body: answer.body))
    }

    func keep(_ key: APIKey) {
        writer.keep(
            StoredKey(
                id: key.id, agent: key.agent.map { Int64($0.index) }, secretHash: key.secretHash,
                expiresAt: key.expiresAt, revokedAt: key.revokedAt))
    }

    func answer(_ number: Int64) throws -> KeptAnswer? {
        try writer.answer(number).map { stored in
            KeptAnswer(
                agent: AgentID(Int(stored.agent)), key: stored.key,
                fingerprint: stored.fingerprint, status: Int(stored.status), body: stored.body)
        }
    }

    func forEachAnswer(_ show: (_ number: Int64, AgentID, _ key: String) -> Void) throws {
        try store.forEachAnswer(of: writer.run.run) { number, agent, key in
            show(number, AgentID(Int(agent)), key)
        }
    }

    func keys() throws -> [APIKey] {
        try store.keys(of: writer.run.run).map { stored in
            APIKey(
                id: stored.id, agent: stored.agent.map { AgentID(Int($0)) },
                secretHash: stored.secretHash, expiresAt: stored.expiresAt,
                revokedAt: stored.revokedAt)
        }
    }

    var isDirty: Bool { writer.isDirty }

    func commit(openTick: Tick?) throws {
        guard writer.isDirty else { return }
        try writer.commit(openTick: openTick?.index)
        if writer.logPageCount > Self.tooManyPages {
            try writer.copyLog()
        } else if writer.logPageCount > Self.manyPages {
            copier.begin()
        }
    }

    func close(isOver: Bool) throws {
        copier.stop()
        try writer.finish(isOver ? .completed : .paused)
    }
}

/// Copies the log of a store into its database beside whoever writes it.
final class LogCopier: Sendable {
    private let store: RunStore
    private let isAtWork = Atomic<Bool>(false)
    private let queue = DispatchQueue(label: "catallaxy-log", qos: .utility)

    init(_ path: String) throws { store = try RunStore(path, for: .changing) }

    /// Begins to copy, unless that is being done.
    func begin() {
        let (wasIdle, _) = isAtWork.compareExchange(
            expected: false, desired: true, ordering: .acquiringAndReleasing)
        guard wasIdle else { return }
        queue.async { [self] in
            // What cannot be copied now stays in the log, where it is as safe.
            _ = try? store.checkpoint()
            isAtWork.store(false, ordering: .releasing)
        }
    }

    /// Waits for what has begun.
    func stop() { queue.sync {} }
}
