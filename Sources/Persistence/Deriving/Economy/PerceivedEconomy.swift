import Analytics
import Geography
import Institutions
import MarketModel
import Preferences
import Primitives

/// What the agents of an economy go by in a tick: places, holdings and quotes as they were at its
/// start, and whom each would trade with.
///
/// Events do not tell of it. It follows from what they tell, by the rules of the institution.
final class PerceivedEconomy {
    private var view: EconomyView
    private var preferences: TradePreferences
    private var search: SearchProtocol
    private var areBusy: [Bool]
    private var changed: [Int] = []
    private var hasChanged: [Bool]

    /// Looks at an economy whose agents and resources are all there.
    init(_ rules: RecordedRules, _ fold: EconomyFold) {
        let field = ResourceField(gridSize: rules.gridSize, forageRate: 1)
        let memory = ProtocolMemory(search: 0, matching: 0, bargaining: 0)
        let state = EconomyState(
            mode: fold.mode, positions: fold.agents.map(\.position),
            holdings: fold.agents.map(\.holding), tastes: fold.agents.map(\.taste),
            field: field, memory: memory)
        preferences = TradePreferences(agentCount: state.agentCount)
        areBusy = Array(repeating: false, count: state.agentCount)
        hasChanged = areBusy
        search = rules.search
        view = EconomyView(rules.parameters, state)
    }

    /// Sees by other rules from now on; every quote is made anew.
    func follow(_ rules: RecordedRules) {
        search = rules.search
        view = EconomyView(rules.parameters, view.state)
    }

    /// The agents who have something to finish: a pair, or a trip to a cell that is not empty.
    func isBusy(_ agent: Int) -> Bool { areBusy[agent] }

    /// Whom an agent would trade with, best first; nobody where it is busy.
    func partners(of agent: Int) -> ArraySlice<TradePreference> { preferences[agent] }

    /// What two agents might gain from each other, by their quotes.
    func estimate(_ agent: Int, _ partner: Int) -> SurplusEstimate {
        view.estimate(agent, partner)
    }

    /// What an agent quotes in this tick or, once it was refreshed, in the next.
    func quotes(of agent: Int) -> Quotes { view.standings[agent].quotes }

    /// The search for blocks between two agents, the lower id first, with what they have now and
    /// what they quoted; and the kinds of exchange open to them.
    func negotiation(
        _ agent: Int, _ partner: Int, _ fold: EconomyFold
    ) -> (search: BlockSearch, kinds: PairKinds) {
        func side(_ agent: Int) -> Negotiator {
            Negotiator(
                taste: fold.agents[agent].taste, bundle: fold.agents[agent].holding,
                quotes: quotes(of: agent))
        }
        let search = BlockSearch(
            side(agent), side(partner), terms: view.terms,
            greatestBlock: view.parameters.greatestBlock, mode: view.parameters.executionMode)
        return (search, view.kinds(agent, partner))
    }

    /// The utility by which an agent judges what it might have.
    func utility(of bundle: GoodsBundle, _ taste: Taste) -> Double {
        taste.total(of: bundle, under: view.terms)
    }

    /// How far apart two agents stood.
    func distance(_ agent: Int, _ partner: Int) -> Int { view.state.distance(agent, partner) }

    /// Where an agent started.
    func home(of agent: Int) -> Position { view.state.homes[agent] }

    /// How many others an agent sees.
    func neighbourCount(of agent: Int) -> Int64 {
        var count: Int64 = 0
        forEachNeighbour(of: agent) { _ in count += 1 }
        return count
    }

    /// The lower median of the money asks of an agent and its neighbours, but for those of the
    /// satiated; `nil` if there is none.
    func perceivedPrice(of agent: Int, _ pair: ExchangePair) -> Double? {
        var asks: [Double] = []
        func note(_ ask: Double) { if ask != 0 { asks.append(ask) } }
        note(view.standings[agent].quotes[pair].ask)
        forEachNeighbour(of: agent) { note(view.standings[$0.agent].quotes[pair].ask) }
        asks.sort()
        return asks.isEmpty ? nil : asks[(asks.count - 1) / 2]
    }

    /// Opens a tick: everybody is seen where it stands, and ranks whom it sees.
    ///
    /// - Parameter keepsTrips: Whether commitments last; a change of mode ends them.
    func perceive(_ fold: EconomyFold, in tick: Tick, keepsTrips: Bool) {
        view.state.tick = tick
        view.state.mode = fold.mode
        for (agent, folded) in fold.agents.enumerated() {
            view.state.positions[agent] = folded.position
            let cell = keepsTrips ? folded.commitment : nil
            areBusy[agent] = folded.partner != nil || cell.map { fold.amount(at: $0) > 0 } ?? false
        }
        view.neighbours.rebuild(view.state.positions)
        if view.parameters.regime == .mixedLiquidityGated { perceiveOffers() }
        preferences.removeAll()
        if fold.mode == .forage { return }
        switch search {
        case .distanceDiscounted: rank(by: DistanceDiscountedSearch())
        case .myopic: rank(by: MyopicSearch())
        case .randomWalk: break
        }
    }

    /// Notes that an agent's holding or λ is another one.
    func noteChange(of agent: AgentID) {
        if hasChanged[agent.index] { return }
        hasChanged[agent.index] = true
        changed.append(agent.index)
    }

    /// Makes the quotes of those who changed anew.
    func refresh(_ fold: EconomyFold) {
        for agent in changed {
            hasChanged[agent] = false
            view.state.holdings[agent] = fold.agents[agent].holding
            view.state.tastes[agent] = fold.agents[agent].taste
            view.standings[agent] = view.standing(of: agent)
        }
        changed.removeAll(keepingCapacity: true)
    }

    /// Lets two agents seek each other again.
    func endRest(_ agent: AgentID, _ partner: AgentID) {
        let tick = view.state.tick.index
        view.state.cooldowns.clear(agent.index, partner.index, at: tick)
        view.state.cooldowns.clear(partner.index, agent.index, at: tick)
    }

    /// Lets an agent seek everybody again.
    func endRest(of agent: AgentID) {
        view.state.cooldowns.clearAll(of: agent.index, at: view.state.tick.index)
    }

    /// Makes two agents leave each other alone until a tick.
    func rest(_ agent: AgentID, _ partner: AgentID, until end: Tick) {
        let tick = view.state.tick.index
        view.state.cooldowns.set(agent.index, partner.index, until: end.index, at: tick)
        view.state.cooldowns.set(partner.index, agent.index, until: end.index, at: tick)
    }

    private func rank(by rule: some SearchRule) {
        for agent in areBusy.indices where !areBusy[agent] {
            preferences.begin()
            // Where it might gather is no part of its list.
            _ = rule.rank(for: agent, in: view, into: &preferences)
            preferences.end(agent)
        }
    }

    /// Barter is open to who sees too few offers for money.
    private func perceiveOffers() {
        if view.barterIsOpen.isEmpty {
            view.barterIsOpen = Array(repeating: true, count: areBusy.count)
        }
        let offers = view.state.holdings.map { $0.a >= 1 || $0.b >= 1 }
        for agent in areBusy.indices {
            var count: Int64 = offers[agent] ? 1 : 0
            forEachNeighbour(of: agent) { if offers[$0.agent] { count += 1 } }
            view.barterIsOpen[agent] = count < view.parameters.gateMinQuotes
        }
    }

    private func forEachNeighbour(of agent: Int, _ body: (Neighbour) -> Void) {
        view.neighbours.forEachNeighbour(
            of: agent, at: view.state.positions[agent], within: view.parameters.visionRadius, body)
    }
}
