import Geography
import Institutions
import MarketModel
import Primitives

// Trade in local markets: whoever stands close enough is a member, and one price holds for all.
extension EconomyWorld {
    /// The markets of this tick meet, by id; who is in none goes on two by two.
    func tradeInMarkets(_ bounds: MarketBounds, _ meet: ([Int]) -> Void) {
        let components =
            switch bounds.scope {
            case .local:
                LocalMarkets(
                    view.state.positions, radius: scenario.parameters.interactionRadius)
            case .global: LocalMarkets(globalOf: agentCount)
            }
        for members in components.components where members.count >= bounds.leastSize {
            dissolvePairs(within: members)
            let before = tradeCount
            meet(members)
            if tradeCount == before { rest(members) }
        }
    }

    /// A market has no pairs: everybody trades with everybody.
    private func dissolvePairs(within members: [Int]) {
        let inside = Set(members)
        for agent in members {
            guard let partner = view.state.plans[agent].partner, partner > agent,
                inside.contains(partner)
            else { continue }
            part(agent, partner, because: .market)
        }
    }

    /// One good of a market: a price, and willing buyers and sellers k-th with k-th.
    func post(_ members: [Int], _ good: Good, _ rules: MarketPriceRules) {
        let market = PostedPriceMarket(rules)
        let present = members.filter { marketTicks[$0] != tick.index }
        let quotes = MarketQuotes(good, of: present, in: view)
        let last = marketPrices.start(good, of: members)
        guard quotes.meet, let price = market.price(good, quotes, last: last) else { return }
        let (buyers, sellers) = quotes.willing(at: price)
        var cleared = MarketCleared(
            market: Int64(members[0]), pair: good == .a ? .aForMoney : .bForMoney,
            members: members.map(AgentID.init), price: price,
            buyers: buyers.map(AgentID.init), sellers: sellers.map(AgentID.init), volume: 0,
            unfilledDemand: Int64(buyers.count), unfilledSupply: Int64(sellers.count),
            surplus: 0)
        for (buyer, seller) in zip(buyers, sellers) {
            guard
                let block = market.block(
                    good, buyer: buyer, seller: seller, at: price, in: view)
            else { continue }
            exchange(
                block, between: min(buyer, seller), max(buyer, seller), at: block.price,
                market: cleared.market)
            marketTicks[buyer] = tick.index
            marketTicks[seller] = tick.index
            cleared.volume += block.units
            cleared.unfilledDemand -= 1
            cleared.unfilledSupply -= 1
            cleared.surplus += block.totalGain
        }
        if rules.rule == .tatonnement {
            let next = market.next(
                after: price, buyers: buyers.count, sellers: sellers.count)
            marketPrices.keep(next, volume: cleared.volume, good, of: members)
        }
        record(.marketCleared(cleared))
    }

    /// One good of a call: one whole price for units, each checked as it changes hands.
    func call(_ members: [Int], _ good: Good) {
        guard let call = MarketCall(good, of: members, in: view) else { return }
        let pair: ExchangePair = good == .a ? .aForMoney : .bForMoney
        var cleared = MarketCleared(
            market: Int64(members[0]), pair: pair, members: members.map(AgentID.init),
            price: Double(call.price), buyers: call.buyers.map(AgentID.init),
            sellers: call.sellers.map(AgentID.init), volume: 0,
            unfilledDemand: Int64(call.demand), unfilledSupply: Int64(call.supply), surplus: 0)
        for (buyer, seller) in call.matches {
            let search = view.negotiation(min(buyer, seller), max(buyer, seller))
            guard
                let block = search.unit(
                    of: pair, seller < buyer ? .firstSells : .firstBuys, for: call.price)
            else { continue }
            exchange(
                block, between: min(buyer, seller), max(buyer, seller), at: block.price,
                market: cleared.market)
            marketTicks[buyer] = tick.index
            marketTicks[seller] = tick.index
            cleared.volume += 1
            cleared.unfilledDemand -= 1
            cleared.unfilledSupply -= 1
            cleared.surplus += block.totalGain
        }
        record(.marketCleared(cleared))
    }

    /// Where nobody could trade, members who sought each other look for others for a while.
    private func rest(_ members: [Int]) {
        let inside = Set(members)
        let end = tick.index + scenario.parameters.tradeCooldownTicks
        for agent in members {
            guard let other = view.state.plans[agent].targetAgent, inside.contains(other) else {
                continue
            }
            view.state.cooldowns.set(agent, other, until: end, at: tick.index)
            view.state.cooldowns.set(other, agent, until: end, at: tick.index)
        }
    }
}
