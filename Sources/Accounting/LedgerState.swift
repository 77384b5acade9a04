public import Primitives

/// All balances of a ledger as plain values, to be kept in a snapshot.
public struct LedgerState: Codable, Equatable, Sendable {
    /// What the agents may spend, by agent, then asset.
    var available: [Amount]
    /// What the agents have committed, by agent, then asset.
    var reserved: [Amount]
    /// What the house has, by asset.
    var house: [Amount]
    /// What must be there, by asset.
    var supply: [Amount]
}

extension Ledger {
    /// What the ledger holds now.
    ///
    /// - Complexity: O(agents × assets).
    public var state: LedgerState {
        let agents = (0..<agentCount).map { AgentID($0) }
        let assets = (0..<assetCount).map { AssetID($0) }
        return LedgerState(
            available: agents.flatMap { agent in assets.map { available(agent, $0) } },
            reserved: agents.flatMap { agent in assets.map { reserved(agent, $0) } },
            house: assets.map { house($0) }, supply: assets.map { supply(of: $0) })
    }

    /// Puts balances back as a snapshot has them.
    ///
    /// - Throws: `SnapshotError` when they are not those of so many agents and assets, or do
    ///   not add up; the ledger is then as it was.
    public func restore(_ state: LedgerState) throws(SnapshotError) {
        let count = agentCount * assetCount
        guard state.available.count == count, state.reserved.count == count,
            state.house.count == assetCount, state.supply.count == assetCount
        else { throw SnapshotError("balances of other agents or assets") }
        var sums = state.house.map(\.units)
        for index in 0..<count {
            let (free, bound) = (state.available[index].units, state.reserved[index].units)
            guard free >= 0, bound >= 0 else { throw SnapshotError("a negative balance") }
            sums[index % assetCount] &+= free &+ bound
        }
        guard sums == state.supply.map(\.units) else {
            throw SnapshotError("balances that do not add up to the supply")
        }
        for index in 0..<count {
            let (agent, asset) = index.quotientAndRemainder(dividingBy: assetCount)
            account(AgentID(agent), AssetID(asset)).pointee = Account(
                available: state.available[index].units, reserved: state.reserved[index].units)
        }
        setTotals(house: state.house.map(\.units), supply: state.supply.map(\.units))
    }
}
