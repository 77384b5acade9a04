import Accounting
import Determinism
import Institutions
public import MarketModel
public import Primitives

/// What became of an action when it was submitted.
public enum Admission: Hashable, Sendable {
    /// It was executed or refused, as the events tell.
    case executed
    /// It is on its way, and is taken up in this tick.
    case scheduled(Tick)
    /// It was over the agent's limit, and is only counted.
    case overLimit
}

/// An exchange run as it lives: agents, ledger, books, and the tick that drives them.
///
/// A tick is ``openTick()``, then the actions of remote agents and bots by
/// ``submit(_:of:)``, then ``closeTick()``. Everything that happens is left as events in
/// ``events``, for whoever drives the world to take away; nothing else changes state.
public final class ExchangeWorld {
    /// What the run was made of, with what branches have changed since.
    public internal(set) var scenario: ExchangeScenario
    /// The seed of every random stream.
    public let seed: UInt32
    /// Events that nobody has taken away yet.
    public let events: EventBuffer
    /// The tick that is open or, between ticks, the one to open next.
    public internal(set) var tick = Tick(0)
    /// Why the run ended, once it has.
    public internal(set) var stopReason: RunStopReason?

    /// Whether everything that must hold is checked after every action: always in a debug
    /// build, on demand in release.
    public var checksEveryAction = ExchangeWorld.isDebugBuild

    let ledger: Ledger
    let auction: ContinuousDoubleAuction
    // Touched by every action, by one thread and one method at a time: unchecked for speed.
    @exclusivity(unchecked) var agents: [AgentState] = []
    @exclusivity(unchecked) var actionsTaken: Int64 = 0
    var agenda: Agenda
    var activationState: UInt32
    var delayed: [Int64: [DelayedAction]] = [:]
    var memory: MarketMemory
    var shocks: [ShockInForce] = []
    var branches: [RunBranch<ExchangeScenario>] = []
    var tradesBefore: Int64 = 0
    /// Whether a tick has opened and not closed.
    public internal(set) var isTickOpen = false

    /// Creates the world and records its genesis: the run, its agents, its start.
    ///
    /// - Parameters:
    ///   - scenario: Checked; see `ScenarioKit`.
    ///   - seed: Of every random stream of the run.
    ///   - lookBackTicks: How many past prices market views must hold.
    ///   - reservingOrders: How many open orders to make room for at once.
    public init(
        _ scenario: ExchangeScenario, seed: UInt32, lookBackTicks: Int = 0,
        reservingOrders: Int = 0
    ) {
        self.scenario = scenario
        self.seed = seed
        events = EventBuffer()
        ledger = Ledger(assetCount: scenario.market.assets.count)
        auction = ContinuousDoubleAuction(
            scenario.market, prevention: scenario.selfTradePrevention, ledger: ledger,
            events: events, reservingOrders: reservingOrders)
        agenda = Agenda(scenario.events, instruments: scenario.market.instruments.count)
        activationState = RandomStream(seed: seed, name: "activation").state
        memory = MarketMemory(
            instruments: scenario.market.instruments.count, lookBackTicks: lookBackTicks,
            greatestLatency: scenario.agents.map(\.latencyTicks).max() ?? 0)
        events.append(.runCreated(RunCreated(scenario: scenario.document, seed: seed)))
        createAgents()
        memory.rememberStart(startViews())
        events.append(.runStarted)
    }

    private func createAgents() {
        var numbering: [String: Int] = [:]
        for (index, group) in scenario.agents.enumerated() {
            for _ in 0..<group.count {
                let number = (numbering[group.name] ?? 0) + 1
                numbering[group.name] = number
                let name = "\(group.name)-\(number)"
                let agent = ledger.addAgent(balances: group.balances)
                auction.addAgent()
                agents.append(
                    AgentState(
                        name: name, group: index, bot: group.bot,
                        latencyTicks: group.latencyTicks, wakeRate: group.wakeRate,
                        initialBalances: group.balances))
                events.append(
                    .agentCreated(
                        AgentCreated(
                            agent: agent, name: name, kind: group.kind, bot: group.bot,
                            balances: group.balances)))
            }
        }
    }

    /// Whether every tick is done, nobody active is left, or the run was ended.
    public var isOver: Bool { stopReason != nil }

    /// The number of trades so far.
    public var tradeCount: Int64 { auction.tradeCount }

    /// The number of agents, bankrupt ones included.
    public var agentCount: Int { agents.count }

    /// The place in the scenario of the group an agent belongs to; `nil` for one that joined
    /// the run after its start.
    public func groupIndex(of agent: AgentID) -> Int? { agents[agent.index].group }

    /// An agent's name.
    public func name(of agent: AgentID) -> String { agents[agent.index].name }

    /// Whether an agent is bankrupt.
    public func isBankrupt(_ agent: AgentID) -> Bool { agents[agent.index].isBankrupt }

    /// Takes actions of an agent, in order, as far as its limit for the tick allows.
    ///
    /// Without latency they are executed at once; with latency when their time has come.
    ///
    /// - Precondition: A tick is open.
    public func submit(_ actions: [Action], of agent: AgentID) {
        for action in actions { submit(action, of: agent) }
    }

    /// Takes one action, in order; see ``submit(_:of:)``.
    @discardableResult
    public func submit(_ action: Action, of agent: AgentID) -> Admission {
        precondition(isTickOpen, "actions are taken within a tick")
        agents[agent.index].submitted += 1
        let limit = scenario.incentives.maxActionsPerTick
        if agents[agent.index].submitted > limit { return .overLimit }
        let latency = agents[agent.index].latencyTicks
        if latency == 0 {
            take(action, of: agent)
            return .executed
        }
        delayed[tick.index + latency, default: []].append(
            DelayedAction(agent: agent, action: action))
        return .scheduled(Tick(tick.index + latency))
    }

    /// Counts actions over an agent's limit, of which nothing else is known.
    ///
    /// - Precondition: A tick is open, and the agent has no action left in it.
    public func submitExcess(_ count: Int64, of agent: AgentID) {
        precondition(isTickOpen && actionsLeft(of: agent) == 0, "nothing is in excess yet")
        agents[agent.index].submitted += count
    }

    /// How many actions an agent may still submit in this tick.
    public func actionsLeft(of agent: AgentID) -> Int64 {
        max(0, scenario.incentives.maxActionsPerTick - agents[agent.index].submitted)
    }

    /// Whether an order rests in a book.
    public func isOpen(_ order: OrderID) -> Bool { auction.isOpen(order) }

    /// Executes an action whose time has come, or refuses it; no limit and no latency.
    ///
    /// - Precondition: A tick is open.
    public func take(_ action: Action, of agent: AgentID) {
        actionsTaken += 1
        if agents[agent.index].isBankrupt {
            let rejection = Rejection(action, of: agent, because: .agentBankrupt)
            events.append(.orderRejected(rejection))
        } else {
            auction.execute(action, of: agent)
        }
        if checksEveryAction { assertInvariants() }
    }

    private static var isDebugBuild: Bool {
        #if DEBUG
            true
        #else
            false
        #endif
    }
}
