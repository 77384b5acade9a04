import Determinism
public import MarketModel
public import Preferences
public import Primitives

/// An agent of an economy as its events tell of it.
public struct FoldedAgent: Sendable {
    /// Its name.
    public let name: String
    /// What it wants, with its value of money now.
    public internal(set) var taste: Taste
    /// What it started with.
    public let endowment: GoodsBundle
    /// Its utility at the start.
    public let startUtility: Double
    /// Where it stands.
    public internal(set) var position: Position
    /// What it has.
    public internal(set) var holding: GoodsBundle
    /// Where it is heading.
    public internal(set) var target: Position?
    /// Whom it seeks.
    public internal(set) var targetAgent: AgentID?
    /// The cell it has set its mind on.
    public internal(set) var commitment: Position?
    /// Whom it is paired with.
    public internal(set) var partner: AgentID?
    /// What it has gathered so far.
    public internal(set) var gathered = GoodsBundle(a: 0, b: 0)
    /// How many trades it had a part in.
    public internal(set) var tradeCount: Int64 = 0
}

/// An economy's state as a fold over its events: the second way to what the world knows.
public struct EconomyFold: Sendable {
    /// What the scenario says about measuring; `nil` before `RUN_CREATED`.
    public private(set) var economy: RecordedEconomy?
    /// The agents by id.
    public private(set) var agents: [FoldedAgent] = []
    /// What the house's pools hold, in the order of the scenario.
    public private(set) var pools: [GoodsBundle] = []
    /// The mode of the last tick.
    public private(set) var mode = EconomyMode.both
    /// What is claimed, in no useful order.
    public private(set) var claims: [FoldedClaim] = []
    /// The cells whose amount changed since ``openTick()``, in no useful order, and what each
    /// held then.
    private(set) var changedCells: [(cell: Int, before: Int64)] = []
    /// The cells on which something grows, each with what it holds now.
    public private(set) var cells: [ResourceAmount] = []

    /// Which of ``cells`` are among ``changedCells``.
    private var isChanged: [Bool] = []
    /// Places in ``cells`` by position; for lookup only.
    private var places: [Position: Int] = [:]
    /// Places in ``claims`` by position; for lookup only.
    private var claimPlaces: [Position: Int] = [:]

    /// A reserved cell.
    public struct FoldedClaim: Hashable, Sendable {
        /// Which cell.
        public let position: Position
        /// Whose it is.
        public let agent: AgentID
    }

    /// Knows nothing yet.
    public init() {}

    /// An agent's utility of all it has: of its goods alone where it learns what money is worth.
    public func utility(of agent: AgentID) -> Double {
        let folded = agents[agent.index]
        return measured(folded.taste, folded.holding)
    }

    /// How much there is on a cell; 0 where nothing grows.
    public func amount(at position: Position) -> Int64 {
        places[position].map { cells[$0].amount } ?? 0
    }

    /// Starts to note which cells change.
    public mutating func openTick() {
        for change in changedCells { isChanged[change.cell] = false }
        changedCells.removeAll(keepingCapacity: true)
    }

    /// Takes an event in; those that are no economy's change nothing.
    public mutating func consume(_ event: borrowing Event) {
        switch event {
        case .runCreated(let origin):
            let economy = RecordedEconomy(origin.scenario)
            self.economy = economy
            pools = economy.pools
            mode = economy.firstMode
        case .economy(let event): consume(event)
        case .runStarted, .runStopped, .tickStarted, .tickEnded, .agentCreated, .runBranched,
            .orderPlaced, .orderReplaced, .tradeExecuted, .orderCancelled, .orderExpired,
            .orderRejected, .rateLimitHit, .decayApplied, .agentBankrupt, .balanceUpdated,
            .scenarioEvent:
            break
        }
    }

