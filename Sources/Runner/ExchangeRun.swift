import Bots
import Determinism
public import History
public import Kernel
public import MarketModel
public import Primitives

/// A run of an exchange scenario: drives the ticks, feeds the bots, seals the events.
///
/// It is the only owner of its world. The same scenario and seed seal the same bytes.
public final class ExchangeRun {
    /// The name that scenario and seed give the run: 16 hexadecimal digits.
    public let runID: String
    /// What happened is told here while it happens.
    public let progress = RunProgress()
    /// The number of ticks that have closed.
    public private(set) var ticksDone: Int64 = 0

    let world: ExchangeWorld
    let sealer: EventSealer
    private var bots: [BotState?]
    private let branches: [RunBranch<ExchangeScenario>]
    private let makeBot: (AgentGroup) -> (any Strategy)?
    var inputs: RunInputs
    /// Those who join at the opening of the next tick, but for those among the inputs.
    var newcomers: [JoiningAgent] = []

    /// Prepares a run.
    ///
    /// - Parameters:
    ///   - scenario: Checked.
    ///   - seed: Of every random stream.
    ///   - consumers: Who is shown every event, in this order.
    ///   - trace: Where the events' canonical lines go, if anywhere.
    ///   - recorder: What keeps the sealed events, if anything does.
    ///   - checksEveryAction: Whether all invariants are checked after every action, as a
    ///     debug build always does.
    ///   - branches: What the operator changes on the way, in the order of their ticks.
    ///   - inputs: What the run was told when it was served, in the order it was received.
    ///   - strategies: Makes a bot for an agent of a group; by default from the catalogue.
    ///     A bot that is `nil` never acts.
    public init(
        _ scenario: ExchangeScenario, seed: UInt32, consumers: [any EventConsumer] = [],
        trace: (any TraceSink)? = nil, recorder: (any EventRecorder)? = nil,
        checksEveryAction: Bool = false, branches: [RunBranch<ExchangeScenario>] = [],
        inputs: [RunInput] = [],
        strategies: @escaping (AgentGroup) -> (any Strategy)? = ExchangeRun.catalogStrategy
    ) {
        let made = RunState.Prototypes(scenario, strategies: strategies).bots
        self.branches = branches
        self.inputs = RunInputs(inputs)
        makeBot = strategies
        let lookBack = Self.lookBackTicks(of: made, branches, strategies)
        world = ExchangeWorld(scenario, seed: seed, lookBackTicks: lookBack)
        if checksEveryAction { world.checksEveryAction = true }
        let origin = RunCreated(scenario: scenario.document, seed: seed)
        runID = RunIdentity.runID(of: origin)
        sealer = EventSealer(
            EventChain(runID: runID, market: scenario.market), consumers: consumers,
            trace: trace, recorder: recorder)
        world.plan(branches)
        let world = self.world
        bots = made.enumerated().map { index, strategy in
            strategy.map {
                let name = "bot/" + world.name(of: AgentID(index))
                return BotState(
                    strategy: $0, randomState: RandomStream(seed: seed, name: name).state)
            }
        }
    }

    /// Prepares to go on with a run from a state of it.
    ///
    /// - Parameters:
    ///   - scenario: The one the run was created with.
    ///   - seed: Of every random stream.
    ///   - state: What ``state`` gave.
    ///   - consumers: Who is shown every event from here on, and knows those before.
    ///   - trace: Where the lines of the events from here on go, if anywhere.
    ///   - recorder: What keeps the events from here on, if anything does.
    ///   - checksEveryAction: As for a new run.
    ///   - branches: All of the run, those that have taken effect included.
    ///   - inputs: All of the run, those that have taken effect included.
    ///   - strategies: Makes a bot for an agent of a group, when a branch changes it.
    /// - Throws: `SnapshotError` when the state cannot be one of this scenario.
    public init(
        _ scenario: ExchangeScenario, seed: UInt32, restoring state: RunState,
        consumers: [any EventConsumer] = [], trace: (any TraceSink)? = nil,
        recorder: (any EventRecorder)? = nil, checksEveryAction: Bool = false,
        branches: [RunBranch<ExchangeScenario>] = [], inputs: [RunInput] = [],
        strategies: @escaping (AgentGroup) -> (any Strategy)? = ExchangeRun.catalogStrategy
    ) throws(SnapshotError) {
        self.branches = branches
        self.inputs = RunInputs(inputs)
        self.inputs.skip(before: state.world.tick)
        makeBot = strategies
        let lookBack = Self.lookBackTicks(
            of: state.bots.map { $0?.strategy }, branches, strategies)
        world = try ExchangeWorld(
            scenario, seed: seed, lookBackTicks: lookBack, branches: branches,
            restoring: state.world)
        if checksEveryAction { world.checksEveryAction = true }
        let origin = RunCreated(scenario: scenario.document, seed: seed)
        runID = RunIdentity.runID(of: origin)
        sealer = EventSealer(
            try EventChain(
                runID: runID, market: scenario.market, count: state.eventCount,
                byteCount: state.byteCount, headHash: state.headHash),
            actionCount: state.actionCount, tradeCount: state.tradeCount,
            consumers: consumers, trace: trace, recorder: recorder)
        guard state.bots.count == world.agentCount else {
            throw SnapshotError("a state of other agents")
        }
        bots = state.bots
        ticksDone = state.ticksDone
    }

