import Accounting
import Determinism
import Institutions
public import MarketModel
public import Primitives

extension ExchangeWorld {
    /// Fixes what the bots of this tick see, and says which act, in the order of activation.
    ///
    /// - Returns: Active bots; every one of them is to be shown ``observation(for:)`` before
    ///   the first of their actions is submitted.
    /// - Precondition: A tick is open; called once a tick.
    public func wakeBots() -> [AgentID] {
        precondition(isTickOpen, "bots act within a tick")
        memory.remember(currentViews())
        let bots = agents.indices
            .filter { agents[$0].bot != nil && !agents[$0].isBankrupt }
            .map { AgentID($0) }
        var stream = RandomStream(state: activationState)
        defer { activationState = stream.state }
        switch scenario.activation {
        case .sequential:
            return bots
        case .shuffled:
            var order = bots
            stream.shuffle(&order)
            return order
        case .poisson:
            var awake: [AgentID] = []
            for bot in bots where stream.chance(agents[bot.index].wakeRate) {
                awake.append(bot)
            }
            stream.shuffle(&awake)
            return awake
        }
    }

    /// What an agent sees in this tick: markets as old as its latency, its own things as
    /// they are.
    public func observation(for agent: AgentID) -> Observation {
        let state = agents[agent.index]
        return Observation(
            tick: tick, agent: agent,
            balances: (0..<ledger.assetCount).map { index in
                Balance(
                    available: ledger.available(agent, AssetID(index)),
                    reserved: ledger.reserved(agent, AssetID(index)))
            },
            initialBalances: state.initialBalances,
            openOrders: auction.openOrders(of: agent),
            markets: memory.views(ticksAgo: state.latencyTicks),
            shocks: shocks.isEmpty ? [] : shocks.map(\.shock).filter { names($0, state) },
            latencyTicks: state.latencyTicks)
    }

    private func names(_ shock: Shock, _ agent: AgentState) -> Bool {
        shock.bots.contains(agent.name) || agent.bot.map(shock.bots.contains) == true
    }

    /// The markets before anything happened.
    func startViews() -> [MarketView] {
        scenario.market.instruments.map { instrument in
            let price = auction.price(of: instrument.id)
            return auction.view(of: instrument.id, pastPrices: [price])
        }
    }

    /// The markets now, this tick's price noted.
    private func currentViews() -> [MarketView] {
        scenario.market.instruments.map { instrument in
            let price = auction.price(of: instrument.id)
            let past = memory.remember(price: price, of: instrument.id.index)
            return auction.view(of: instrument.id, pastPrices: past)
        }
    }
}
