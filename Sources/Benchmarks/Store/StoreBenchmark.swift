import Determinism
import Foundation
import History
import Kernel
import MarketModel
public import Persistence
import Primitives

/// How many events a second a run gets with its store and without, and how fast they are
/// checked again.
public struct StoreBenchmark {
    /// What was measured; medians over passes.
    public struct Result: Sendable {
        /// Actions per pass.
        public var actions: Int
        /// Passes, each on a fresh exchange and into a fresh store.
        public var passes: Int
        /// Sealed events per pass.
        public var events: Int64
        /// Events a second of wall time: executed, encoded, hashed and thrown away.
        public var eventsPerSecondInMemory: Double
        /// Events a second of wall time until the last commit and checkpoint are done: executed,
        /// encoded, hashed and stored.
        public var eventsPerSecondStored: Double
        /// Events a second of wall time when the store is all there is to do: the same sealed
        /// events again and again.
        public var eventsPerSecondAppended: Double
        /// Rows a second of wall time read back, hashed and audited, as `verify` does.
        public var eventsPerSecondChecked: Double
        /// Bytes of the store per event.
        public var bytesPerEvent: Double
        /// The hash of the last event, the same with and without the store.
        public var headHash: String
        /// Whether every pass ended in the same hash and every stored chain was whole.
        public var isRepeatable: Bool
    }

    private struct Pass {
        var seconds: Double
        var checkSeconds = 0.0
        var events: Int64
        var bytes = 0
        var headHash: String
        var isWhole = true
    }

    /// Runs the benchmark.
    ///
    /// The runs are those of `bench exchange` and end in its head hash.
    ///
    /// - Parameters:
    ///   - actions: Per pass; at least one.
    ///   - passes: At least one.
    ///   - seed: Of the order flow.
    ///   - durability: When a commit counts as done.
    ///   - directory: Where the stores are made, and removed again; by default with other
    ///     temporary files.
    /// - Throws: What the store throws.
    public static func run(
        actions: Int, passes: Int, seed: UInt32, durability: RunStore.Durability = .full,
        directory: String? = nil
    ) throws -> Result {
        let workload = ExchangeWorkload(steadyActions: actions, seed: seed)
        let path = (directory ?? NSTemporaryDirectory()) + "/catallaxy-bench-\(getpid()).db"
        var memory: [Pass] = []
        var stored: [Pass] = []
        var appended: [Pass] = []
        for _ in 0..<passes {
            memory.append(try play(workload, seed, into: nil))
            let origin = RunCreated(scenario: workload.scenario.document, seed: seed)
            stored.append(
                try keep(path, durability, of: origin) { try play(workload, seed, into: $0) })
            let count = memory[0].events
            appended.append(try keep(path, durability) { try append(count, to: $0) })
        }
        let count = Double(memory[0].events)
        let hash = memory[0].headHash
        return Result(
            actions: actions, passes: passes, events: memory[0].events,
            eventsPerSecondInMemory: count / memory.map(\.seconds).median,
            eventsPerSecondStored: count / stored.map(\.seconds).median,
            eventsPerSecondAppended: count / appended.map(\.seconds).median,
            eventsPerSecondChecked: count / stored.map(\.checkSeconds).median,
            bytesPerEvent: Double(stored[0].bytes) / count, headHash: hash,
            isRepeatable: (memory + stored).allSatisfy { $0.headHash == hash && $0.isWhole })
    }

    /// Makes a store, lets `body` write into it, closes and checks it.
    ///
    /// - Parameter origin: Of the run that is written; `nil` for rows that are no run.
    private static func keep(
        _ path: String, _ durability: RunStore.Durability, of origin: RunCreated? = nil,
        _ body: (RunWriter) throws -> Pass
    ) throws -> Pass {
        let suffixes = ["", "-wal", "-shm", "-lock"]
        defer { for suffix in suffixes { unlink(path + suffix) } }
        let store = try RunStore(path, for: .writing)
        let run = try store.create(newRun(of: origin))
        let watch = Stopwatch()
        let writer = try RunWriter(store, run: run.run, durability: durability)
        var pass = try body(writer)
        try writer.finish(.paused)
        pass.seconds = watch.wallSeconds - pass.seconds
        if origin != nil {
            let check = Stopwatch()
            let report = try store.checkRecord(of: run)
            pass.checkSeconds = check.wallSeconds
            pass.isWhole =
                report.eventCount == pass.events && report.head?.hash == pass.headHash
        }
        pass.bytes = Int(try store.byteCount())
        return pass
    }

