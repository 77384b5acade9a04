import MarketModel
import Primitives

// What the house does in markets: its pools trade, its auctioneer moves agents.
extension EconomyAuditor {
    /// The place of the pool that a trade is with; `nil` for one between agents.
    func pool(of trade: GoodsTraded) -> Int? {
        let place = max(trade.buyer.index, trade.seller.index) - agents.count
        return pools.indices.contains(place) ? place : nil
    }

    /// A pool trades a unit at its own price, which no one else has to gain from but the member.
    mutating func settleWithPool(
        _ trade: GoodsTraded, _ rules: EconomyAuditRules
    ) throws(AuditFinding) {
        guard let place = pool(of: trade) else { return }
        let buys = trade.buyer.index < trade.seller.index
        let member = buys ? trade.buyer : trade.seller
        try needAgents(member)
        try needMember(member, of: trade.market, rules)
        let agent = agents[member.index]
        let pool = pools[place]
        try need(
            trade.trade.number == tradeCount + 1, .identifiers, "trade \(tradeCount + 1)",
            "\(trade.trade.number)")
        try need(
            mode != .forage && rules.allows(trade.pair) && trade.pair == pool.pair
                && agent.position == trade.position && trade.units == 1
                && trade.price == Double(trade.payment), .pairing,
            "a unit at \(agent.position) for money", "\(trade)")
        let price = Int128(trade.payment)
        try need(
            trade.payment > 0 && (buys ? pool.sells(for: price) : pool.buys(for: price)),
            .counts, "the pool's price", "\(trade.payment)")
        let gains = (trade.gainOfBuyer, trade.gainOfSeller)
        try need(
            (buys ? gains.0 : gains.1) > rules.epsilon && (buys ? gains.1 : gains.0) == 0,
            .gain, "a gain above \(rules.epsilon) of the member alone", "\(gains)")
        let change = AuditedBundle(trade.changeOfBuyer)
        pools[place].units += buys ? -1 : 1
        pools[place].money += buys ? price : -price
        try need(
            pools[place].units * pools[place].money >= pool.units * pool.money, .conservation,
            "a product that does not fall", "\(pools[place])")
        try hold(member, agent.holding + (buys ? change : -change))
        marketTrades.append(trade)
        tradeCount += 1
    }

    /// An auctioneer moves a member once in a tick, to its advantage.
    mutating func allocate(
        _ move: GoodsAllocated, _ rules: EconomyAuditRules
    ) throws(AuditFinding) {
        try needAgents(move.agent)
        try needMember(move.agent, of: move.market, rules)
        let agent = agents[move.agent.index]
        try need(
            move.trade.number == tradeCount + 1, .identifiers, "trade \(tradeCount + 1)",
            "\(move.trade.number)")
        let isNew = move.change.a != 0 || move.change.b != 0
        try need(
            rules.institution == "walrasian" && mode != .forage && isNew
                && agent.lastTradeTick < tick && agent.position == move.position, .pairing,
            "one move of a member and tick", "\(move)")
        try need(
            move.gain > rules.epsilon, .gain, "a gain above \(rules.epsilon)", "\(move.gain)")
        if areMovesClosed { marketMoves.removeAll(keepingCapacity: true) }
        try need(
            marketMoves.allSatisfy { $0.market == move.market }, .eventOrder,
            "MARKET_CLEARED of the market before", "\(move)")
        try hold(move.agent, agent.holding + AuditedBundle(move.change))
        marketMoves.append(move)
        areMovesClosed = false
        tradeCount += 1
    }

    private mutating func needMember(
        _ agent: AgentID, of market: Int64?, _ rules: EconomyAuditRules
    ) throws(AuditFinding) {
        let members = markets(rules).first { $0.first.map(Int64.init) == market }
        try need(
            members?.contains(agent.index) == true, .pairing, "a member of a market",
            "\(agent.index)")
    }

    /// Notes what a member has after a trade in a market.
    private mutating func hold(
        _ agent: AgentID, _ holding: AuditedBundle
    ) throws(AuditFinding) {
        try need(
            holding.isNonnegative, .solvency, "goods and money at hand", "\(agent.index)")
        agents[agent.index].holding = holding
        agents[agent.index].lastTradeTick = tick
        agents[agent.index].lastMarketTick = tick
    }
}
