import MarketModel
import Primitives

// How a run of a laboratory goes, and what its traders do.
extension LaboratoryAuditor {
    mutating func begin(_ origin: RunCreated) throws(AuditFinding) {
        try need(phase == .genesis, .eventOrder, "one RUN_CREATED", "another")
        do {
            rules = try LaboratoryAuditRules(origin)
        } catch {
            throw problem(.scenario, error.expected, error.found)
        }
        phase = .traders
    }

    mutating func create(_ trader: LaboratoryTraderCreated) throws(AuditFinding) {
        guard let rules, phase == .traders, traders.count < rules.traders.count else {
            throw problem(.eventOrder, "no trader now", trader.name)
        }
        let due = rules.traders[traders.count]
        try need(
            trader.agent.index == traders.count, .identifiers, "agent \(traders.count)",
            "\(trader.agent.index)")
        try need(
            trader.side == due.side && trader.units == due.units
                && trader.trader == due.strategy, .scenario, "\(due)", "\(trader)")
        traders.append(AuditedTrader(side: due.side, units: due.units))
    }

    mutating func startTick(_ tick: Tick) throws(AuditFinding) {
        guard let rules, phase == .betweenTicks else {
            throw problem(.eventOrder, "no tick now", "TICK_START")
        }
        try need(
            tick.index == ticksDone && ticksDone < rules.ticks, .eventOrder,
            "tick \(ticksDone) of \(rules.ticks)", "tick \(tick.index)")
        self.tick = tick.index
        ticksDone += 1
        periodTrades = 0
        periodSurplus = 0
        for trader in traders.indices { traders[trader].done = 0 }
        phase = .ticking
    }

    mutating func end(_ period: PeriodEnded) throws(AuditFinding) {
        try need(phase == .ticking, .eventOrder, "no end outside a period", "PERIOD_ENDED")
        let theory = SupplyAndDemand(
            values: traders.filter { $0.side == .bid }.flatMap(\.units),
            costs: traders.filter { $0.side == .ask }.flatMap(\.units))
        let due = PeriodEnded(
            trades: periodTrades, surplus: periodSurplus,
            efficiency: theory.efficiency(of: periodSurplus))
        try need(period == due, .counts, "\(due)", "\(period)")
        phase = .periodOver
    }

    mutating func stopRun(because reason: RunStopReason) throws(AuditFinding) {
        guard let rules, phase == .betweenTicks else {
            throw problem(.eventOrder, "no stop within a period", "RUN_STOPPED")
        }
        switch reason {
        case .completed:
            try need(
                ticksDone == rules.ticks, .eventOrder, "\(rules.ticks) ticks", "\(ticksDone)")
        case .requested: break
        case .allBankrupt:
            throw problem(.bankruptcy, "nobody bankrupt in a laboratory", reason.rawValue)
        }
        phase = .stopped
    }

    mutating func place(_ order: OrderPlaced) throws(AuditFinding) {
        guard case .limit(let amount, .gtc, nil) = order.terms, !order.isEstate,
            order.clientOrderID == nil, order.quantity == Amount(whole: 1)
        else { throw problem(.orderAccounts, "a limit order for one unit", "\(order)") }
        let price = try wholePrice(amount)
        try need(
            phase == .ticking && traders.indices.contains(order.agent.index)
                && order.order.number == book.lastOrder + 1, .identifiers,
            "order \(book.lastOrder + 1) of a trader", "\(order)")
        let trader = traders[order.agent.index]
        try need(
            trader.side == order.side && trader.limit != nil
                && !book.quotes.contains { $0.trader == order.agent.index }, .orderAccounts,
            "the only quote of a trader with a unit left", "\(order)")
        book.add(
            AuditedQuotes.Quote(
                order: order.order.number, trader: order.agent.index, side: order.side,
                price: price))
    }

    mutating func replace(_ order: OrderReplaced) throws(AuditFinding) {
        let price = try wholePrice(order.price)
        guard let place = book.place(of: order.order.number) else {
            throw problem(.identifiers, "a quote that stands", "\(order)")
        }
        var quote = book.remove(at: place)
        try need(
            quote.trader == order.agent.index && order.open == Amount(whole: 1)
                && !order.keptPriority, .orderAccounts, "one unit, at the end of the queue",
            "\(order)")
        quote.price = price
        book.add(quote)
    }

    mutating func cancel(_ order: OrderCancelled) throws(AuditFinding) {
        guard let place = book.place(of: order.order.number) else {
            throw problem(.identifiers, "a quote that stands", "\(order)")
        }
        let quote = book.remove(at: place)
        try need(
            quote.trader == order.agent.index && order.open == Amount(whole: 1)
                && order.reason == .cleared, .orderAccounts, "a quote that is cleared",
            "\(order)")
    }

