import MarketModel
import Primitives

// The closing of a tick: expiries, decay, bankruptcy, and the counts.
extension Auditor {
    /// Works out all that the closing must bring before `TICK_END`.
    mutating func closeTick() throws(AuditFinding) {
        guard let rules else { return }
        try expireOrders()
        if rules.incentives.decayEveryTicks > 0, (tick + 1) % rules.incentives.decayEveryTicks == 0
        {
            for agent in agents.indices where agents[agent].isActive {
                try decay(agent, rules)
            }
        }
        if rules.incentives.bankruptcyIsEnabled { try declareBankruptcies(rules) }
    }

    private mutating func expireOrders() throws(AuditFinding) {
        guard var due = expiring.removeValue(forKey: tick) else { return }
        due.sort()
        for number in due where orders[Int(number)].isQueued {
            let order = orders[Int(number)]
            expected.append(
                .orderExpired(
                    order: OrderID(Int64(number) + 1), agent: AgentID(Int(order.agent)),
                    open: amount(of: order.open, number)))
            try close(number)
        }
    }

    private mutating func decay(_ agent: Int, _ rules: AuditRules) throws(AuditFinding) {
        let cash = total(agent, 0)
        let share = AuditArithmetic.floor(
            cash * Int128(rules.incentives.decayRate), AuditArithmetic.one)
        let due = share + rules.incentives.decayFixed
        let amount = min(due, cash)
        agents[agent].owesDecay = amount < due
        if amount == 0 { return }
        while available[slot(agent, 0)] < amount {
            var newest = agents[agent].newest
            while newest != AuditedOrder.none, orders[Int(newest)].side == .ask {
                newest = orders[Int(newest)].previous
            }
            try need(newest != AuditedOrder.none, .decay, "a bid to cancel", "none")
            try cancel(newest, .decay)
        }
        expected.append(
            .decayApplied(
                agent: AgentID(agent), asset: .cash, amount: Amount(units: amount),
                due: amount < due ? Amount(units: due) : nil))
        try shift(agent, 0, available: -amount, reserved: 0)
        house[0] += amount
    }

    private mutating func declareBankruptcies(_ rules: AuditRules) throws(AuditFinding) {
        var ruined: [(agent: Int, equity: Int128)] = []
        let marks = venues.map(\.doubledMark)
        for agent in agents.indices where agents[agent].isActive {
            // Holdings and marks are not negative, so more cash than the floor is enough.
            if total(agent, 0) > rules.incentives.equityFloor && !agents[agent].owesDecay {
                continue
            }
            let equity = equity(of: agent, at: marks)
            if equity <= rules.incentives.equityFloor || agents[agent].owesDecay {
                ruined.append((agent, equity))
            }
        }
        for (agent, equity) in ruined {
            var number = agents[agent].oldest
            while number != AuditedOrder.none {
                let next = orders[Int(number)].next
                try cancel(number, .bankrupt)
                number = next
            }
            agents[agent].isActive = false
            let balances = market.assets.indices.map { Amount(units: total(agent, $0)) }
            expected.append(
                .agentBankrupt(
                    AgentBankrupt(
                        agent: AgentID(agent), equity: Amount(units: equity),
                        balances: balances,
                        cause: equity <= rules.incentives.equityFloor ? .equity : .obligation)))
            if rules.incentives.liquidatesEstates { try forfeitCash(of: agent) }
        }
    }

    mutating func endTick(actions: Int64, trades: Int64) throws(AuditFinding) {
        try need(
            trades == tradeCount - tradesBefore, .counts,
            "\(tradeCount - tradesBefore) trades", "\(trades)")
        let most = Int128(rules?.incentives.maxActionsPerTick ?? 0) * Int128(agents.count)
        try need(
            actions >= turn.actions && Int128(actions) <= most, .counts,
            "\(turn.actions) to \(most) actions", "\(actions)")
        try checkConservation()
        phase = .betweenTicks
    }
}
