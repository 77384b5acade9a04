public import Primitives

/// The frozen quotes of a market's members for one good.
public struct MarketQuotes: Hashable, Sendable {
    /// A member's price on one side.
    public struct Entry: Hashable, Sendable {
        /// Whose it is.
        public var agent: Int
        /// In minor units of money per unit.
        public var price: Double

        /// Describes a price.
        public init(agent: Int, price: Double) {
            self.agent = agent
            self.price = price
        }
    }

    /// Of members with money, none above it; by id.
    public private(set) var bids: [Entry] = []
    /// Of members with stock; by id.
    public private(set) var asks: [Entry] = []

    /// Asks the members.
    ///
    /// - Parameter agents: By id; those who have not traded in this tick.
    public init(_ good: Good, of agents: some Sequence<Int>, in view: borrowing EconomyView) {
        for agent in agents {
            let quote = view.standings[agent].quotes[good == .a ? .aForMoney : .bForMoney]
            let holding = view.state.holdings[agent]
            if holding[good] >= 1 { asks.append(Entry(agent: agent, price: quote.ask)) }
            let bid = min(quote.bid, Double(holding.money))
            if bid > 0 { bids.append(Entry(agent: agent, price: bid)) }
        }
    }

    /// Puts quotes together.
    public init(bids: [Entry], asks: [Entry]) {
        self.bids = bids
        self.asks = asks
    }

    /// Whether somebody bids what somebody else asks.
    public var meet: Bool {
        guard let best = asks.min(by: { $0.price < $1.price }) else { return false }
        // Only who has the lowest ask may have to look at the next one.
        if bids.contains(where: { $0.agent != best.agent && $0.price >= best.price }) {
            return true
        }
        guard let own = bids.first(where: { $0.agent == best.agent }) else { return false }
        return asks.contains { $0.agent != best.agent && $0.price <= own.price }
    }

    /// The middle of the highest bid and the lowest ask; `nil` without either.
    public var midpoint: Double? {
        guard let highest = bids.map(\.price).max(), let lowest = asks.map(\.price).min()
        else { return nil }
        return (highest + lowest) / 2
    }

    /// The middle of the prices at which the most units would change hands, one per quote.
    public var clearing: Double? {
        let demand = bids.map(\.price).sorted(by: >)
        let supply = asks.map(\.price).sorted()
        let volume = zip(demand, supply).prefix { $0 >= $1 }.map { $0 }.count
        guard volume > 0 else { return nil }
        return (demand[volume - 1] + supply[volume - 1]) / 2
    }

    /// Who buys and who sells at a price, by id; nobody does both.
    public func willing(at price: Double) -> (buyers: [Int], sellers: [Int]) {
        let buyers = bids.filter { $0.price >= price }.map(\.agent)
        let sellers = asks.filter { $0.price <= price }.map(\.agent)
        let both = Set(buyers).intersection(sellers)
        if both.isEmpty { return (buyers, sellers) }
        return (buyers.filter { !both.contains($0) }, sellers.filter { !both.contains($0) })
    }
}
