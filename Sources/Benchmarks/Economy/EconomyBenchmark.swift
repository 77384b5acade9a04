import History
import Kernel
import MarketModel
import Primitives

/// What an agent and tick of an economy cost, with and without the hash chain, at several sizes.
public struct EconomyBenchmark {
    /// One size of economy.
    public struct Size: Sendable {
        /// Agents.
        public var agents: Int
        /// Cells along a side of the grid.
        public var gridSize: Int
        /// Ticks of a pass.
        public var ticks: Int64
        /// Processor time of a pass without encoding and hashing, in seconds: the median. The
        /// start-up of the world is apart.
        public var seconds: Double
        /// The same with the hash chain.
        public var sealedSeconds: Double
        /// Events of a pass.
        public var events: Int64
        /// Trades of a pass.
        public var trades: Int64
        /// The hash of the last event: the same for the same seed on every machine of a kind.
        public var headHash: String
        /// Whether every pass ended in the same hash.
        public var isRepeatable: Bool

        /// Nanoseconds of processor time per agent and tick, without the chain.
        public var nanoseconds: Double { seconds * 1e9 / (Double(agents) * Double(ticks)) }
    }

    /// Runs the benchmark.
    ///
    /// - Parameters:
    ///   - sizes: Agents and ticks of each size.
    ///   - passes: At least one; the median is reported.
    ///   - seed: Of the economies.
    public static func run(
        sizes: [(agents: Int, ticks: Int64)], passes: Int, seed: UInt32
    ) -> [Size] {
        sizes.map { measure(agents: $0.agents, ticks: $0.ticks, passes: passes, seed: seed) }
    }

    private static func measure(
        agents: Int, ticks: Int64, passes: Int, seed: UInt32
    ) -> Size {
        let scenario = EconomyWorkload.scenario(agents: agents, ticks: ticks, seed: seed)
        let bare = (0..<passes).map { _ in play(scenario, seed: seed, sealing: false) }
        let sealed = (0..<passes).map { _ in play(scenario, seed: seed, sealing: true) }
        return Size(
            agents: agents, gridSize: scenario.gridSize, ticks: ticks,
            seconds: bare.map(\.seconds).median, sealedSeconds: sealed.map(\.seconds).median,
            events: sealed[0].events, trades: sealed[0].trades, headHash: sealed[0].headHash,
            isRepeatable: sealed.allSatisfy { $0.headHash == sealed[0].headHash })
    }

    private struct Pass {
        var seconds: Double
        var events: Int64
        var trades: Int64
        var headHash: String
    }

    private static func play(
        _ scenario: EconomyScenario, seed: UInt32, sealing: Bool
    ) -> Pass {
        let world = EconomyWorld(scenario, seed: seed)
        let origin = RunCreated(scenario: scenario.document, seed: seed)
        let sealed = SealedEvents(runID: RunIdentity.runID(of: origin), isOn: sealing)
        sealed.take(from: world, in: Tick(0))
        world.drain = { [unowned world] in sealed.take(from: world, in: world.tick) }
        let watch = Stopwatch()
        while !world.isOver {
            let tick = world.tick
            world.advance()
            sealed.take(from: world, in: tick)
        }
        return Pass(
            seconds: watch.cpuSeconds, events: sealed.chain.count, trades: world.tradeCount,
            headHash: sealed.chain.headHash)
    }
}

/// Takes a world's events away: into a chain, or nowhere.
private final class SealedEvents {
    var chain: EventChain
    private let isOn: Bool

    init(runID: String, isOn: Bool) {
        chain = EventChain(runID: runID, market: MarketDescription(assets: [], instruments: []))
        self.isOn = isOn
    }

    func take(from world: EconomyWorld, in tick: Tick) {
        if isOn { world.events.forEach { chain.seal($0, in: tick) } }
        world.events.removeAll()
    }
}
