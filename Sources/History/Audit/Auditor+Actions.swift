import MarketModel
import Primitives

// What agents do, as the first event of each action tells it.
extension Auditor {
    mutating func place(_ placed: OrderPlaced) throws(AuditFinding) {
        try note(placed.agent)
        try need(
            placed.order.number == orders.count + 1, .identifiers, "order \(orders.count + 1)",
            "order \(placed.order.number)")
        try need(
            venues.indices.contains(placed.instrument.index), .identifiers, "an instrument",
            "number \(placed.instrument.index)")
        try need(!placed.isEstate, .bankruptcy, "a sale that is due", "an estate's sale")
        let venue = placed.instrument.index
        try need(!venues[venue].isHalted, .halt, "no order while halted", "ORDER_PLACED")
        guard let lots = venues[venue].lots(placed.quantity) else {
            throw problem(.orderAccounts, "a valid quantity", "\(placed.quantity)")
        }
        var order = AuditedOrder(
            agent: Int32(placed.agent.index), venue: Int32(venue), price: 0, total: lots,
            open: lots, side: placed.side, isMarket: placed.terms == .market)
        var remainder: CancelReason?
        switch placed.terms {
        case .market: remainder = .marketRemainder
        case .limit(let price, let timeInForce, let last):
            guard let ticks = venues[venue].ticks(price) else {
                throw problem(.orderAccounts, "a valid price", "\(price)")
            }
            order.price = ticks
            order.expiresAtTick = last?.index ?? -1
            try check(timeInForce, last, of: order)
            if timeInForce == .ioc || timeInForce == .fok { remainder = .iocRemainder }
        }
        order.perLot = perLot(of: order)
        try enter(order, remainder: remainder)
    }

    /// r(p) for a bid, the lot itself for an ask, nothing for a market bid.
    func perLot(of order: AuditedOrder) -> Int128 {
        // Used in place: a copy of a venue would retain its queues.
        let venue = Int(order.venue)
        if order.side == .ask { return Int128(venues[venue].lotUnits) }
        return order.isMarket ? 0 : venues[venue].reservePerLot(at: order.price)
    }

    /// Takes a new order in and follows it through the book.
    mutating func enter(
        _ order: AuditedOrder, remainder: CancelReason?
    ) throws(AuditFinding) {
        let number = Int32(orders.count)
        orders.append(order)
        try reserve(number, lots: order.open)
        try match(number, remainder: remainder)
    }

    private func check(
        _ timeInForce: TimeInForce, _ last: Tick?, of order: AuditedOrder
    ) throws(AuditFinding) {
        try need(
            (timeInForce == .gtt) == (last != nil), .orderAccounts,
            "an expiry with gtt, and only there", "\(timeInForce.name)")
        try need(
            (last?.index ?? tick) >= tick, .expiry, "an expiry to come",
            "tick \(last?.index ?? tick)")
        if timeInForce == .postOnly {
            try need(
                front(for: order) == nil, .book, "no post-only order that trades",
                "one at \(order.price) ticks")
        }
        if timeInForce == .fok {
            let fillable = fillable(order)
            try need(
                fillable >= order.open, .orderAccounts, "a fill-or-kill that fills",
                "\(fillable) of \(order.open) lots")
        }
    }

    /// What a fill-or-kill would really trade with, as far as it is needed.
    private func fillable(_ order: AuditedOrder) -> Int64 {
        let venue = venues[Int(order.venue)]
        let prevention = rules?.prevention ?? .none
        var sum: Int64 = 0
        for level in (order.side == .bid ? venue.asks : venue.bids).levels.reversed() {
            guard reaches(order, level.price) else { break }
            var number = level.oldest
            while number != AuditedOrder.none {
                let resting = orders[Int(number)]
                if resting.agent != order.agent || prevention == .none {
                    sum += min(resting.open, order.open - sum)
                } else if prevention != .cancelOldest {
                    return sum
                }
                if sum == order.open { return sum }
                number = resting.newer
            }
        }
        return sum
    }

    mutating func replace(_ replaced: OrderReplaced) throws(AuditFinding) {
        try note(replaced.agent)
        let number = try ownOrder(replaced.order, of: replaced.agent)
        let order = orders[Int(number)]
        let venue = Int(order.venue)
        guard let price = venues[venue].ticks(replaced.price) else {
            throw problem(.orderAccounts, "a valid price", "\(replaced.price)")
        }
        guard let open = venues[venue].lots(replaced.open) else {
            throw problem(.orderAccounts, "a valid quantity", "\(replaced.open)")
        }
        let keeps = price == order.price && open < order.open
        try need(
            keeps == replaced.keptPriority, .priority, "kept_priority \(keeps)",
            "\(replaced.keptPriority)")
        let total = order.filled + open
        try need(
            keeps || venues[venue].lots(venues[venue].amount(lots: total)) != nil,
            .orderAccounts, "a total within bounds", "\(total) lots")
        if keeps {
            try release(number, lots: order.open - open)
            orders[Int(number)].open = open
            orders[Int(number)].total = total
            return
        }
        try need(!venues[venue].isHalted, .halt, "no new place while halted", "ORDER_REPLACED")
        dequeue(number)
        try release(number, lots: order.open)
        orders[Int(number)].price = price
        orders[Int(number)].open = open
        orders[Int(number)].total = total
        orders[Int(number)].perLot = perLot(of: orders[Int(number)])
        try reserve(number, lots: open)
        try match(number, remainder: nil)
    }

    mutating func cancelOnRequest(_ cancelled: OrderCancelled) throws(AuditFinding) {
        try note(cancelled.agent, cancelled: cancelled.order)
        let number = try ownOrder(cancelled.order, of: cancelled.agent)
        let open = amount(of: orders[Int(number)].open, number)
        try need(
            open == cancelled.open, .orderAccounts, "\(open) given up", "\(cancelled.open)")
        try close(number)
    }

    /// The number of an open order of an agent.
    private func ownOrder(_ order: OrderID, of agent: AgentID) throws(AuditFinding) -> Int32 {
        if let number = openOrder(order, of: agent) { return number }
        throw problem(
            .identifiers, "an open order of agent \(agent.index)", "order \(order.number)")
    }

    func openOrder(_ order: OrderID, of agent: AgentID) -> Int32? {
        guard order.number >= 1, order.number <= orders.count else { return nil }
        let number = Int32(order.number - 1)
        let known = orders[Int(number)]
        return known.isQueued && Int(known.agent) == agent.index ? number : nil
    }
}
