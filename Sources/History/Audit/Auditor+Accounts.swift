public import MarketModel
public import Primitives

// Who has what, and what each order has set aside.
extension Auditor {
    func slot(_ agent: Int, _ asset: Int) -> Int { agent * market.assets.count + asset }

    func total(_ agent: Int, _ asset: Int) -> Int128 {
        available[slot(agent, asset)] + reserved[slot(agent, asset)]
    }

    /// Moves amounts into (or, below zero, out of) what an agent has available and reserved.
    mutating func shift(
        _ agent: Int, _ asset: Int, available free: Int128, reserved set: Int128
    ) throws(AuditFinding) {
        let slot = slot(agent, asset)
        available[slot] += free
        reserved[slot] += set
        if available[slot] < 0 || reserved[slot] < 0 {
            throw problem(
                .solvency, "nothing below zero",
                "agent \(agent) with \(Amount(units: available[slot])) available and "
                    + "\(Amount(units: reserved[slot])) reserved of \(market.assets[asset])")
        }
    }

    /// Counts what came into the world; see ``RecordLimits``.
    mutating func issue(_ asset: Int, _ units: Int128) throws(AuditFinding) {
        issued[asset] += units
        try need(
            issued[asset] <= RecordLimits.supply.units, .scenario,
            "at most \(RecordLimits.supply) \(market.assets[asset])",
            "\(Amount(units: issued[asset]))")
    }

    /// The asset that an order reserves.
    func reservedAsset(_ order: AuditedOrder) -> Int {
        order.side == .bid ? 0 : venues[Int(order.venue)].base
    }

    /// Sets aside what lots of an order need.
    mutating func reserve(_ number: Int32, lots: Int64) throws(AuditFinding) {
        let order = orders[Int(number)]
        let needed = Int128(lots) * order.perLot
        if needed == 0 { return }
        try shift(
            Int(order.agent), reservedAsset(order), available: -needed, reserved: needed)
    }

    /// Frees what lots of an order had set aside.
    mutating func release(_ number: Int32, lots: Int64) throws(AuditFinding) {
        try reserve(number, lots: -lots)
    }

    /// I1, at the end of a tick.
    func checkConservation() throws(AuditFinding) {
        for asset in market.assets.indices {
            var sum = house[asset]
            try need(
                sum >= 0, .solvency, "a house without debts",
                "\(Amount(units: sum)) \(market.assets[asset])")
            for agent in agents.indices { sum += total(agent, asset) }
            try need(
                sum == issued[asset], .conservation,
                "\(Amount(units: issued[asset])) \(market.assets[asset])",
                "\(Amount(units: sum))")
        }
    }

    /// I3, I4 and I5 over every open order: reservations, books, totals.
    ///
    /// - Complexity: O(agents × assets + open orders).
    func checkBooks() throws(AuditFinding) {
        var listed = 0
        for agent in agents.indices {
            var needed = [Int128](repeating: 0, count: market.assets.count)
            var number = agents[agent].oldest
            while number != AuditedOrder.none {
                let order = orders[Int(number)]
                needed[reservedAsset(order)] += Int128(order.open) * order.perLot
                try need(
                    order.open > 0 && order.total == order.open + order.filled,
                    .orderAccounts, "total = filled + open of order \(number + 1)",
                    "\(order.total) of \(order.filled) and \(order.open) lots")
                listed += 1
                number = order.next
            }
            for asset in market.assets.indices {
                let held = reserved[slot(agent, asset)]
                try need(
                    held == needed[asset], .reservations,
                    "\(Amount(units: needed[asset])) \(market.assets[asset]) of agent \(agent)",
                    "\(Amount(units: held))")
            }
        }
        var queued = 0
        for index in venues.indices {
            try checkTouch(index)
            queued += queue(InstrumentID(index), .bid).count
            queued += queue(InstrumentID(index), .ask).count
        }
        try need(listed == queued, .book, "\(listed) orders in queues", "\(queued)")
    }

    /// I4 of one book.
    func checkTouch(_ venue: Int) throws(AuditFinding) {
        if let bid = venues[venue].bids.best, let ask = venues[venue].asks.best, bid >= ask {
            throw problem(.book, "a bid below \(ask)", "\(bid) in \(venues[venue].symbol)")
        }
    }
}

// What the record says, for comparison with the world that wrote it.
extension Auditor {
    /// The number of agents so far.
    public var agentCount: Int { agents.count }

    /// What an agent has of an asset, and how much of it its open orders reserve.
    public func balance(of agent: AgentID, _ asset: AssetID) -> Balance {
        let slot = slot(agent.index, asset.index)
        return Balance(
            available: Amount(units: available[slot]), reserved: Amount(units: reserved[slot]))
    }

    /// What the house has of an asset.
    public func house(_ asset: AssetID) -> Amount { Amount(units: house[asset.index]) }

    /// Whether an agent is bankrupt.
    public func isBankrupt(_ agent: AgentID) -> Bool { !agents[agent.index].isActive }

    /// An agent's open orders by rising id.
    public func openOrders(of agent: AgentID) -> [OpenOrder] {
        var list: [OpenOrder] = []
        var number = agents[agent.index].oldest
        while number != AuditedOrder.none {
            let order = orders[Int(number)]
            list.append(
                OpenOrder(
                    order: OrderID(Int64(number) + 1),
                    instrument: InstrumentID(Int(order.venue)), side: order.side,
                    price: Price(units: order.price), open: Lots(units: order.open)))
            number = order.next
        }
        return list
    }

    /// The open orders of one side in the order in which they are to trade.
    public func queue(_ instrument: InstrumentID, _ side: Side) -> [OrderID] {
        let venue = venues[instrument.index]
        var list: [OrderID] = []
        for level in (side == .bid ? venue.bids : venue.asks).levels.reversed() {
            var number = level.oldest
            while number != AuditedOrder.none {
                list.append(OrderID(Int64(number) + 1))
                number = orders[Int(number)].newer
            }
        }
        return list
    }

    /// Total and filled quantity of an order ever placed, in lot sizes; `nil` for an unknown.
    public func quantities(of order: OrderID) -> (total: Lots, filled: Lots)? {
        guard order.number >= 1, order.number <= orders.count else { return nil }
        let known = orders[Int(order.number) - 1]
        return (Lots(units: known.total), Lots(units: known.filled))
    }
}
