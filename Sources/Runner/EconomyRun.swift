import Determinism
public import History
public import Kernel
public import MarketModel
public import Primitives

/// A run of an economy: drives the ticks and seals the events.
///
/// It is the only owner of its world. The same scenario and seed seal the same bytes.
public final class EconomyRun {
    /// The name that scenario and seed give the run: 16 hexadecimal digits.
    public let runID: String
    /// What happened is told here while it happens.
    public let progress = RunProgress()
    /// The number of ticks that have closed.
    public private(set) var ticksDone: Int64 = 0

    private let world: EconomyWorld
    private let sealer: EventSealer

    /// Prepares a run.
    ///
    /// - Parameters:
    ///   - scenario: Checked.
    ///   - seed: Of every random stream.
    ///   - consumers: Who is shown every event, in this order.
    ///   - trace: Where the events' canonical lines go, if anywhere.
    ///   - recorder: What keeps the sealed events, if anything does.
    ///   - branches: What the operator changes on the way, in the order of their ticks.
    public init(
        _ scenario: EconomyScenario, seed: UInt32, consumers: [any EventConsumer] = [],
        trace: (any TraceSink)? = nil, recorder: (any EventRecorder)? = nil,
        branches: [RunBranch<EconomyScenario>] = []
    ) {
        world = EconomyWorld(scenario, seed: seed)
        world.plan(branches)
        let origin = RunCreated(scenario: scenario.document, seed: seed)
        runID = RunIdentity.runID(of: origin)
        let chain = EventChain(
            runID: runID, market: MarketDescription(assets: [], instruments: []))
        sealer = EventSealer(chain, consumers: consumers, trace: trace, recorder: recorder)
        world.drain = { [sealer, unowned world] in
            sealer.take(world.events, in: world.tick)
        }
    }

    /// Whether the run has ended for good.
    public var isOver: Bool { world.isOver }

    /// The number of events sealed so far.
    public var eventCount: Int64 { sealer.eventCount }

    /// The hash of the last event sealed.
    public var headHash: String { sealer.headHash }

    /// The number of trades so far.
    public var tradeCount: Int64 { sealer.tradeCount }

    /// How many agents there are.
    public var agentCount: Int { world.agentCount }

    /// What an agent has.
    public func holding(of agent: AgentID) -> GoodsBundle { world.holding(of: agent) }

    /// Runs to the end, or until `shouldPause` says so between two ticks.
    ///
    /// - Throws: What the trace sink or the recorder throws.
    public func run(until shouldPause: () -> Bool = { false }) throws {
        try begin()
        while !isOver && !shouldPause() { try advance() }
    }

    /// Seals the genesis, once; a scenario without ticks ends there.
    ///
    /// - Throws: What the trace sink or the recorder throws.
    public func begin() throws {
        guard sealer.eventCount == 0 else { return }
        if world.scenario.ticks == 0 { world.stop(because: .completed) }
        try sealer.seal(world.events, in: Tick(0), ticksDone: 0)
    }

    /// Ends the run for good between two ticks, on the operator's request.
    ///
    /// - Precondition: The run has begun and is not over.
    /// - Throws: What the trace sink or the recorder throws.
    public func stop() throws {
        precondition(sealer.eventCount > 0 && !isOver, "a run stops once, after it has begun")
        world.stop(because: .requested)
        try sealer.seal(world.events, in: Tick(max(0, ticksDone - 1)), ticksDone: ticksDone)
    }

    /// Runs one tick.
    ///
    /// - Precondition: The run has begun and is not over.
    /// - Throws: What the trace sink or the recorder throws.
    public func advance() throws {
        let tick = world.tick
        progress.note(tick, deciding: nil)
        world.advance()
        ticksDone += 1
        try sealer.seal(world.events, in: tick, ticksDone: ticksDone)
    }
}
