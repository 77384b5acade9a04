import Determinism
import MarketModel
import Primitives

/// A market in its simplest form that tells random events, and notes for itself what the
/// analyzer should find: orders in a list that is searched from end to end.
final class RandomRun {
    struct Order {
        var id: OrderID
        var agent: Int
        var instrument: Int
        var side: Side
        var price: Int128
        var open: Int128
    }

    /// One side of a trade, in units of 10⁻⁸; the yardstick is twice a price.
    struct Fill {
        var agent: Int
        var asset: Int
        var bought: Int128
        var notional: Int128
        var doubledYardstick: Int128
        var fee: Int128
    }

    let script = RunScript(RunScript.market(2))
    private(set) var fills: [Fill] = []
    /// By agent, then asset.
    private(set) var balances: [[Int128]]
    private(set) var granted: [[Int128]]
    /// By instrument: every closing's spread, where both sides stand.
    private(set) var spreads: [[Int128]] = [[], []]
    private var random: RandomStream
    private var orders: [Order] = []
    private var last: [Int128?] = [nil, nil]
    private var reference: [Int128] = [100, 100].map { Amount(whole: $0).units }
    private var lastOrder: Int64 = 0
    private var lastTrade: Int64 = 0

    init(seed: UInt32) {
        script.createAgents("a", "b", "c", "d")
        let start = [10_000, 100, 100].map { Amount(whole: $0).units }
        balances = Array(repeating: start, count: 4)
        granted = Array(repeating: [0, 0, 0], count: 4)
        random = RandomStream(seed: seed, name: "scenario")
    }

    /// Twice the mark: last trade, else mid, else reference price.
    func doubledMark(_ instrument: Int) -> Int128 {
        last[instrument].map { 2 * $0 } ?? doubledMid(instrument) ?? 2 * reference[instrument]
    }

    func step() {
        switch random.below(20) {
        case 0..<11: place(isMarket: false)
        case 11..<13: place(isMarket: true)
        case 13..<15: cancel()
        case 15..<17: replace()
        case 17: decree()
        case 18: decay()
        default: close()
        }
    }

    private func best(_ side: Side, _ instrument: Int) -> Order? {
        let found = orders.filter { $0.instrument == instrument && $0.side == side }
        return found.min { left, right in
            if left.price != right.price {
                return side == .bid ? left.price > right.price : left.price < right.price
            }
            return left.id < right.id
        }
    }

    private func doubledMid(_ instrument: Int) -> Int128? {
        guard let bid = best(.bid, instrument), let ask = best(.ask, instrument) else {
            return nil
        }
        return bid.price + ask.price
    }

    private func place(isMarket: Bool) {
        lastOrder += 1
        let order = Order(
            id: OrderID(lastOrder), agent: random.below(4), instrument: random.below(2),
            side: random.chance(0.5) ? .bid : .ask, price: randomPrice(),
            open: Int128(1 + random.below(30)) * 10_000_000)
        let terms = OrderTerms.limit(
            price: Amount(units: order.price), timeInForce: .gtc, expiresAtTick: nil)
        let yardstick = doubledMid(order.instrument) ?? doubledMark(order.instrument)
        script.show(
            .orderPlaced(
                OrderPlaced(
                    order: order.id, agent: AgentID(order.agent),
                    instrument: InstrumentID(order.instrument), side: order.side,
                    terms: isMarket ? .market : terms, quantity: Amount(units: order.open))))
        match(order, isMarket: isMarket, yardstick: yardstick)
    }

    private func randomPrice() -> Int128 { Int128(9_900 + random.below(200)) * 1_000_000 }

    private func match(_ incoming: Order, isMarket: Bool, yardstick: Int128) {
        var taker = incoming
        while taker.open > 0, let maker = best(taker.side.opposite, taker.instrument) {
            let isWithin =
                taker.side == .bid ? maker.price <= taker.price : maker.price >= taker.price
            if !isMarket && !isWithin { break }
            let seller = taker.side == .bid ? maker.agent : taker.agent
            let quantity = min(taker.open, maker.open)
            // Nothing is reserved here: an order that its seller cannot fill just stays.
            if balances[seller][taker.instrument + 1] < quantity { break }
            settle(quantity, maker, taker, yardstick)
            taker.open -= quantity
            orders.removeAll { $0.id == maker.id }
            if maker.open > quantity {
                var rest = maker
                rest.open -= quantity
                orders.append(rest)
            }
        }
        if taker.open == 0 { return }
        // What would cross the book must not stand in it.
        let opposite = best(taker.side.opposite, taker.instrument)
        let crosses = opposite.map {
            taker.side == .bid ? $0.price <= taker.price : $0.price >= taker.price
        }
        if isMarket || crosses == true {
            showCancel(taker, .marketRemainder)
        } else {
            orders.append(taker)
        }
    }

