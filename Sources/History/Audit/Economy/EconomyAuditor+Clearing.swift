import MarketModel
import Primitives

// What a market's event has to account for.
extension EconomyAuditor {
    /// A market accounts for its trades, or its moves, of one good.
    mutating func close(
        _ market: MarketCleared, _ rules: EconomyAuditRules
    ) throws(AuditFinding) {
        let members = markets(rules).first { $0.first.map(Int64.init) == market.market }
        try need(
            members == market.members.map(\.index), .pairing,
            "the members \(members ?? [])", "\(market.members.map(\.index))")
        if rules.institution == "walrasian" { return try closeMoves(market) }
        var volume: Int128 = 0
        var surplus = 0.0
        for trade in marketTrades {
            try need(
                trade.market == market.market && trade.pair == market.pair
                    && isNamed(trade.buyer, in: market.buyers)
                    && isNamed(trade.seller, in: market.sellers), .counts,
                "a trade of market \(market.market) in \(market.pair.rawValue)", "\(trade)")
            volume += Int128(trade.units)
            surplus += trade.gainOfBuyer + trade.gainOfSeller
        }
        try need(
            volume == Int128(market.volume) && surplus == market.surplus, .counts,
            "\(volume) units and a surplus of \(surplus)",
            "\(market.volume) and \(market.surplus)")
        if let due = unfilled(market, rules) {
            try need(
                due == (market.unfilledDemand, market.unfilledSupply), .counts,
                "\(due.0) buyers and \(due.1) sellers left over",
                "\(market.unfilledDemand) and \(market.unfilledSupply)")
        }
        marketTrades.removeAll(keepingCapacity: true)
    }

    /// A member has to be among the willing; a pool is nobody's member.
    private func isNamed(_ agent: AgentID, in willing: [AgentID]) -> Bool {
        agent.index >= agents.count || willing.contains(agent)
    }

    /// How many of the willing did not trade; `nil` where a market counts units.
    private func unfilled(
        _ market: MarketCleared, _ rules: EconomyAuditRules
    ) -> (Int64, Int64)? {
        if rules.marketTradesUnits && !rules.marketCountsMembers { return nil }
        let bought = market.buyers.count { buyer in
            marketTrades.contains { $0.buyer == buyer }
        }
        let sold = market.sellers.count { seller in
            marketTrades.contains { $0.seller == seller }
        }
        return (Int64(market.buyers.count - bought), Int64(market.sellers.count - sold))
    }

    /// The first event of a market with moves accounts for all they came to.
    private mutating func closeMoves(_ market: MarketCleared) throws(AuditFinding) {
        let moves = marketMoves.filter { $0.market == market.market }
        var sum = AuditedBundle()
        var surplus = 0.0
        var volume: Int128 = 0
        for move in moves {
            let units = move.change[market.pair.good]
            try need(
                units == 0 || (units > 0 ? market.buyers : market.sellers).contains(move.agent),
                .counts, "a move of somebody willing", "\(move)")
            volume += max(0, Int128(units))
            surplus += move.gain
            sum = sum + AuditedBundle(move.change)
        }
        try need(
            sum == AuditedBundle(), .conservation, "moves that change nothing together",
            "\(sum)")
        let due = areMovesClosed ? 0 : surplus
        try need(
            market.pair != .aForB && volume == Int128(market.volume) && market.surplus == due,
            .counts, "\(volume) units and a surplus of \(due)",
            "\(market.volume) and \(market.surplus)")
        areMovesClosed = true
    }
}
