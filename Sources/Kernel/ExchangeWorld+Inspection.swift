import Accounting
import Institutions
public import MarketModel
public import Primitives

// What a checker may read of the state between two actions.
extension ExchangeWorld {
    /// What an agent has of an asset, and how much of it is reserved.
    public func balance(of agent: AgentID, _ asset: AssetID) -> Balance {
        Balance(
            available: ledger.available(agent, asset), reserved: ledger.reserved(agent, asset))
    }

    /// What the house has of an asset.
    public func house(_ asset: AssetID) -> Amount { ledger.house(asset) }

    /// What everybody may see of an instrument now, past prices left out.
    public func view(of instrument: InstrumentID) -> MarketView {
        auction.view(of: instrument, pastPrices: [])
    }

    /// Whether an agent is a program elsewhere, and no bot.
    public func isRemote(_ agent: AgentID) -> Bool {
        let state = agents[agent.index]
        return state.group.map { scenario.agents[$0].kind == .remote } ?? true
    }

    /// The fees of an instrument that are in force.
    public func fees(of instrument: InstrumentID) -> FeeSchedule { auction.fees(of: instrument) }

    /// What one unit of an instrument's base is worth now, in cash.
    public func mark(of instrument: InstrumentID) -> Mark { auction.mark(of: instrument) }

    /// Up to so many levels of a side, the best first.
    public func levels(_ instrument: InstrumentID, _ side: Side, limit: Int) -> [DepthLevel] {
        auction.levels(instrument, side, limit: limit)
    }

    /// An agent's open orders by rising id.
    public func openOrders(of agent: AgentID) -> [OpenOrder] { auction.openOrders(of: agent) }

    /// The open orders of one side in the order in which they are to trade.
    public func queue(_ instrument: InstrumentID, _ side: Side) -> [OrderID] {
        auction.queue(instrument, side)
    }
}