    private func settle(
        _ quantity: Int128, _ maker: Order, _ taker: Order, _ yardstick: Int128
    ) {
        lastTrade += 1
        let notional = maker.price * quantity / 100_000_000
        let fees = (maker: Int128(random.below(1_000)) - 500, taker: Int128(random.below(5_000)))
        last[maker.instrument] = maker.price
        for (order, fee) in [(maker, fees.maker), (taker, fees.taker)] {
            let sign: Int128 = order.side == .bid ? 1 : -1
            balances[order.agent][0] -= sign * notional + fee
            balances[order.agent][order.instrument + 1] += sign * quantity
            fills.append(
                Fill(
                    agent: order.agent, asset: order.instrument + 1, bought: sign * quantity,
                    notional: sign * notional, doubledYardstick: yardstick, fee: fee))
        }
        script.show(
            .tradeExecuted(
                TradeExecuted(
                    trade: TradeID(lastTrade), instrument: InstrumentID(maker.instrument),
                    price: Amount(units: maker.price), quantity: Amount(units: quantity),
                    aggressorSide: taker.side, makerOrder: maker.id, takerOrder: taker.id,
                    makerAgent: AgentID(maker.agent), takerAgent: AgentID(taker.agent),
                    makerFee: Amount(units: fees.maker), takerFee: Amount(units: fees.taker))))
    }

    private func showCancel(_ order: Order, _ reason: CancelReason) {
        script.show(
            .orderCancelled(
                OrderCancelled(
                    order: order.id, agent: AgentID(order.agent),
                    open: Amount(units: order.open), reason: reason)))
    }

    private func cancel() {
        if orders.isEmpty { return }
        showCancel(orders.remove(at: random.below(orders.count)), .requested)
    }

    private func replace() {
        if orders.isEmpty { return }
        var order = orders.remove(at: random.below(orders.count))
        let yardstick =
            with(order) { doubledMid($0.instrument) } ?? doubledMark(order.instrument)
        let keepsPlace = random.chance(0.5) && order.open > 10_000_000
        if keepsPlace {
            order.open -= 10_000_000
        } else {
            order.price = randomPrice()
        }
        script.show(
            .orderReplaced(
                OrderReplaced(
                    order: order.id, agent: AgentID(order.agent),
                    price: Amount(units: order.price), open: Amount(units: order.open),
                    keptPriority: keepsPlace)))
        if keepsPlace {
            orders.append(order)
        } else {
            match(order, isMarket: false, yardstick: yardstick)
        }
    }

    /// Looks at the market with an order that is just being moved still in its old place.
    private func with<Result>(_ order: Order, _ look: (Order) -> Result) -> Result {
        orders.append(order)
        defer { orders.removeLast() }
        return look(order)
    }

    private func decree() {
        if random.chance(0.2) {
            let instrument = random.below(2)
            reference[instrument] = randomPrice()
            script.show(
                .scenarioEvent(
                    .referencePrice(
                        instrument: InstrumentID(instrument),
                        price: Amount(units: reference[instrument]))))
            return
        }
        let agent = random.below(4)
        let asset = random.below(3)
        let wanted = Int128(random.below(2_000_000_000)) - 1_000_000_000
        let amount = max(wanted, -balances[agent][asset])
        balances[agent][asset] += amount
        granted[agent][asset] += amount
        script.show(
            .balanceUpdated(
                BalanceUpdated(
                    holder: .agent(AgentID(agent)), asset: AssetID(asset),
                    amount: Amount(units: amount), reason: amount < 0 ? .burn : .mint)))
    }

    private func decay() {
        let agent = random.below(4)
        let amount = Int128(1 + random.below(1_000))
        balances[agent][0] -= amount
        script.show(
            .decayApplied(
                agent: AgentID(agent), asset: .cash, amount: Amount(units: amount), due: nil))
    }

    private func close() {
        for instrument in 0..<2 {
            guard let bid = best(.bid, instrument), let ask = best(.ask, instrument) else {
                continue
            }
            spreads[instrument].append(ask.price - bid.price)
        }
        script.endTick()
    }
}
