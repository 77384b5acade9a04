import Dispatch
import Foundation
import HummingbirdCore
public import Kernel
import Logging
public import MarketModel
import NIOCore
import NIOPosix
import Primitives
public import Runner
import ServiceLifecycle
import Synchronization

/// How a run is served.
public struct ServerSettings: Sendable {
    /// The address to listen on.
    public var host = "127.0.0.1"
    /// The port; 0 takes a free one.
    public var port = 8080
    /// How long a tick stays open, in milliseconds; `nil` when the operator closes each.
    public var tickEveryMilliseconds: Int64? = 250
    /// How many requests a key may make in a second.
    public var requestsPerSecond = 100
    /// The seed of the run, as it was created.
    public var seed: UInt32
    /// The version of the program.
    public var version: String

    /// The defaults.
    public init(seed: UInt32, version: String) {
        self.seed = seed
        self.version = version
    }

    /// How many requests in a second are taken from all together, for each that one key may make.
    static let sharesInAll = 200
}

/// What ends a server before it was asked to.
public struct ServerFault: Error, Sendable, CustomStringConvertible {
    /// Whether the store or the run failed; otherwise the address could not be taken.
    public let isOfStore: Bool
    /// What has happened.
    public let description: String

    /// Describes a fault.
    public init(isOfStore: Bool, description: String) {
        self.isOfStore = isOfStore
        self.description = description
    }
}

/// Serves one run to programs elsewhere, until it is asked to end.
public final class MarketServer: Sendable {
    private let settings: ServerSettings
    private let state: ServerState
    private let engine: Engine
    private let stopping: GracefulEnd

    /// Takes a run over.
    ///
    /// - Parameters:
    ///   - run: Not begun, or executed again to where its record ends; nobody else uses it any
    ///     more. The records have followed it from its first event, and the keeper is its recorder.
    ///   - records: What was made for it.
    ///   - keeper: Where it is kept.
    ///   - archive: Its committed events, for streams that resume; without one they begin with
    ///     what is at hand.
    ///   - adminKey: What opens the operator's routes.
    /// - Throws: What the keeper throws.
    public init(
        _ run: ExchangeRun, records: ServedRecords, keeper: any RunKeeper,
        archive: (any RunArchive)?, adminKey: IssuedKey, settings: ServerSettings
    ) throws {
        self.settings = settings
        let keys = KeyRing(try keeper.keys())
        keys.insert(adminKey.key)
        let stopping = GracefulEnd()
        self.stopping = stopping
        engine = Engine(figures: EngineFigures()) { _ in stopping.begin() }
        let clock: @Sendable () -> Double = {
            Double(DispatchTime.now().uptimeNanoseconds) / 1e9
        }
        let perSecond = settings.requestsPerSecond
        state = ServerState(
            market: run.scenario.market, keys: keys, engine: engine,
            limits: RequestLimits(
                requests: RateLimiter(
                    perSecond: perSecond, inAllPerSecond: perSecond * ServerSettings.sharesInAll,
                    clock: clock),
                failures: RateLimiter(
                    perSecond: Self.failuresPerSecond, inAllPerSecond: 10_000, clock: clock)),
            figures: ServerFigures(), router: Router(Routes.all),
            archive: archive,
            openAPI: OpenAPIDocument.bytes(
                of: Routes.all, in: run.scenario.market, version: settings.version))
        let live = try LiveRun(
            run, keeper: keeper, records: records.live, keys: keys,
            settings: LiveSettings(
                tickEveryMilliseconds: settings.tickEveryMilliseconds, seed: settings.seed))
        engine.start(Handover(live))
    }

    /// How often a second an address may show a wrong key.
    private static let failuresPerSecond = 10

    /// Serves until ``stop()`` is called, or the store fails.
    ///
    /// - Parameter whenListening: Called once, with the URL under which the server is reached.
    /// - Returns: Whether the run is over for good.
    /// - Throws: ``ServerFault``.
    public func run(whenListening: @escaping @Sendable (String) -> Void) async throws -> Bool {
        let group = MultiThreadedEventLoopGroup(
            numberOfThreads: max(1, System.coreCount / 2))
        var logger = Logger(label: "catallaxy") { _ in SwiftLogNoOpLogHandler() }
        logger.logLevel = .critical
        let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
        let server = Server(
            childChannelSetup: MarketChannel(
                state: state,
                connections: ConnectionLimits(inAll: ConnectionLimits.roomForConnections())),
            configuration: ServerConfiguration(
                address: .hostname(settings.host, port: settings.port), backlog: 4_096),
            onServerRunning: { channel in
                whenListening("http://\(host):\(channel.localAddress?.port ?? 0)")
            }, eventLoopGroup: group, logger: logger)
        var bindingFault: ServerFault?
        do {
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await server.run() }
                tasks.addTask { [stopping] in
                    await stopping.wait()
                    try await server.shutdownGracefully()
                }
                try await tasks.waitForAll()
            }
        } catch {
            bindingFault = ServerFault(
                isOfStore: false,
                description: "\(host):\(settings.port) cannot be listened on: \(error)")
        }
        engine.stop()
        let end = engine.join()
        try? await group.shutdownGracefully()
        if let bindingFault { throw bindingFault }
        switch end {
        case .stopped(let isOver): return isOver
        case .failed(let reason): throw ServerFault(isOfStore: true, description: reason)
        }
    }

    /// Ends the server: no connection is accepted any more, what was begun is answered.
    public func stop() { stopping.begin() }
}

/// What is folded from a run's events while it is served.
public struct ServedRecords {
    let live: LiveRecords

    /// Prepares to follow a run from its first event.
    public init(_ scenario: ExchangeScenario) { live = LiveRecords(scenario) }

    /// Who has to be shown every event of the run.
    public var consumers: [any EventConsumer] { live.consumers }
}

/// A moment that may come once, and be waited for by many.
final class GracefulEnd: Sendable {
    private struct State {
        var hasCome = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func begin() {
        let waiting = state.withLock { state in
            state.hasCome = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    func wait() async {
        await withCheckedContinuation { continuation in
            let hasCome = state.withLock { state in
                if !state.hasCome { state.waiting.append(continuation) }
                return state.hasCome
            }
            if hasCome { continuation.resume() }
        }
    }
}
