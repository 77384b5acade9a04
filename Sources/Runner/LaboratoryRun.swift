import Bots
import Determinism
public import History
public import Kernel
public import MarketModel
import Primitives

/// A run of a laboratory: drives the periods and seals the events.
///
/// It is the only owner of its world. The same scenario and seed seal the same bytes.
public final class LaboratoryRun: SteppedRun {
    /// The name that scenario and seed give the run: 16 hexadecimal digits.
    public let runID: String
    /// What happened is told here while it happens.
    public let progress = RunProgress()
    /// The number of periods that have closed.
    public private(set) var ticksDone: Int64 = 0

    private let world: LaboratoryWorld
    private let sealer: EventSealer

    /// Prepares a run.
    ///
    /// - Parameters:
    ///   - scenario: Checked.
    ///   - seed: Of every random stream.
    ///   - consumers: Who is shown every event, in this order.
    ///   - trace: Where the events' canonical lines go, if anywhere.
    ///   - recorder: What keeps the sealed events, if anything does.
    public init(
        _ scenario: LaboratoryScenario, seed: UInt32, consumers: [any EventConsumer] = [],
        trace: (any TraceSink)? = nil, recorder: (any EventRecorder)? = nil
    ) {
        world = LaboratoryWorld(scenario, seed: seed)
        let origin = RunCreated(scenario: scenario.document, seed: seed)
        runID = RunIdentity.runID(of: origin)
        let chain = EventChain(runID: runID, market: .laboratory)
        sealer = EventSealer(chain, consumers: consumers, trace: trace, recorder: recorder)
    }

    /// Whether the run has ended for good.
    public var isOver: Bool { world.isOver }

    /// The number of events sealed so far.
    public var eventCount: Int64 { sealer.eventCount }

    /// The hash of the last event sealed.
    public var headHash: String { sealer.headHash }

    /// Runs to the end.
    ///
    /// - Throws: What the trace sink or the recorder throws.
    public func run() throws {
        try begin()
        while !isOver { try advance() }
    }

    /// Seals the genesis, once; a scenario without periods ends there.
    ///
    /// - Throws: What the trace sink or the recorder throws.
    public func begin() throws {
        guard sealer.eventCount == 0 else { return }
        if world.scenario.periods == 0 { world.stop(because: .completed) }
        try sealer.seal(world.events, in: Tick(0), ticksDone: 0)
    }

    /// Runs one period.
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

    /// Ends the run for good between two periods, on the operator's request.
    ///
    /// - Precondition: The run has begun and is not over.
    /// - Throws: What the trace sink or the recorder throws.
    public func stop() throws {
        precondition(sealer.eventCount > 0 && !isOver, "a run stops once, after it has begun")
        world.stop(because: .requested)
        try sealer.seal(world.events, in: Tick(max(0, ticksDone - 1)), ticksDone: ticksDone)
    }
}

extension LaboratoryWorld {
    /// A world whose traders are the robots of the catalogue.
    public convenience init(_ scenario: LaboratoryScenario, seed: UInt32) {
        self.init(scenario, seed: seed) { strategy, side, random in
            RobotCatalog.robot(strategy, side: side, random: &random)
        }
    }
}