    private static func newRun(of origin: RunCreated?) -> NewRun {
        NewRun(
            runID: origin.map(RunIdentity.runID) ?? "0123456789abcdef", scenario: "",
            name: origin?.scenario["name"]?.stringValue ?? "rows", kind: "exchange",
            seed: origin?.seed ?? 0, ticks: origin?.scenario["ticks"]?.integerValue ?? 0,
            engineVersion: "")
    }

    /// Plays the whole workload; with a store, `seconds` is what was spent before the first event.
    private static func play(
        _ workload: ExchangeWorkload, _ seed: UInt32, into writer: RunWriter?
    ) throws -> Pass {
        let setUp = Stopwatch()
        let world = ExchangeWorld(
            workload.scenario, seed: seed, reservingOrders: 2 * ExchangeWorkload.liveOrders)
        world.checksEveryAction = false
        let origin = RunCreated(scenario: workload.scenario.document, seed: seed)
        var chain = EventChain(
            runID: RunIdentity.runID(of: origin), market: workload.scenario.market)
        let preparation = setUp.wallSeconds
        let watch = Stopwatch()
        try drive(world, workload.warmUp[...], sealingInto: &chain, writer)
        try drive(world, workload.steady[...], sealingInto: &chain, writer)
        return Pass(
            seconds: writer == nil ? watch.wallSeconds : preparation, events: chain.count,
            headHash: chain.headHash)
    }

    private static func drive(
        _ world: ExchangeWorld, _ steps: ArraySlice<ExchangeWorkload.Step>,
        sealingInto chain: inout EventChain, _ writer: RunWriter?
    ) throws {
        var rest = steps
        while !rest.isEmpty {
            let tick = world.tick
            world.openTick()
            for step in rest.prefix(ExchangeWorkload.actionsPerTick) {
                world.submit(step.action, of: step.agent)
            }
            rest = rest.dropFirst(ExchangeWorkload.actionsPerTick)
            world.closeTick()
            try world.events.forEach { event in
                chain.seal(event, in: tick)
                if let writer { try chain.withSealedEvent { try writer.record($0) } }
            }
            world.events.removeAll()
            try writer?.endTick(ticksDone: tick.index + 1)
        }
    }

    /// Appends rows of the usual length that cost nothing to make.
    private static func append(_ count: Int64, to writer: RunWriter) throws -> Pass {
        let order =
            #"{"agent_id":42,"instrument":"ASSET/CASH","order_id":1234567,"price":"#
            + #""500.12000000","quantity":"3.40000000","side":"bid","time_in_force":"gtc","#
            + #""type":"limit"}"#
        let type = Array("ORDER_PLACED".utf8)
        let payload = Array(order.utf8)
        var rebuilder = EventRebuilder(runID: "0123456789abcdef")
        // One hash for all rows: the chain is not what is measured.
        let hash = Array(
            type.withUnsafeBytes { type in
                payload.withUnsafeBytes { payload in
                    rebuilder.rebuild(
                        sequence: 0, tick: 0, type: type, payload: payload,
                        previousHash: UnsafeRawBufferPointer(start: nil, count: 0))
                }
            })
        for sequence in 0..<count {
            try type.withUnsafeBytes { type in
                try payload.withUnsafeBytes { payload in
                    try hash.withUnsafeBytes { hash in
                        try writer.record(
                            SealedEvent(
                                sequence: sequence, tick: Tick(sequence >> 10), type: type,
                                payload: payload, hash: hash))
                    }
                }
            }
            if sequence & 1_023 == 1_023 { try writer.endTick(ticksDone: sequence >> 10) }
        }
        return Pass(seconds: 0, events: count, headHash: "")
    }
}
