import Determinism
import MarketModel
import Primitives

// What the scenario has planned for the opening of a tick, and the sale of estates.
extension Auditor {
    mutating func apply(_ event: ScenarioEvent) throws(AuditFinding) {
        guard let rules, phase == .opening else {
            throw problem(.eventOrder, "no planned event now", text(of: .scenarioEvent(event)))
        }
        if case .resume(let instrument) = event { return try resume(instrument.index) }
        let found = CanonicalJSON.text(event.document(in: market))
        let due = plannedDone < rules.planned.count ? rules.planned[plannedDone] : nil
        try need(
            due?.tick == tick && due?.text == found, .scenario,
            due.map { "\($0.text) in tick \($0.tick)" } ?? "no planned event", found)
        plannedDone += 1
        switch event {
        case .shock, .resume: break
        case .mint(let change): try pay(change, isMint: true)
        case .burn(let change): try pay(change, isMint: false)
        case .halt(let instrument, let ticks, let cancels):
            let venue = instrument.index
            venues[venue].haltedUntil = max(venues[venue].haltedUntil, tick + ticks)
            if cancels { try cancelAll(in: venue) }
        case .feeChange(let instrument, let fees):
            try changeFees(instrument.index, fees)
        case .referencePrice(let instrument, let price):
            venues[instrument.index].reference = price.units
        }
    }

    private mutating func resume(_ venue: Int) throws(AuditFinding) {
        let end = venues.indices.contains(venue) ? venues[venue].haltedUntil : -1
        try need(end == tick, .halt, "a resumption in tick \(end)", "in tick \(tick)")
        venues[venue].haltedUntil = -1
    }

    private mutating func pay(_ change: BalanceChange, isMint: Bool) throws(AuditFinding) {
        let asset = change.asset.index
        let isForAll = change.agents.contains("all")
        for agent in agents.indices where agents[agent].isActive {
            let name = rules?.agents[agent].name ?? ""
            guard isForAll || change.agents.contains(name) else { continue }
            let units =
                isMint
                ? change.amount.units : -min(change.amount.units, available[slot(agent, asset)])
            if units == 0 { continue }
            try issue(asset, units)
            try update(.agent(AgentID(agent)), asset, units, isMint ? .mint : .burn)
        }
    }

    /// Moves a balance as no other event tells it: the next event has to say so.
    mutating func update(
        _ holder: AccountHolder, _ asset: Int, _ units: Int128, _ reason: BalanceUpdated.Reason
    ) throws(AuditFinding) {
        expected.append(
            .balanceUpdated(
                BalanceUpdated(
                    holder: holder, asset: AssetID(asset), amount: Amount(units: units),
                    reason: reason)))
        switch holder {
        case .agent(let agent): try shift(agent.index, asset, available: units, reserved: 0)
        case .house: house[asset] += units
        }
    }

    private mutating func cancelAll(in venue: Int) throws(AuditFinding) {
        let id = InstrumentID(venue)
        let all = (queue(id, .bid) + queue(id, .ask)).sorted()
        for order in all { try cancel(Int32(order.number - 1), .halted) }
    }

    mutating func changeFees(
        _ venue: Int, _ fees: FeeSchedule
    ) throws(AuditFinding) {
        venues[venue].makerRate = fees.maker.units
        venues[venue].takerRate = fees.taker.units
        for agent in agents.indices {
            var bids = bids(of: agent, in: venue)
            var rise = self.rise(of: bids)
            while rise > available[slot(agent, 0)] {
                try cancel(bids.removeLast(), .insufficientFunds)
                rise = self.rise(of: bids)
            }
            try shift(agent, 0, available: -rise, reserved: rise)
            for bid in bids { orders[Int(bid)].perLot = perLot(of: orders[Int(bid)]) }
        }
    }

    /// An agent's open bids by id, in one book.
    private func bids(of agent: Int, in venue: Int) -> [Int32] {
        var bids: [Int32] = []
        var number = agents[agent].oldest
        while number != AuditedOrder.none {
            let order = orders[Int(number)]
            if order.side == .bid, Int(order.venue) == venue { bids.append(number) }
            number = order.next
        }
        return bids
    }

    /// What bids need at the fees in force beyond what they have reserved.
    private func rise(of bids: [Int32]) -> Int128 {
        bids.reduce(Int128(0)) { sum, bid in
            let order = orders[Int(bid)]
            return sum + Int128(order.open) * (perLot(of: order) - order.perLot)
        }
    }

    /// Nothing planned may be left over; then estates are offered.
    mutating func leaveOpening() throws(AuditFinding) {
        guard let rules else { return }
        if plannedDone < rules.planned.count, rules.planned[plannedDone].tick == tick {
            throw problem(.scenario, rules.planned[plannedDone].text, "the next step")
        }
        for venue in venues where venue.haltedUntil == tick {
            throw problem(.halt, "\(venue.symbol) to resume", "the next step")
        }
        guard rules.incentives.liquidatesEstates else { return }
        for agent in agents.indices where !agents[agent].isActive {
            for venue in venues.indices { try sellEstate(of: agent, in: venue, rules) }
        }
    }

    private mutating func sellEstate(
        of agent: Int, in venue: Int, _ rules: AuditRules
    ) throws(AuditFinding) {
        let place = venues[venue]
        let lots = available[slot(agent, place.base)] / Int128(place.lotUnits)
        guard !place.isHalted, lots > 0, let best = place.bids.best else { return }
        let kept = AuditArithmetic.one - Int128(rules.incentives.estateDiscount)
        let lowest = AuditArithmetic.floor(place.doubledMark * kept, 2 * AuditArithmetic.one)
        let price = max(1, Int64(clamping: lowest / Int128(place.tickUnits)))
        guard best >= price else { return }
        let order = AuditedOrder(
            agent: Int32(agent), venue: Int32(venue), price: price,
            total: Int64(clamping: lots), open: Int64(clamping: lots),
            perLot: Int128(place.lotUnits), side: .ask, isMarket: false)
        let terms = OrderTerms.limit(
            price: place.amount(ticks: price), timeInForce: .ioc, expiresAtTick: nil)
        expected.append(
            .orderPlaced(
                OrderPlaced(
                    order: OrderID(Int64(orders.count) + 1), agent: AgentID(agent),
                    instrument: InstrumentID(venue), side: .ask, terms: terms,
                    quantity: place.amount(lots: order.open), isEstate: true)))
        try enter(order, remainder: .iocRemainder)
        try forfeitCash(of: agent)
    }

    /// A bankrupt agent's cash goes to the house.
    mutating func forfeitCash(of agent: Int) throws(AuditFinding) {
        let cash = available[slot(agent, 0)]
        if cash == 0 { return }
        try update(.agent(AgentID(agent)), 0, -cash, .estate)
        try update(.house, 0, cash, .estate)
    }
}
