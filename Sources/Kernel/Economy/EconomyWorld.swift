import Determinism
import Geography
public import Institutions
public import MarketModel
public import Preferences
public import Primitives

/// An economy's run as it lives: agents on a grid who look, walk, gather and trade two by two.
///
/// A tick is ``advance()``. Everything that happens is left as events in ``events``, for whoever
/// drives the world to take away; nothing else changes state. The rules of search, matching and
/// bargaining only see the world and say what they want; `apply` checks and does it.
public final class EconomyWorld {
    /// What the run was made of, with what branches have changed since.
    public internal(set) var scenario: EconomyScenario
    /// The seed of every random stream.
    public let seed: UInt32
    /// Events that nobody has taken away yet.
    public let events: EventBuffer
    /// Why the run ended, once it has.
    public internal(set) var stopReason: RunStopReason?
    /// The number of trades so far.
    public internal(set) var tradeCount: Int64 = 0

    /// Called within a tick whenever many events have come together, to take them away.
    ///
    /// So a large economy's events are sealed while they are still in the cache.
    public var drain: (() -> Void)?
    /// How many events come together before they are taken away.
    private static let eventBatch = 1_024
    /// How many turns ahead what an agent needs is fetched; see `EconomyOutlook`.
    static let lead = 16

    /// What the rules see. Touched by one thread and one phase at a time: unchecked for speed.
    @exclusivity(unchecked) var view: EconomyView
    private var branches: [RunBranch<EconomyScenario>] = []
    /// Whose quotes are to be made anew, each once, and the mark of who is among them.
    @exclusivity(unchecked) var changedAgents: [Int] = []
    @exclusivity(unchecked) var hasChanged: [Bool]
    @exclusivity(unchecked) var preferences: TradePreferences
    /// Where what the agents need in this tick lies.
    @exclusivity(unchecked) var outlook: EconomyOutlook
    /// Where each agent would gather, as claims were before anybody chose.
    @exclusivity(unchecked) var prospects: [ForageChoice?]
    @exclusivity(unchecked) var effects: [EconomyEffect] = []
    @exclusivity(unchecked) var asks: [Double] = []
    @exclusivity(unchecked) var areKept: [Bool] = []
    /// The tick in which each last traded in a market; -1 before.
    @exclusivity(unchecked) var marketTicks: [Int64]
    /// What members of markets remember of their prices.
    var marketPrices: MarketPrices
    /// By market, what an auctioneer was last asked without moving anybody, and its answer: kept
    /// for speed alone.
    var restingMarkets: [Int: (question: AuctioneerQuestion, answer: MarketAuctioneer)] = [:]
    /// What members of markets add to their reservation prices.
    var offerMargins: OfferMargins
    /// The house's pools, each the agent after all others and the pools before it.
    public internal(set) var pools: [ConstantProductPool]
    /// What there was of goods and money at the start, and of goods gathered since.
    var issued: GoodsBundle

    /// Creates the world and records its genesis: the run, its agents, its resources, its start.
    ///
    /// - Parameters:
    ///   - scenario: Checked; see `ScenarioKit`.
    ///   - seed: Of every random stream of the run.
    public init(_ scenario: EconomyScenario, seed: UInt32) {
        self.scenario = scenario
        self.seed = seed
        events = EventBuffer()
        let genesis = EconomyGenesis(scenario, seed: seed)
        let state = EconomyState(
            mode: scenario.mode(at: Tick(0)), positions: genesis.agents.map(\.position),
            holdings: genesis.agents.map(\.endowment), tastes: genesis.agents.map(\.taste),
            field: genesis.field,
            memory: ProtocolMemory(
                search: RandomStream(seed: seed, name: "search").state,
                matching: RandomStream(seed: seed, name: "matching").state,
                bargaining: RandomStream(seed: seed, name: "bargaining").state))
        issued = state.holdings.reduce(GoodsBundle(a: 0, b: 0), +)
        hasChanged = Array(repeating: false, count: state.agentCount)
        marketTicks = Array(repeating: -1, count: state.agentCount)
        marketPrices = MarketPrices(agentCount: state.agentCount)
        offerMargins = OfferMargins(scenario.firstMargin, agentCount: state.agentCount)
        pools = scenario.firstPools
        for (place, pool) in scenario.poolGoods.enumerated() {
            issued[pool] += pools[place].good
            issued.money += pools[place].money
        }
        preferences = TradePreferences(agentCount: state.agentCount)
        prospects = .inLargePages(repeating: nil, count: state.agentCount)
        view = EconomyView(scenario.parameters, state)
        outlook = EconomyOutlook(view)
        events.append(.runCreated(RunCreated(scenario: scenario.document, seed: seed)))
        for (index, agent) in genesis.agents.enumerated() { record(agent, as: AgentID(index)) }
        for cell in genesis.field.cells {
            let amount = ResourceAmount(
                position: cell.position, good: cell.good, amount: cell.amount)
            events.append(.economy(.resourcePlaced(amount)))
        }
        events.append(.runStarted)
    }

