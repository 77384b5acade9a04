import Glibc
import MarketServer
import Persistence
import Synchronization

/// How a server ended.
enum ServeOutcome {
    /// As it was asked to; whether the run is over for good.
    case ended(isOver: Bool)
    case failed(ServerFault)

    /// The events up to which the tables of a run that is over are made at once.
    private static let quickTables: Int64 = 300_000

    /// Serves until a signal comes or the server fails.
    ///
    /// - Parameter whenListening: Called with the server's URL.
    static func wait(
        for server: MarketServer, _ signals: SignalWatch,
        whenListening: @escaping @Sendable (String) -> Void
    ) -> ServeOutcome {
        let outcome = Outcome()
        Task {
            do {
                let isOver = try await server.run(whenListening: whenListening)
                outcome.set(.ended(isOver: isOver))
            } catch let fault as ServerFault {
                outcome.set(.failed(fault))
            } catch {
                outcome.set(.failed(ServerFault(isOfStore: true, description: "\(error)")))
            }
        }
        var isStopping = false
        while true {
            if let found = outcome.get() { return found }
            if signals.received != nil && !isStopping {
                isStopping = true
                server.stop()
            }
            usleep(10_000)
        }
    }

    /// Says what there is to say, and makes the tables of a run that is over.
    ///
    /// - Throws: ``CommandFailure`` after a fault.
    func finish(_ run: Int64, in store: StoreOptions) throws {
        switch self {
        case .failed(let fault) where fault.isOfStore:
            throw CommandFailure(
                status: .writeFault,
                message: "\(fault); what is committed stays, and "
                    + "'\(store.command("serve --resume", run))' goes on")
        case .failed(let fault):
            throw CommandFailure(status: .wrongInput, message: fault.description)
        case .ended(isOver: false):
            StandardStreams.note(
                "paused; '\(store.command("serve --resume", run))' goes on")
        case .ended(isOver: true):
            let opened = try store.open(for: .changing)
            let events = try opened.run(run).eventCount
            if events <= Self.quickTables {
                try opened.rebuild(run)
            } else {
                StandardStreams.note(
                    "the run is over; '\(store.command("runs rebuild", run))' makes its tables")
            }
        }
    }
}

/// An outcome that another thread waits for.
private final class Outcome: Sendable {
    private let value = Mutex<ServeOutcome?>(nil)

    func set(_ outcome: ServeOutcome) { value.withLock { $0 = outcome } }

    func get() -> ServeOutcome? { value.withLock { $0 } }
}
