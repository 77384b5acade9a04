import MarketModel
import Primitives

/// The balances and deeds of every agent and of the house, folded from events alone.
struct AccountFold: Codable {
    private(set) var accounts: ContiguousArray<Account> = []
    /// What the house holds, by asset number, in units of 10⁻⁸.
    private(set) var house: ContiguousArray<Int128>
    /// By agent, then asset; the place of cash is unused.
    private var holdings: ContiguousArray<Holding> = []
    private let assetCount: Int

    init(assetCount: Int) {
        self.assetCount = assetCount
        house = ContiguousArray(repeating: 0, count: assetCount)
    }

    /// Whether this is a fold over agents with so many assets each.
    func fits(assetCount: Int) -> Bool {
        self.assetCount == assetCount && house.count == assetCount
            && holdings.count == accounts.count * assetCount
    }

    func holding(_ agent: Int, _ asset: Int) -> Holding { holdings[agent * assetCount + asset] }

    /// Opens an agent's account.
    ///
    /// - Parameter marks: The reference prices, by asset number.
    mutating func open(_ created: AgentCreated, at marks: [Mark?]) {
        precondition(created.agent.index == accounts.count, "agents come in order of their ids")
        precondition(created.balances.count == assetCount, "every asset has a balance")
        var equity = Valuation(cash: created.balances[0])
        for (balance, mark) in zip(created.balances, marks) {
            var worth = Amount.zero
            if let mark {
                equity.add(balance, at: mark)
                worth = Valuation.worth(of: balance, at: mark)
            }
            holdings.append(Holding(quantity: balance.units, cost: worth.units))
        }
        accounts.append(Account(created, startingEquity: equity.total))
    }

    /// Settles a trade.
    ///
    /// - Parameters:
    ///   - notional: What it is worth at its own price, in units of 10⁻⁸.
    ///   - yardstick: What a unit was worth just before the action that executed it.
    ///   - base: The asset traded.
    mutating func settle(
        _ trade: TradeExecuted, notional: Int128, yardstick: Mark, base: AssetID
    ) {
        let worth = Valuation.worth(of: trade.quantity, at: yardstick).units
        let takerBuys = trade.aggressorSide == .bid
        let buyer = (takerBuys ? trade.takerAgent : trade.makerAgent).index
        let seller = (takerBuys ? trade.makerAgent : trade.takerAgent).index
        let buyerFee = takerBuys ? trade.takerFee : trade.makerFee
        let sellerFee = takerBuys ? trade.makerFee : trade.takerFee

        accounts[buyer].spread += worth - notional
        accounts[buyer].cash -= notional
        accounts[buyer].charge(buyerFee)
        accounts[buyer].trades += 1
        holdings[buyer * assetCount + base.index].buy(
            trade.quantity.units, for: notional + buyerFee.units)

        accounts[seller].spread += notional - worth
        accounts[seller].cash += notional
        accounts[seller].charge(sellerFee)
        accounts[seller].trades += 1
        accounts[seller].sales += 1
        let isWin = holdings[seller * assetCount + base.index].sell(
            trade.quantity.units, for: notional - sellerFee.units)
        if isWin { accounts[seller].wins += 1 }

        accounts[trade.makerAgent.index].makerTrades += 1
        house[AssetID.cash.index] += buyerFee.units + sellerFee.units
    }

    mutating func decay(_ amount: Amount, of agent: AgentID) {
        accounts[agent.index].cash -= amount.units
        accounts[agent.index].decay -= amount.units
        house[AssetID.cash.index] += amount.units
    }

    /// Books a mint, a burn, or an estate's way to the house.
    mutating func update(_ update: BalanceUpdated, at mark: Mark?) {
        switch update.holder {
        case .house:
            house[update.asset.index] += update.amount.units
        case .agent(let agent) where update.asset == .cash:
            accounts[agent.index].cash += update.amount.units
            accounts[agent.index].grantedCash += update.amount.units
        case .agent(let agent):
            holdings[agent.index * assetCount + update.asset.index].grant(
                update.amount.units, at: mark)
        }
    }

    mutating func countOrder(of agent: AgentID) { accounts[agent.index].orders += 1 }

    mutating func countRejection(of agent: AgentID) { accounts[agent.index].rejections += 1 }

    mutating func countRateLimited(_ excess: Int64, of agent: AgentID) {
        accounts[agent.index].rateLimited += excess
    }

    mutating func declareBankrupt(_ agent: AgentID, in tick: Tick) {
        accounts[agent.index].bankruptAt = tick
    }

    /// Takes everybody's equity at a closing, at marks by asset number.
    mutating func close(at marks: [Mark?]) {
        for index in accounts.indices {
            accounts[index].equities.close(at: equity(of: index, at: marks))
        }
    }

    /// Cash and what is held at its mark, rounded down once.
    func equity(of agent: Int, at marks: [Mark?]) -> Amount {
        var valuation = Valuation(cash: Amount(units: accounts[agent].cash))
        for (asset, mark) in marks.enumerated() {
            guard let mark else { continue }
            valuation.add(
                Amount(units: holdings[agent * assetCount + asset].quantity), at: mark)
        }
        return valuation.total
    }
}
