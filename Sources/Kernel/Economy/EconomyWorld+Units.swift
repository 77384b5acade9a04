import Determinism
import Institutions
import MarketModel
import Primitives

// Markets in which single units change hands, one after another, each at a price of its own.
extension EconomyWorld {
    /// One good of a double auction: quotes by chance, until the draws of the tick are spent.
    func auction(_ members: [Int], _ good: Good, _ rules: MarketAuctionRules) {
        let willing = WillingMembers(good, of: members, in: view)
        guard willing.meet else { return }
        var tally = UnitTally(good, of: members, willing)
        var auction = MarketAuction(
            good, of: members, in: view, rules, chance: chance(members, good))
        while let trade = auction.next() {
            exchange(trade, &tally)
            auction.settle(trade, in: view)
        }
        record(.marketCleared(tally.cleared))
    }

    /// One good of posted offers; sellers learn from what they sold.
    func shop(_ members: [Int], _ good: Good, _ rules: MarketOfferRules) {
        var offers = MarketOffers(
            good, of: members, in: view, offerMargins, chance: chance(members, good))
        defer {
            offerMargins.learn(
                good, sellers: offers.sellers, of: offers.offering, step: rules.step)
        }
        let willing = WillingMembers(good, of: members, in: view)
        guard willing.meet else { return }
        var tally = UnitTally(good, of: members, willing)
        while let trade = offers.next(in: view) {
            exchange(trade, &tally)
            offers.settle(trade)
        }
        record(.marketCleared(tally.cleared))
    }

    /// One good at its pool, which is the agent after all others and belongs to the house.
    func visitPool(_ members: [Int], _ good: Good, _ rules: MarketPoolRules) {
        guard let place = rules.place(of: good) else { return }
        let willing = WillingMembers(good, of: members, at: pools[place], in: view)
        guard willing.meet else { return }
        var tally = UnitTally(good, of: members, willing)
        var queue = MarketPool(good, of: members, chance: chance(members, good))
        while let trade = queue.next(at: pools[place], in: view) {
            exchangeWithPool(place, trade, &tally)
        }
        record(.marketCleared(tally.cleared))
    }

    /// The state of the stream of one market, good and tick.
    private func chance(_ members: [Int], _ good: Good) -> UInt32 {
        let name = "market.\(tick.index).\(members[0]).\(good.rawValue)"
        return RandomStream(seed: seed, name: name).state
    }

    /// Lets two members exchange a unit, if both have what it takes and gain by it.
    private func exchange(_ trade: UnitTrade, _ tally: inout UnitTally) {
        guard let buyer = trade.buyer, let seller = trade.seller,
            let block = view.unit(tally.good, trade)
        else { return }
        exchange(
            block, between: min(buyer, seller), max(buyer, seller), at: block.price,
            market: tally.id)
        marketTicks[buyer] = tick.index
        marketTicks[seller] = tick.index
        tally.add(trade, gain: block.totalGain)
    }

    /// Lets a member and a pool exchange a unit at the pool's price.
    private func exchangeWithPool(_ place: Int, _ trade: UnitTrade, _ tally: inout UnitTally) {
        guard let member = trade.buyer ?? trade.seller else {
            preconditionFailure("a pool trades with somebody")
        }
        let gain = view.gainFromPool(tally.good, trade)
        precondition(gain > scenario.parameters.epsilon, "a trade helps, got \(gain)")
        let buys = trade.buyer != nil
        let price = buys ? pools[place].sellUnit() : pools[place].buyUnit()
        precondition(price == trade.price && price > 0, "a pool settles at what it quotes")
        let units: Int64 = buys ? 1 : -1
        view.state.holdings[member][tally.good] += units
        view.state.holdings[member].money -= units * price
        precondition(view.state.holdings[member].isNonnegative, "agent \(member) owes")
        noteChange(of: member)
        marketTicks[member] = tick.index
        tradeCount += 1
        let pool = AgentID(agentCount + place)
        var traded = GoodsTraded(
            trade: TradeID(tradeCount), buyer: buys ? AgentID(member) : pool,
            seller: buys ? pool : AgentID(member), pair: tally.pair, units: 1,
            payment: price, price: Double(price), position: view.state.positions[member],
            gainOfBuyer: buys ? gain : 0, gainOfSeller: buys ? 0 : gain)
        traded.market = tally.id
        record(.goodsTraded(traded))
        tally.add(trade, gain: gain)
    }
}
