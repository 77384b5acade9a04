import Accounting
import Institutions
import MarketModel
import Primitives

extension ExchangeWorld {
    /// Opens the tick: what the operator wants, scenario events due now, estates, then delayed
    /// actions whose time has come.
    ///
    /// - Parameter joining: New remote agents, in the order in which they came.
    /// - Precondition: The run is not over and no tick is open; every agent's name is new.
    public func openTick(joining: [JoiningAgent] = []) {
        precondition(!isTickOpen && !isOver, "a tick opens after the one before has closed")
        isTickOpen = true
        auction.tick = tick
        actionsTaken = 0
        tradesBefore = auction.tradeCount
        events.append(.tickStarted)
        for branch in branches where branch.tick == tick { follow(branch) }
        for agent in joining { join(agent) }
        shocks.removeAll { $0.lastTick < tick.index }
        for due in agenda.takeDue(in: tick) { apply(due) }
        sellEstates()
        for arrival in delayed.removeValue(forKey: tick.index) ?? [] {
            take(arrival.action, of: arrival.agent)
        }
    }

    private func apply(_ due: Agenda.Due) {
        if case .resume(let instrument) = due.event {
            guard agenda.takeResume(of: instrument, in: tick) else { return }
        }
        events.append(.scenarioEvent(due.event))
        switch due.event {
        case .shock(let shock):
            shocks.append(ShockInForce(shock: shock, lastTick: tick.index + shock.ticks - 1))
        case .mint(let change):
            forEachActive(in: change.agents) { mint(change, for: $0) }
        case .burn(let change):
            forEachActive(in: change.agents) { burn(change, from: $0) }
        case .halt(let instrument, let ticks, let cancelOrders):
            let end = Tick(tick.index + ticks)
            agenda.planResume(of: instrument, in: end, place: due.place)
            auction.halt(instrument, cancellingOrders: cancelOrders)
        case .resume(let instrument):
            auction.resume(instrument)
        case .feeChange(let instrument, let fees):
            auction.setFees(fees, of: instrument)
        case .referencePrice(let instrument, let price):
            auction.setReferencePrice(price, of: instrument)
        }
    }

    /// A bankrupt agent's balances are its estate: decrees pass them by.
    private func forEachActive(in selection: NameSelection, _ body: (AgentID) -> Void) {
        let isAll = selection.contains("all")
        for index in agents.indices where !agents[index].isBankrupt {
            if isAll || selection.contains(agents[index].name) { body(AgentID(index)) }
        }
    }

    private func mint(_ change: BalanceChange, for agent: AgentID) {
        ledger.mint(change.amount, of: change.asset, for: agent)
        record(change.amount, of: change.asset, for: .agent(agent), because: .mint)
    }

    private func burn(_ change: BalanceChange, from agent: AgentID) {
        let taken = min(change.amount, ledger.available(agent, change.asset))
        if taken == .zero { return }
        ledger.burn(taken, of: change.asset, from: agent)
        let loss = Amount(units: -taken.units)
        record(loss, of: change.asset, for: .agent(agent), because: .burn)
    }

    private func sellEstates() {
        guard scenario.incentives.bankruptcy.estate == .liquidate else { return }
        let discount = scenario.incentives.bankruptcy.estateDiscount
        for index in agents.indices where agents[index].isBankrupt {
            for instrument in scenario.market.instruments {
                let wasOffered = auction.sellEstate(
                    of: AgentID(index), in: instrument.id, discount: discount)
                if wasOffered { forfeitCash(of: AgentID(index)) }
            }
        }
    }

    /// Gives a bankrupt agent's cash to the house.
    func forfeitCash(of agent: AgentID) {
        let cash = ledger.available(agent, .cash)
        if cash == .zero { return }
        ledger.payHouse(cash, of: .cash, from: agent)
        let loss = Amount(units: -cash.units)
        record(loss, of: .cash, for: .agent(agent), because: .estate)
        record(cash, of: .cash, for: .house, because: .estate)
    }

    private func record(
        _ amount: Amount, of asset: AssetID, for holder: AccountHolder,
        because reason: BalanceUpdated.Reason
    ) {
        events.append(
            .balanceUpdated(
                BalanceUpdated(holder: holder, asset: asset, amount: amount, reason: reason)))
    }
}
