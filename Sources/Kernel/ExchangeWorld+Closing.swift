import Accounting
import Institutions
public import MarketModel
public import Primitives

extension ExchangeWorld {
    /// Closes the tick: rate limits that were hit, expiries, decay, bankruptcy.
    ///
    /// After the last tick, or when nobody active is left, the run is stopped.
    ///
    /// - Precondition: A tick is open.
    public func closeTick() {
        precondition(isTickOpen, "only an open tick can close")
        reportRateLimits()
        auction.expireOrders()
        applyDecay()
        declareBankruptcies()
        let trades = auction.tradeCount - tradesBefore
        events.append(.tickEnded(actions: actionsTaken, trades: trades))
        isTickOpen = false
        assertTick()
        if !agents.isEmpty && agents.allSatisfy(\.isBankrupt) {
            stop(because: .allBankrupt)
        } else if tick.index + 1 >= scenario.ticks {
            stop(because: .completed)
        } else {
            tick = Tick(tick.index + 1)
        }
    }

    /// Ends the run for good.
    ///
    /// - Precondition: No tick is open.
    public func stop(because reason: RunStopReason) {
        precondition(!isTickOpen && !isOver, "a run stops once, between ticks")
        stopReason = reason
        events.append(.runStopped(reason))
    }

    private func reportRateLimits() {
        let limit = scenario.incentives.maxActionsPerTick
        for index in agents.indices {
            let attempted = agents[index].submitted
            if attempted > limit && !agents[index].isBankrupt {
                events.append(
                    .rateLimitHit(agent: AgentID(index), attempted: attempted, limit: limit))
            }
            agents[index].submitted = 0
        }
    }

    private func applyDecay() {
        let decay = scenario.incentives.decay
        guard decay.everyTicks > 0, (tick.index + 1) % decay.everyTicks == 0 else { return }
        for index in agents.indices where !agents[index].isBankrupt {
            let agent = AgentID(index)
            let cash = ledger.total(agent, .cash)
            let due = Amount(units: decay.rate.ofRoundedDown(cash.units) + decay.fixed.units)
            let paid = min(due, cash)
            agents[index].owesDecay = paid < due
            if paid == .zero { continue }
            auction.freeCash(paid, of: agent)
            ledger.payHouse(paid, of: .cash, from: agent)
            events.append(
                .decayApplied(
                    agent: agent, asset: .cash, amount: paid, due: paid < due ? due : nil))
        }
    }

    private func declareBankruptcies() {
        let rules = scenario.incentives.bankruptcy
        defer { for index in agents.indices { agents[index].owesDecay = false } }
        guard rules.isEnabled else { return }
        // All equities stand before the first cancellation can move a mark.
        let marks = currentMarks()
        let equities = agents.indices.map { equity(of: AgentID($0), at: marks) }
        for index in agents.indices where !agents[index].isBankrupt {
            let isPoor = equities[index] <= rules.equityFloor
            guard isPoor || agents[index].owesDecay else { continue }
            let agent = AgentID(index)
            auction.cancelOrders(ofBankrupt: agent)
            agents[index].isBankrupt = true
            events.append(
                .agentBankrupt(
                    AgentBankrupt(
                        agent: agent, equity: equities[index], balances: totals(of: agent),
                        cause: isPoor ? .equity : .obligation)))
            if rules.estate == .liquidate { forfeitCash(of: agent) }
        }
    }

    /// The marks of all assets by number; cash has none.
    func currentMarks() -> [Mark?] {
        scenario.market.assets.indices.map { index in
            scenario.market.pricing(of: AssetID(index)).map { auction.mark(of: $0.id) }
        }
    }

    func equity(of agent: AgentID, at marks: [Mark?]) -> Amount {
        var valuation = Valuation(cash: ledger.total(agent, .cash))
        for (index, mark) in marks.enumerated() {
            guard let mark else { continue }
            valuation.add(ledger.total(agent, AssetID(index)), at: mark)
        }
        return valuation.total
    }

    /// Available and reserved together, by asset number.
    public func totals(of agent: AgentID) -> [Amount] {
        (0..<ledger.assetCount).map { ledger.total(agent, AssetID($0)) }
    }
}
