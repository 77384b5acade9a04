import Accounting
import Institutions
import MarketModel
public import Primitives

/// A world between two ticks as plain values: all that its scenario and seed do not say.
public struct WorldState: Codable, Sendable {
    /// The tick to open next; after the end the last one.
    public internal(set) var tick: Tick
    var stopReason: RunStopReason?
    /// The number of agents, those who joined later included.
    public var agentCount: Int { bankrupt.count }
    var ledger: LedgerState
    var auction: AuctionState
    var bankrupt: [Bool]
    /// Who joined after the start; absent where nobody did.
    var joined: [JoiningAgent]?
    var agenda: AgendaState
    var activationState: UInt32
    var delayed: [DelayedActions]
    var memory: MarketMemory
    var shocks: [ShockInForce]
}

/// What of a scenario's agenda is done, and which halts are on.
struct AgendaState: Codable, Sendable {
    var next: Int
    var resumes: [PlannedResume?]
}

/// The tick in whose opening an instrument resumes, and the place in the file of the halt that
/// said so.
struct PlannedResume: Codable, Sendable {
    var tick: Int64
    var place: Int
}

/// Actions on their way, in the order of their arrival.
struct DelayedActions: Codable, Sendable {
    var tick: Int64
    var actions: [DelayedAction]
}

/// A shock and the last tick it is in force.
struct ShockInForce: Codable, Sendable {
    var shock: Shock
    var lastTick: Int64
}

extension ExchangeWorld {
    /// The world as it stands.
    ///
    /// - Precondition: No tick is open, and all events have been taken away.
    /// - Complexity: O(agents × assets + open orders + remembered views).
    public var state: WorldState {
        precondition(!isTickOpen, "a world is kept between ticks")
        return WorldState(
            tick: tick, stopReason: stopReason, ledger: ledger.state, auction: auction.state,
            bankrupt: agents.map(\.isBankrupt), joined: joined, agenda: agenda.state,
            activationState: activationState,
            // Sorted: what a dictionary gives out has no order.
            delayed: delayed.map { DelayedActions(tick: $0.key, actions: $0.value) }
                .sorted { $0.tick < $1.tick },
            memory: memory, shocks: shocks)
    }

    private var joined: [JoiningAgent]? {
        let joined = agents.filter { $0.group == nil }
            .map { JoiningAgent(name: $0.name, balances: $0.initialBalances) }
        return joined.isEmpty ? nil : joined
    }

    /// Makes a world that goes on from a state of the same scenario and seed; it has no events
    /// to take away.
    ///
    /// - Parameters:
    ///   - scenario: The one the run was created with.
    ///   - seed: Of every random stream of the run.
    ///   - lookBackTicks: How many past prices market views must hold.
    ///   - branches: What the operator changes, or has changed before.
    ///   - state: What ``state`` gave.
    /// - Throws: `SnapshotError` when the state cannot be one of this scenario.
    public convenience init(
        _ scenario: ExchangeScenario, seed: UInt32, lookBackTicks: Int,
        branches: [RunBranch<ExchangeScenario>] = [], restoring state: WorldState
    ) throws(SnapshotError) {
        self.init(scenario, seed: seed, lookBackTicks: lookBackTicks)
        events.removeAll()
        for agent in state.joined ?? [] {
            guard agent.balances.count == ledger.assetCount,
                agent.balances.allSatisfy({ $0.units >= 0 })
            else { throw SnapshotError("an agent of other assets") }
            add(agent)
        }
        guard state.bankrupt.count == agents.count else {
            throw SnapshotError("a state of other agents")
        }
        guard state.tick.index >= 0, state.tick.index < max(1, scenario.ticks) else {
            throw SnapshotError("a state of tick \(state.tick.index)")
        }
        try ledger.restore(state.ledger)
        try auction.restore(state.auction)
        try agenda.restore(state.agenda)
        try memory.restore(state.memory)
        for (index, isBankrupt) in state.bankrupt.enumerated() {
            agents[index].isBankrupt = isBankrupt
        }
        plan(branches)
        // What they changed before is in the state, but for the rules.
        for branch in branches where branch.tick < state.tick { adoptRules(of: branch) }
        tick = state.tick
        stopReason = state.stopReason
        activationState = state.activationState
        for arrivals in state.delayed { delayed[arrivals.tick] = arrivals.actions }
        shocks = state.shocks
        do {
            try checkInvariants()
        } catch {
            throw SnapshotError("a state that cannot be: \(error)")
        }
    }
}
