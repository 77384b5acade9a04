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

    /// An agent's open orders by rising id.
    public func openOrders(of agent: AgentID) -> [OpenOrder] { auction.openOrders(of: agent) }

    /// The open orders of one side in the order in which they are to trade.
    public func queue(_ instrument: InstrumentID, _ side: Side) -> [OrderID] {
        auction.queue(instrument, side)
    }
}