    mutating func execute(_ trade: TradeExecuted) throws(AuditFinding) {
        guard let taker = book.place(of: trade.takerOrder.number),
            let maker = book.place(of: trade.makerOrder.number)
        else { throw problem(.identifiers, "two quotes that stand", "\(trade)") }
        let quotes = book.quotes
        try need(
            taker == quotes.count - 1 && quotes[taker].trader == trade.takerAgent.index
                && quotes[maker].trader == trade.makerAgent.index
                && quotes[taker].side == trade.aggressorSide, .orderAccounts,
            "the newest quote and its maker", "\(trade)")
        let due = book.partner(
            of: quotes[taker].side, at: quotes[taker].price, before: taker)
        try need(due == maker, .priority, "the best and oldest quote", "\(trade)")
        try need(
            trade.price == Amount(whole: quotes[maker].price) && trade.makerFee == .zero
                && trade.takerFee == .zero && trade.quantity == Amount(whole: 1),
            .orderAccounts, "a unit at \(quotes[maker].price)", "\(trade)")
        let buys = trade.aggressorSide == .bid
        let (one, other) = (trade.takerAgent.index, trade.makerAgent.index)
        _ = try exchange(
            trade.trade, buyer: buys ? one : other, seller: buys ? other : one,
            price: quotes[maker].price)
        _ = book.remove(at: max(taker, maker))
        _ = book.remove(at: min(taker, maker))
    }

    mutating func settle(_ trade: GoodsTraded) throws(AuditFinding) {
        try need(
            trade.market == 0 && trade.pair == .aForMoney && trade.units == 1
                && trade.price == Double(trade.payment), .counts, "one unit", "\(trade)")
        let gains = try exchange(
            trade.trade, buyer: trade.buyer.index, seller: trade.seller.index,
            price: trade.payment)
        try need(
            trade.gainOfBuyer == Double(gains.buyer) && trade.gainOfSeller == Double(gains.seller),
            .gain, "gains of \(gains.buyer) and \(gains.seller)",
            "\(trade.gainOfBuyer) and \(trade.gainOfSeller)")
    }

    /// - Returns: What both sides gain.
    private mutating func exchange(
        _ number: TradeID, buyer: Int, seller: Int, price: Int64
    ) throws(AuditFinding) -> (buyer: Int64, seller: Int64) {
        guard let rules, phase == .ticking else {
            throw problem(.eventOrder, "no trade now", "\(number.number)")
        }
        try need(
            number.number == tradeCount + 1, .identifiers, "trade \(tradeCount + 1)",
            "\(number.number)")
        // A pool is the agent after all others, trades at prices of its own and gains nothing.
        let isPool = rules.institution == "amm"
        let pool = isPool ? traders.count : -1
        try need(
            isPool && buyer != seller && price > 0
                || (rules.lowest...rules.highest).contains(price), .counts,
            "a price of the range", "\(price)")
        let value = buyer == pool ? price : try take(buyer, .bid)
        let cost = seller == pool ? price : try take(seller, .ask)
        try need(
            buyer == pool || value >= price || rules.mayLose(buyer), .gain,
            "no loss of \(buyer)", "\(price) for \(value)")
        try need(
            seller == pool || cost <= price || rules.mayLose(seller), .gain,
            "no loss of \(seller)", "\(price) for \(cost)")
        tradeCount += 1
        periodTrades += 1
        // A record may claim that a pool has paid whatever fits into a number.
        let (sum, overflow) = periodSurplus.addingReportingOverflow(value - cost)
        try need(!overflow, .counts, "a surplus that can be added up", "\(price) for \(cost)")
        periodSurplus = sum
        return (value - price, price - cost)
    }

    /// Takes a trader's next unit.
    private mutating func take(_ trader: Int, _ side: Side) throws(AuditFinding) -> Int64 {
        guard traders.indices.contains(trader), traders[trader].side == side,
            let limit = traders[trader].limit
        else { throw problem(.solvency, "a trader with a unit left", "\(trader)") }
        traders[trader].done += 1
        return limit
    }

    private func wholePrice(_ amount: Amount) throws(AuditFinding) -> Int64 {
        let (whole, rest) = amount.units.quotientAndRemainder(
            dividingBy: Int128(Amount.unitsPerWhole))
        guard let rules, rest == 0, whole >= Int128(rules.lowest),
            whole <= Int128(rules.highest)
        else { throw problem(.orderAccounts, "a whole price of the range", "\(amount)") }
        return Int64(whole)
    }
}
