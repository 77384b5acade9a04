import MarketModel
import Primitives

// Local markets, found again from positions alone.
extension EconomyAuditor {
    /// The members of each market of this tick, by id.
    ///
    /// Nobody walks after trade has begun, so that they are found once.
    mutating func markets(_ rules: EconomyAuditRules) -> [[Int]] {
        if let marketMembers { return marketMembers }
        var markets: [[Int]] = []
        if let least = rules.leastMarket {
            let components =
                rules.marketIsGlobal ? [Array(agents.indices)] : components(rules)
            markets = components.filter { $0.count >= least }
        }
        marketMembers = markets
        return markets
    }

    /// Whoever is near whoever is near, by walking from neighbour to neighbour.
    private func components(_ rules: EconomyAuditRules) -> [[Int]] {
        var isSeen = Array(repeating: false, count: agents.count)
        var components: [[Int]] = []
        // By column, so that only agents of near columns are compared.
        let order = agents.indices.sorted { left, right in
            let (one, other) = (agents[left].position.x, agents[right].position.x)
            return one != other ? one < other : left < right
        }
        var places = Array(repeating: 0, count: agents.count)
        for (place, agent) in order.enumerated() { places[agent] = place }
        for start in agents.indices where !isSeen[start] {
            var members = [start]
            isSeen[start] = true
            var next = 0
            while next < members.count {
                let agent = members[next]
                next += 1
                for step in [-1, 1] {
                    var place = places[agent] + step
                    while order.indices.contains(place) {
                        let other = order[place]
                        let (one, two) = (agents[agent].position, agents[other].position)
                        if abs(Int(one.x) - Int(two.x)) > rules.interactionRadius { break }
                        if !isSeen[other], one.distance(to: two) <= rules.interactionRadius {
                            isSeen[other] = true
                            members.append(other)
                        }
                        place += step
                    }
                }
            }
            components.append(members.sorted())
        }
        return components
    }

    /// A market trade is one between members of a market, who are no pair there.
    mutating func needMarket(
        of trade: GoodsTraded, _ rules: EconomyAuditRules
    ) throws(AuditFinding) {
        let members = markets(rules).first { $0.first.map(Int64.init) == trade.market }
        guard let members, members.contains(trade.buyer.index),
            members.contains(trade.seller.index), trade.buyer != trade.seller
        else { throw problem(.pairing, "two members of a market", "\(trade)") }
        let isFirst =
            agents[trade.buyer.index].lastTradeTick < tick
            && agents[trade.seller.index].lastTradeTick < tick
        try need(
            agents[trade.buyer.index].position == trade.position && trade.pair != .aForB
                && (rules.marketTradesUnits ? trade.units == 1 : isFirst), .pairing,
            "a trade for money, the first of both in this tick or a unit", "\(trade)")
    }
}
