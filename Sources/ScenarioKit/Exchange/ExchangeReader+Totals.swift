import Kernel
import MarketModel
import Primitives

extension ExchangeReader {
    /// Notes an error if the agents of a group would be bankrupt before they begin.
    mutating func checkStart(of group: AgentGroup, _ section: SectionValues) {
        guard let bankruptcy = incentives?.bankruptcy, bankruptcy.isEnabled, group.count > 0,
            market.isPriced
        else { return }
        var equity = Valuation(cash: group.balances[0])
        for (index, amount) in group.balances.enumerated().dropFirst() {
            if let mark = market.marks[index] { equity.add(amount, at: mark) }
        }
        if equity.total <= bankruptcy.equityFloor {
            let floor = bankruptcy.equityFloor.shortestDescription
            reader.log.error(
                "starts with equity \(equity.total.shortestDescription) at reference prices, "
                    + "expected more than the equity_floor, \(floor) "
                    + "(or bankruptcy: {enabled: false})",
                at: section.position, path: section.path)
        }
    }

    /// Sums up what all agents start with; an error where an asset passes its limit.
    mutating func checkEndowments(of sections: [SectionValues?]) {
        supplies = Array(repeating: 0, count: max(1, market.assets.count))
        for (index, group) in groups.enumerated() {
            guard let group, let section = sections[index] else { continue }
            for (asset, amount) in group.balances.enumerated() {
                let key = asset == 0 ? "cash" : "holdings"
                supply(amount, of: AssetID(asset), for: group.count, section, key)
            }
        }
    }

    /// Adds a mint to what there will be; an error where the asset passes its limit.
    mutating func countMint(_ change: BalanceChange, _ section: SectionValues) {
        let names = Set(change.agents.names)
        let count = names.contains("all") ? agentTotal : names.count
        supply(change.amount, of: change.asset, for: count, section, "amount")
    }

    private mutating func supply(
        _ amount: Amount, of asset: AssetID, for count: Int, _ section: SectionValues,
        _ key: String
    ) {
        guard asset.index < supplies.count, !hasTooManyAgents else { return }
        let limit = ScenarioLimits.supply.units
        let before = supplies[asset.index]
        // At most 10²³ units each for 10⁶ agents: far from the range of the type, and what
        // is beyond the limit is not added up any further.
        let after = before + amount.units * Int128(count)
        if before > limit { return }
        supplies[asset.index] = after
        if after > limit {
            let name = market.assets[asset.index]
            wrong(
                "endowments and mints of \(name) make "
                    + "\(Amount(units: after).shortestDescription) up to here, expected at most "
                    + ScenarioLimits.supply.shortestDescription, section, key)
        }
    }
}
