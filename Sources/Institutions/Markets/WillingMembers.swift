public import Primitives

/// Who would trade a unit in a market as a tick begins.
public struct WillingMembers: Hashable, Sendable {
    /// Who would buy from somebody else there, by id.
    public private(set) var buyers: [Int] = []
    /// Who would sell to somebody else there, by id.
    public private(set) var sellers: [Int] = []

    /// Whether anybody would trade.
    public var meet: Bool { !buyers.isEmpty || !sellers.isEmpty }

    /// Asks the members what a unit is worth to them: a buyer is who pays what another takes.
    public init(_ good: Good, of members: [Int], in view: borrowing EconomyView) {
        var bids: [MarketQuotes.Entry] = []
        var asks: [MarketQuotes.Entry] = []
        for member in members {
            let own = view.reservations(of: member, good)
            if let bid = own.bid { bids.append(.init(agent: member, price: Double(bid))) }
            if let ask = own.ask { asks.append(.init(agent: member, price: Double(ask))) }
        }
        // Only who has the best price itself has to look at the next one.
        let dearest = bids.sorted { Self.precedes($0, $1, .bid) }.prefix(2)
        let cheapest = asks.sorted { Self.precedes($0, $1, .ask) }.prefix(2)
        buyers = bids.filter { bid in
            cheapest.contains { $0.agent != bid.agent && $0.price <= bid.price }
        }.map(\.agent)
        sellers = asks.filter { ask in
            dearest.contains { $0.agent != ask.agent && $0.price >= ask.price }
        }.map(\.agent)
    }

    private static func precedes(
        _ left: MarketQuotes.Entry, _ right: MarketQuotes.Entry, _ side: Side
    ) -> Bool {
        if left.price != right.price {
            return side == .bid ? left.price > right.price : left.price < right.price
        }
        return left.agent < right.agent
    }

    /// Asks the members what they would do at a pool.
    public init(
        _ good: Good, of members: [Int], at pool: ConstantProductPool,
        in view: borrowing EconomyView
    ) {
        for member in members {
            let trade = MarketPool.trade(good, of: member, at: pool, in: view)
            if trade?.buyer != nil { buyers.append(member) }
            if trade?.seller != nil { sellers.append(member) }
        }
    }
}
