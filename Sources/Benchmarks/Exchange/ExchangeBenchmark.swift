import Determinism
import History
import Kernel
import MarketModel
import Primitives

/// How many actions a second the exchange executes with everything on: accounts, fees,
/// reservations, events and the hash chain.
public struct ExchangeBenchmark {
    /// What was measured.
    public struct Result: Sendable {
        /// Timed actions per pass.
        public var actions: Int
        /// Passes, each on a fresh exchange.
        public var passes: Int
        /// The median over passes, by processor time of the thread.
        public var actionsPerSecond: Double
        /// The same by wall time.
        public var wallActionsPerSecond: Double
        /// Nanoseconds of processor time per action with encoding and hashing left out: the
        /// events are built and thrown away.
        public var nanosecondsWithoutChain: Double
        /// Nanoseconds that SHA-256 alone takes for as many bytes as an event has on average:
        /// the floor under sealing, since a chain cannot be hashed in parallel.
        public var hashNanoseconds: Double
        /// Canonical bytes per sealed event.
        public var bytesPerEvent: Double
        /// Sealed events per timed action.
        public var eventsPerAction: Double
        /// The hash of the last event: the same for the same actions and seed, everywhere.
        public var headHash: String
        /// Whether every pass ended in the same hash.
        public var isRepeatable: Bool
    }

    /// Runs the benchmark.
    ///
    /// - Parameters:
    ///   - actions: Timed actions per pass; at least one.
    ///   - passes: At least one.
    ///   - seed: Of the order flow.
    public static func run(actions: Int, passes: Int, seed: UInt32) -> Result {
        let workload = ExchangeWorkload(steadyActions: actions, seed: seed)
        var sealed: [Pass] = []
        var bare: [Pass] = []
        for _ in 0..<passes {
            sealed.append(play(workload, seed: seed, sealing: true))
            bare.append(play(workload, seed: seed, sealing: false))
        }
        let count = Double(actions)
        let bytesPerEvent = Double(sealed[0].bytes) / Double(sealed[0].events)
        return Result(
            actions: actions, passes: passes,
            actionsPerSecond: count / sealed.map(\.cpuSeconds).median,
            wallActionsPerSecond: count / sealed.map(\.wallSeconds).median,
            nanosecondsWithoutChain: bare.map(\.cpuSeconds).median * 1e9 / count,
            hashNanoseconds: hashFloor(bytes: Int(bytesPerEvent), passes: passes),
            bytesPerEvent: bytesPerEvent,
            eventsPerAction: Double(sealed[0].events) / count,
            headHash: sealed[0].headHash,
            isRepeatable: sealed.allSatisfy { $0.headHash == sealed[0].headHash })
    }

    private struct Pass {
        var cpuSeconds: Double
        var wallSeconds: Double
        var events: Int64
        var bytes: Int64
        var headHash: String
    }

    /// The time of one SHA-256 over so many bytes, each digest part of the next input.
    private static func hashFloor(bytes: Int, passes: Int) -> Double {
        let rounds = 100_000
        let times = (0..<passes).map { _ in
            let watch = Stopwatch()
            Digest.chain(bytes: bytes, rounds: rounds)
            return watch.cpuSeconds * 1e9 / Double(rounds)
        }
        return times.median
    }

    private static func play(
        _ workload: ExchangeWorkload, seed: UInt32, sealing: Bool
    ) -> Pass {
        let world = ExchangeWorld(
            workload.scenario, seed: seed, reservingOrders: 2 * ExchangeWorkload.liveOrders)
        world.checksEveryAction = false
        let origin = RunCreated(scenario: workload.scenario.document, seed: seed)
        var chain = EventChain(
            runID: RunIdentity.runID(of: origin), market: workload.scenario.market)
        drive(world, workload.warmUp[...], sealingInto: &chain, sealing)
        let (before, bytesBefore) = (chain.count, chain.byteCount)
        let watch = Stopwatch()
        drive(world, workload.steady[...], sealingInto: &chain, sealing)
        return Pass(
            cpuSeconds: watch.cpuSeconds, wallSeconds: watch.wallSeconds,
            events: chain.count - before,
            bytes: chain.byteCount - bytesBefore, headHash: chain.headHash)
    }

    /// Plays steps tick by tick and seals what happened in each, as a run does.
    static func drive(
        _ world: ExchangeWorld, _ steps: ArraySlice<ExchangeWorkload.Step>,
        sealingInto chain: inout EventChain, _ sealing: Bool
    ) {
        var done = steps.startIndex
        while done < steps.endIndex {
            let tick = world.tick
            world.openTick()
            let end = min(done + ExchangeWorkload.actionsPerTick, steps.endIndex)
            for index in done..<end {
                world.submit(steps[index].action, of: steps[index].agent)
            }
            done = end
            world.closeTick()
            if sealing {
                world.events.forEach { chain.seal($0, in: tick) }
            }
            world.events.removeAll()
        }
    }
}
