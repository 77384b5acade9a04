import Dispatch
import MarketModel
import Synchronization

/// What all connections share.
struct ServerState: Sendable {
    /// What is traded; it does not change while a run is served, its fees aside.
    let market: MarketDescription
    let keys: KeyRing
    let engine: Engine
    let limits: RequestLimits
    let figures: ServerFigures
    let router: Router
    /// The history of the run, for streams that resume.
    let archive: (any RunArchive)?
    /// Where it is read.
    let archiveQueue = DispatchQueue(label: "catallaxy-archive", qos: .utility)
    /// The OpenAPI document.
    let openAPI: [UInt8]
}

/// What limits requests.
struct RequestLimits: Sendable {
    /// By key, or by address without one.
    let requests: RateLimiter
    /// By address: how often a key may be wrong.
    let failures: RateLimiter

    /// The longest body, in bytes.
    static let bodyBytes = 65_536
    /// How deep JSON may be nested.
    static let depth = 32
}

/// What is counted of requests and connections.
final class ServerFigures: Sendable {
    let connections = Atomic<Int>(0)
    let streams = Atomic<Int>(0)
    let refusedConnections = Atomic<Int64>(0)
    let slowStreams = Atomic<Int64>(0)
    let streamMessages = Atomic<Int64>(0)
    /// By the first digit of the status.
    private let responses: [Counter] = (0..<6).map { _ in Counter() }

    private final class Counter: Sendable { let value = Atomic<Int64>(0) }

    func noteResponse(_ status: Int) {
        guard responses.indices.contains(status / 100) else { return }
        responses[status / 100].value.add(1, ordering: .relaxed)
    }

    /// How many answers there were with a status that starts so.
    func responses(_ hundreds: Int) -> Int64 { responses[hundreds].value.load(ordering: .relaxed) }
}