    /// The run as it stands between two ticks.
    ///
    /// - Precondition: The run has begun.
    /// - Complexity: O(agents + open orders + remembered views).
    public var state: RunState {
        precondition(eventCount > 0, "a run is kept once it has begun")
        return RunState(
            world: world.state, bots: bots, eventCount: eventCount, headHash: headHash,
            ticksDone: ticksDone, byteCount: sealer.byteCount, actionCount: actionCount,
            tradeCount: tradeCount)
    }

    /// The strategy the catalogue has for a group's bot; `nil` for remote agents.
    public static func catalogStrategy(_ group: AgentGroup) -> (any Strategy)? {
        guard let bot = group.bot, let parameters = group.parameters else { return nil }
        return BotCatalog.description(named: bot)?.make(parameters)
    }

    /// Whether the run has ended for good.
    public var isOver: Bool { world.isOver }

    /// The number of events sealed so far.
    public var eventCount: Int64 { sealer.eventCount }

    /// The hash of the last event sealed.
    public var headHash: String { sealer.headHash }

    /// The number of actions taken up so far, refused ones included.
    public var actionCount: Int64 { sealer.actionCount }

    /// The number of trades so far.
    public var tradeCount: Int64 { sealer.tradeCount }

    /// An agent's name.
    public func name(of agent: AgentID) -> String { world.name(of: agent) }

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
        guard eventCount == 0 else { return }
        if world.scenario.ticks == 0 { world.stop(because: .completed) }
        try sealer.seal(world.events, in: Tick(0), ticksDone: 0)
    }

    /// Runs one tick.
    ///
    /// - Precondition: The run has begun and is not over.
    /// - Throws: What the trace sink or the recorder throws.
    public func advance() throws {
        try openTick()
        try closeTick()
    }

    /// Opens the next tick, and takes up what the run was told in it when it was served.
    ///
    /// - Precondition: The run has begun, is not over, and no tick is open.
    /// - Throws: What the trace sink or the recorder throws.
    public func openTick() throws {
        let tick = world.tick
        progress.note(tick, deciding: nil)
        world.openTick(joining: inputs.takeJoining(in: tick) + newcomers)
        newcomers = []
        // Who joined is no bot.
        while bots.count < world.agentCount { bots.append(nil) }
        for branch in branches where branch.tick == tick { replaceBots(as: branch.path) }
        while let input = inputs.takeNext(in: tick) { try apply(input) }
        try sealer.sealSoFar(world.events, in: tick)
    }

    /// Lets the bots act and closes the tick.
    ///
    /// - Precondition: A tick is open.
    /// - Throws: What the trace sink or the recorder throws.
    public func closeTick() throws {
        let tick = world.tick
        let awake = world.wakeBots()
        // Everyone decides before the first action is taken up: none sees what another does.
        let decisions = awake.map { ($0, decide($0, in: tick)) }
        for (agent, actions) in decisions { world.submit(actions, of: agent) }
        world.closeTick()
        ticksDone += 1
        try sealer.seal(world.events, in: tick, ticksDone: ticksDone)
    }

    /// Ends the run for good, as the operator asks.
    ///
    /// - Precondition: The run has begun and is not over.
    /// - Throws: What the trace sink or the recorder throws.
    public func stop() throws {
        world.stop(because: .requested)
        // It carries the tick that closed last.
        try sealer.seal(world.events, in: Tick(max(0, ticksDone - 1)), ticksDone: ticksDone)
    }

    private func decide(_ agent: AgentID, in tick: Tick) -> [Action] {
        guard var slot = bots[agent.index] else { return [] }
        progress.note(tick, deciding: agent)
        defer { progress.note(tick, deciding: nil) }
        let observation = world.observation(for: agent)
        var stream = RandomStream(state: slot.randomState)
        // The slot is emptied meanwhile, so that the strategy is the only owner of its memory.
        bots[agent.index] = nil
        let actions = slot.strategy.act(on: observation, random: &stream)
        slot.randomState = stream.state
        bots[agent.index] = slot
        return actions
    }

    /// Gives the bots of a group that a branch has changed their new parameters.
    private func replaceBots(as path: String) {
        guard let group = Self.groupWithNewParameters(path) else { return }
        for index in bots.indices {
            guard world.groupIndex(of: AgentID(index)) == group, let old = bots[index]?.strategy,
                let new = makeBot(world.scenario.agents[group])
            else { continue }
            bots[index]?.strategy = Self.successor(of: old, new)
        }
    }
}

extension ExchangeRun {
    /// What an agent has, available and reserved together, by asset number.
    public func balances(_ agent: AgentID) -> [Amount] { world.totals(of: agent) }

    /// What an agent has of an asset, and how much of it is reserved.
    public func balance(of agent: AgentID, _ asset: AssetID) -> Balance {
        world.balance(of: agent, asset)
    }

    /// What the house has of an asset.
    public func house(_ asset: AssetID) -> Amount { world.house(asset) }

    /// Whether an agent is bankrupt.
    public func isBankrupt(_ agent: AgentID) -> Bool { world.isBankrupt(agent) }

    /// An agent's open orders by rising id.
    public func openOrders(of agent: AgentID) -> [OpenOrder] { world.openOrders(of: agent) }

    /// The open orders of one side in the order in which they are to trade.
    public func queue(_ instrument: InstrumentID, _ side: Side) -> [OrderID] {
        world.queue(instrument, side)
    }

    /// The number of agents, bankrupt ones included.
    public var agentCount: Int { world.agentCount }
}
