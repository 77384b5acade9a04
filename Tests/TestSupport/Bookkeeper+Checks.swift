public import MarketModel
public import Primitives

extension Bookkeeper {
    /// Price, priority and parties of an execution, before it is settled.
    func checkFairness(of trade: TradeExecuted) {
        let number = trade.trade.number
        guard let maker = orders[trade.makerOrder.number],
            let taker = orders[trade.takerOrder.number]
        else { return note(true, "trade \(number) names an order that is not open") }
        note(
            maker.agent != trade.makerAgent || taker.agent != trade.takerAgent,
            "trade \(number) names the wrong agents")
        note(maker.price != trade.price.units, "trade \(number) is not at the maker's price")
        note(
            taker.side != trade.aggressorSide || maker.side == taker.side,
            "trade \(number) names the wrong side")
        if let limit = taker.price, let price = maker.price {
            note(
                taker.side == .bid ? price > limit : price < limit,
                "trade \(number) is beyond the taker's limit")
        }
        for (id, order) in orders where id != trade.takerOrder.number {
            note(
                goesBefore(order, maker),
                "trade \(number): order \(id) was better than \(trade.makerOrder.number)")
        }
    }

    private func goesBefore(_ order: Order, _ maker: Order) -> Bool {
        guard order.instrument == maker.instrument, order.side == maker.side,
            let price = order.price, let makerPrice = maker.price
        else { return false }
        if price == makerPrice { return order.turn < maker.turn }
        return order.side == .bid ? price > makerPrice : price < makerPrice
    }

    func checkFees(of trade: TradeExecuted, notional: Int128) {
        let schedule = fees[trade.instrument.index]
        let makerFee = roundedUp(notional, times: schedule.maker)
        let takerFee = roundedUp(notional, times: schedule.taker)
        note(
            trade.makerFee.units != makerFee || trade.takerFee.units != takerFee,
            "trade \(trade.trade.number): fees \(trade.makerFee)/\(trade.takerFee)")
    }

    /// ⌈base × rate⌉; Swift's division rounds towards zero.
    private func roundedUp(_ base: Int128, times rate: BasisPoints) -> Int128 {
        let product = base * Int128(rate.units)
        return product > 0 ? (product + 99_999_999) / 100_000_000 : product / 100_000_000
    }

    /// What an agent's open orders must have reserved, by asset.
    public func reserved(_ agent: AgentID) -> [Int128] {
        var sums = market.assets.map { _ in Int128(0) }
        for order in orders.values where order.agent == agent {
            let instrument = market.instruments[order.instrument.index]
            switch order.side {
            case .ask: sums[instrument.base.index] += order.open
            case .bid:
                let lots = order.open / instrument.lotSize.units
                let notional = (order.price ?? 0) * instrument.lotSize.units / 100_000_000
                let schedule = fees[order.instrument.index]
                let dearer = max(schedule.maker, schedule.taker, .zero)
                sums[0] += lots * (notional + roundedUp(notional, times: dearer))
            }
        }
        return sums
    }

    /// Compares what was recomputed with what the exchange says, between two actions.
    ///
    /// - Parameters:
    ///   - balance: What the exchange says an agent has.
    ///   - openOrders: What the exchange says an agent has open.
    public func check(
        balance: (AgentID, AssetID) -> Balance, openOrders: (AgentID) -> [OpenOrder]
    ) {
        for index in balances.indices {
            let agent = AgentID(index)
            let reserved = reserved(agent)
            for asset in market.assets.indices {
                let told = balance(agent, AssetID(asset))
                note(
                    told.total.units != balances[index][asset]
                        || told.reserved.units != reserved[asset],
                    "agent \(index) asset \(asset): told \(told), recomputed "
                        + "\(Amount(units: balances[index][asset])), of it reserved "
                        + "\(Amount(units: reserved[asset]))")
            }
            checkOpenOrders(of: agent, openOrders(agent))
        }
        note(house.contains { $0 < 0 }, "the house owes")
        checkThatNothingIsInFlight()
    }

    private func checkOpenOrders(of agent: AgentID, _ told: [OpenOrder]) {
        let mine = orders.filter { $0.value.agent == agent }.sorted { $0.key < $1.key }
        let toldText = told.map { order -> String in
            let instrument = market.instruments[order.instrument.index]
            return "\(order.order.number) \(order.side) "
                + "\(instrument.amount(of: order.price)) \(instrument.amount(of: order.open))"
        }
        let ownText = mine.map { id, order in
            "\(id) \(order.side) \(Amount(units: order.price ?? 0)) \(Amount(units: order.open))"
        }
        note(toldText != ownText, "agent \(agent.index) has \(toldText), should have \(ownText)")
    }

    /// No immediate order is left over, and no book is crossed or locked.
    private func checkThatNothingIsInFlight() {
        for (id, order) in orders {
            switch order.terms {
            case .market, .limit(_, .ioc, _), .limit(_, .fok, _):
                note(true, "order \(id) rests but must not")
            case .limit: break
            }
        }
        for instrument in market.instruments.indices {
            let here = orders.values.filter { $0.instrument.index == instrument }
            let bid = here.filter { $0.side == .bid }.compactMap(\.price).max()
            let ask = here.filter { $0.side == .ask }.compactMap(\.price).min()
            if let bid, let ask { note(bid >= ask, "instrument \(instrument) is crossed") }
        }
    }

    /// The book as a table: asks from the highest down, then bids from the highest down; an
    /// order is `id/agent x quantity`, the oldest of a level first.
    public func rows(of instrument: InstrumentID = InstrumentID(0)) -> [String] {
        Side.allCases.reversed().flatMap { side -> [String] in
            let here = orders.filter { $1.instrument == instrument && $1.side == side }
            let prices = Set(here.values.compactMap(\.price)).sorted(by: >)
            return prices.map { price in
                let level = here.filter { $1.price == price }.sorted { $0.1.turn < $1.1.turn }
                let names = level.map { id, order in
                    "\(id)/\(order.agent.index)x" + Amount(units: order.open).shortestDescription
                }
                return "\(side) \(Amount(units: price).shortestDescription): "
                    + names.joined(separator: " ")
            }
        }
    }
}