    private func record(_ agent: EconomyAgent, as id: AgentID) {
        let utility = RecordedUtility(
            type: agent.utility.typeName,
            parameters: agent.utility.parameters.map {
                RecordedParameter(name: $0.name, value: $0.value)
            })
        let created = EconomyAgentCreated(
            agent: id, name: "agent-\(id.index)", position: agent.position,
            endowment: agent.endowment, utility: utility, lambdaMoney: agent.lambdaMoney)
        events.append(.economy(.agentCreated(created)))
    }

    /// The next tick, or after the end the last one.
    public var tick: Tick { view.state.tick }

    /// Whether every tick is done, or the run was ended.
    public var isOver: Bool { stopReason != nil }

    /// How many agents there are.
    public var agentCount: Int { view.state.agentCount }

    /// What an agent has.
    public func holding(of agent: AgentID) -> GoodsBundle { view.state.holdings[agent.index] }

    /// What an agent quotes in this tick or, between ticks, in the next.
    public func quotes(of agent: AgentID) -> Quotes { view.standings[agent.index].quotes }

    /// How money enters utility and quotes.
    public var terms: MoneyTerms { view.terms }

    /// All that the next tick depends on.
    public var state: EconomyState { view.state }

    /// Runs one tick: perception, decision, movement, trade, foraging, regrowth, housekeeping.
    ///
    /// - Precondition: The run is not over.
    public func advance() {
        precondition(!isOver, "the run is over")
        let tradesBefore = tradeCount
        events.append(.tickStarted)
        for branch in branches where branch.tick == tick { follow(branch) }
        changeMode()
        perceive()
        decide()
        move()
        if view.state.mode != .forage { trade() }
        if view.state.mode != .trade { forage() }
        regrow()
        keepHouse()
        assertTick()
        events.append(.tickEnded(actions: 0, trades: tradeCount - tradesBefore))
        if tick.index + 1 >= scenario.ticks {
            stop(because: .completed)
        } else {
            view.state.tick = Tick(tick.index + 1)
        }
    }

    /// Plans changes by the operator, each for the opening of its tick, before all else there.
    ///
    /// - Parameter branches: In the order in which they are to apply.
    /// - Precondition: None of them is for a tick that has opened.
    public func plan(_ branches: [RunBranch<EconomyScenario>]) { self.branches += branches }

    /// Lets a branch take effect; quotes are made anew by the rules that hold now.
    private func follow(_ branch: RunBranch<EconomyScenario>) {
        events.append(.runBranched(RunBranched(path: branch.path, value: branch.value)))
        scenario = branch.scenario
        restingMarkets.removeAll()
        view = EconomyView(scenario.parameters, view.state)
    }

    /// Ends the run for good.
    ///
    /// - Precondition: It has not ended.
    public func stop(because reason: RunStopReason) {
        precondition(!isOver, "a run stops once")
        stopReason = reason
        events.append(.runStopped(reason))
    }

    func record(_ event: EconomyEvent) {
        events.append(.economy(event))
        if events.events.count >= Self.eventBatch { drain?() }
    }
}

extension EconomyScenario {
    /// The pools as the run begins; none under another institution.
    fileprivate var firstPools: [ConstantProductPool] {
        guard case .pool(let rules) = institution else { return [] }
        return rules.pools.map {
            ConstantProductPool(
                good: $0.units, money: $0.money, feeBasisPoints: rules.feeBasisPoints)
        }
    }

    /// Which goods the pools trade, in their order.
    var poolGoods: [Good] {
        guard case .pool(let rules) = institution else { return [] }
        return rules.pools.map(\.good)
    }

    /// What sellers first add to their reservation prices.
    fileprivate var firstMargin: Double {
        guard case .postedOffer(let rules) = institution else { return 0 }
        return rules.margin
    }

    /// The mode of a tick: both, unless a schedule says otherwise.
    public func mode(at tick: Tick) -> EconomyMode { schedule?.mode(at: tick) ?? .both }
}
