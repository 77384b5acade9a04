import MarketModel
import Primitives

// The matching loop of the specification, order by order.
extension Auditor {
    /// Whether an order would trade at a price of the other side.
    func reaches(_ order: AuditedOrder, _ price: Int64) -> Bool {
        if order.isMarket { return true }
        return order.side == .bid ? order.price >= price : order.price <= price
    }

    /// The order it would trade with next: the oldest at the best price, if within its limit.
    func front(for order: AuditedOrder) -> Int32? {
        let venue = Int(order.venue)
        let level =
            order.side == .bid
            ? venues[venue].asks.levels.last : venues[venue].bids.levels.last
        guard let level, reaches(order, level.price) else { return nil }
        return level.oldest
    }

    /// Follows an incoming order through the book: what it must lead to becomes due.
    mutating func match(_ taker: Int32, remainder: CancelReason?) throws(AuditFinding) {
        let prevention = rules?.prevention ?? .none
        while orders[Int(taker)].open > 0 {
            // Looked at by itself: together with the call it would copy the whole auditor.
            let taking = orders[Int(taker)]
            guard let maker = front(for: taking) else { break }
            if prevention != .none, orders[Int(maker)].agent == orders[Int(taker)].agent {
                if prevention != .cancelNewest { try cancel(maker, .selfTrade) }
                if prevention != .cancelOldest { return try cancel(taker, .selfTrade) }
                continue
            }
            let wanted = min(orders[Int(taker)].open, orders[Int(maker)].open)
            let lots = affordable(wanted, for: taker, from: maker)
            if lots > 0 { try execute(maker, taker, lots) }
            if lots < wanted { return try cancel(taker, .insufficientFunds) }
        }
        if orders[Int(taker)].open == 0 {
            try close(taker)
        } else if let remainder {
            try cancel(taker, remainder)
        } else {
            try rest(taker)
        }
    }

    /// The most of `wanted` lots that a market bid can pay; others have reserved enough.
    private func affordable(_ wanted: Int64, for taker: Int32, from maker: Int32) -> Int64 {
        let order = orders[Int(taker)]
        guard order.isMarket && order.side == .bid else { return wanted }
        let venue = venues[Int(order.venue)]
        let cash = available[slot(Int(order.agent), 0)]
        let perLot = venue.lotCost(at: orders[Int(maker)].price)
        func canPay(_ lots: Int64) -> Bool {
            let notional = Int128(lots) * perLot
            return notional + AuditArithmetic.fee(on: notional, rate: venue.takerRate) <= cash
        }
        if canPay(wanted) { return wanted }
        var low: Int64 = 0
        var high = wanted
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if canPay(middle) { low = middle } else { high = middle }
        }
        return low
    }

    private mutating func execute(
        _ maker: Int32, _ taker: Int32, _ lots: Int64
    ) throws(AuditFinding) {
        let making = orders[Int(maker)]
        let taking = orders[Int(taker)]
        let index = Int(making.venue)
        let quantity = venues[index].amount(lots: lots)
        let notional = Int128(lots) * venues[index].lotCost(at: making.price)
        let makerFee = AuditArithmetic.fee(on: notional, rate: venues[index].makerRate)
        let takerFee = AuditArithmetic.fee(on: notional, rate: venues[index].takerRate)
        tradeCount += 1
        venues[index].last = making.price
        expected.append(
            .tradeExecuted(
                TradeExecuted(
                    trade: TradeID(tradeCount), instrument: InstrumentID(index),
                    price: venues[index].amount(ticks: making.price), quantity: quantity,
                    aggressorSide: taking.side, makerOrder: OrderID(Int64(maker) + 1),
                    takerOrder: OrderID(Int64(taker) + 1),
                    makerAgent: AgentID(Int(making.agent)),
                    takerAgent: AgentID(Int(taking.agent)), makerFee: Amount(units: makerFee),
                    takerFee: Amount(units: takerFee))))
        // Both release before either pays, for they may be the same agent's.
        try release(maker, lots: lots)
        try release(taker, lots: lots)
        try pay(for: making, quantity.units, notional, fee: makerFee)
        try pay(for: taking, quantity.units, notional, fee: takerFee)
        house[0] += makerFee + takerFee
        orders[Int(maker)].open -= lots
        orders[Int(maker)].filled += lots
        orders[Int(taker)].open -= lots
        orders[Int(taker)].filled += lots
        if orders[Int(maker)].open == 0 { try close(maker) }
    }

    private mutating func pay(
        for order: AuditedOrder, _ quantity: Int128, _ notional: Int128, fee: Int128
    ) throws(AuditFinding) {
        let agent = Int(order.agent)
        let sign: Int128 = order.side == .bid ? 1 : -1
        let asset = venues[Int(order.venue)].base
        try shift(agent, asset, available: sign * quantity, reserved: 0)
        try shift(agent, 0, available: -sign * notional - fee, reserved: 0)
    }

    /// Lets what is left of an order wait behind all others at its price.
    private mutating func rest(_ number: Int32) throws(AuditFinding) {
        let order = orders[Int(number)]
        let venue = Int(order.venue)
        if order.side == .bid {
            venues[venue].bids.append(number, to: &orders)
        } else {
            venues[venue].asks.append(number, to: &orders)
        }
        try checkTouch(venue)
        if order.isListed { return }
        list(number, of: Int(order.agent))
        if order.expiresAtTick >= 0 {
            expiring[order.expiresAtTick, default: []].append(number)
        }
    }

    /// Ends an order of the exchange's own accord: the next event has to say so.
    mutating func cancel(_ number: Int32, _ reason: CancelReason) throws(AuditFinding) {
        let order = orders[Int(number)]
        expected.append(
            .orderCancelled(
                OrderCancelled(
                    order: OrderID(Int64(number) + 1), agent: AgentID(Int(order.agent)),
                    open: amount(of: order.open, number), reason: reason)))
        try close(number)
    }

    /// Takes an order out of its queue, its agent's list and what is reserved.
    mutating func close(_ number: Int32) throws(AuditFinding) {
        if orders[Int(number)].isQueued { dequeue(number) }
        if orders[Int(number)].isListed { unlist(number) }
        try release(number, lots: orders[Int(number)].open)
        orders[Int(number)].open = 0
    }

    mutating func dequeue(_ number: Int32) {
        let order = orders[Int(number)]
        if order.side == .bid {
            venues[Int(order.venue)].bids.remove(number, from: &orders)
        } else {
            venues[Int(order.venue)].asks.remove(number, from: &orders)
        }
    }

    /// Adds an order, newer than all of them, to its agent's open ones.
    private mutating func list(_ number: Int32, of agent: Int) {
        let newest = agents[agent].newest
        orders[Int(number)].isListed = true
        orders[Int(number)].previous = newest
        orders[Int(number)].next = AuditedOrder.none
        if newest == AuditedOrder.none {
            agents[agent].oldest = number
        } else {
            orders[Int(newest)].next = number
        }
        agents[agent].newest = number
    }

    private mutating func unlist(_ number: Int32) {
        let order = orders[Int(number)]
        orders[Int(number)].isListed = false
        if order.previous == AuditedOrder.none {
            agents[Int(order.agent)].oldest = order.next
        } else {
            orders[Int(order.previous)].next = order.next
        }
        if order.next == AuditedOrder.none {
            agents[Int(order.agent)].newest = order.previous
        } else {
            orders[Int(order.next)].previous = order.previous
        }
    }

    /// Lots of an order as a quantity.
    func amount(of lots: Int64, _ number: Int32) -> Amount {
        venues[Int(orders[Int(number)].venue)].amount(lots: lots)
    }
}