    private mutating func consume(_ event: EconomyEvent) {
        switch event {
        case .agentCreated(let agent): create(agent)
        case .resourcePlaced(let resource):
            places[resource.position] = cells.count
            cells.append(resource)
            isChanged.append(false)
        case .resourceRegrown(let resource): note(resource.position, resource.amount)
        case .resourceHarvested(let harvest): gather(harvest)
        case .modeChanged(_, let new): mode = new
        case .targetSet(let target):
            agents[target.agent.index].target = target.position
            agents[target.agent.index].targetAgent = target.targetAgent
            agents[target.agent.index].commitment = target.committed
        case .claimMade(let agent, let position):
            claimPlaces[position] = claims.count
            claims.append(FoldedClaim(position: position, agent: agent))
        case .claimReleased(_, let position): release(position)
        case .paired(let pair):
            agents[pair.first.index].partner = pair.second
            agents[pair.second.index].partner = pair.first
        case .unpaired(let pair):
            agents[pair.first.index].partner = nil
            agents[pair.second.index].partner = nil
        case .agentMoved(let agent, let position): agents[agent.index].position = position
        case .goodsTraded(let trade): settle(trade)
        case .goodsAllocated(let move):
            agents[move.agent.index].holding.add(move.change)
            agents[move.agent.index].tradeCount += 1
        case .lambdaUpdated(let agent, _, let new): agents[agent.index].taste.lambda = new
        case .traderCreated, .marketCleared, .periodEnded: break
        }
    }

    private mutating func create(_ agent: EconomyAgentCreated) {
        let parameters = agent.utility.parameters
        let utility = Utility(typeName: agent.utility.type) { name in
            parameters.first { $0.name == name }?.value
        }
        // A record of a later version may know a utility that this one does not.
        let unknown = Utility.linear(LinearUtility(valueA: 1, valueB: 1))
        let taste = Taste(
            utility: utility ?? unknown, lambda: agent.lambdaMoney,
            moneyOffset: economy?.moneyOffset(of: agent.agent) ?? 0)
        agents.append(
            FoldedAgent(
                name: agent.name, taste: taste, endowment: agent.endowment,
                startUtility: measured(taste, agent.endowment), position: agent.position,
                holding: agent.endowment))
    }

    private func measured(_ taste: Taste, _ bundle: GoodsBundle) -> Double {
        guard let economy, !economy.learnsValueOfMoney else {
            return taste.utility.level(a: Double(bundle.a), b: Double(bundle.b))
        }
        return taste.total(of: bundle, under: economy.terms)
    }

    private mutating func gather(_ harvest: ResourceHarvested) {
        agents[harvest.agent.index].holding[harvest.good] += harvest.amount
        agents[harvest.agent.index].gathered[harvest.good] += harvest.amount
        note(harvest.position, harvest.left)
    }

    private mutating func settle(_ trade: GoodsTraded) {
        let amounts = trade.changeOfBuyer
        change(trade.buyer) { $0.add(amounts) }
        change(trade.seller) { $0.subtract(amounts) }
    }

    /// Changes what somebody has: an agent, or a pool, which is the agent after all others.
    private mutating func change(_ party: AgentID, _ body: (inout GoodsBundle) -> Void) {
        if agents.indices.contains(party.index) {
            body(&agents[party.index].holding)
            agents[party.index].tradeCount += 1
        } else if pools.indices.contains(party.index - agents.count) {
            body(&pools[party.index - agents.count])
        }
    }

    private mutating func note(_ position: Position, _ amount: Int64) {
        guard let cell = places[position] else { return }
        if !isChanged[cell] {
            isChanged[cell] = true
            changedCells.append((cell, cells[cell].amount))
        }
        cells[cell].amount = amount
    }

    /// The last claim takes the place of the one that ends.
    private mutating func release(_ position: Position) {
        guard let place = claimPlaces.removeValue(forKey: position) else { return }
        let last = claims.removeLast()
        if place == claims.count { return }
        claims[place] = last
        claimPlaces[last.position] = place
    }
}

extension GoodsBundle {
    mutating func add(_ other: GoodsBundle) {
        a += other.a
        b += other.b
        money += other.money
    }

    mutating func subtract(_ other: GoodsBundle) {
        a -= other.a
        b -= other.b
        money -= other.money
    }
}
