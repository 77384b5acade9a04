import Institutions
import MarketModel
import Primitives

/// What units exchanged in one market, good and tick come to.
struct UnitTally {
    let good: Good
    private let market: Int64
    private let members: [Int]
    private let willing: WillingMembers
    private var trades: [UnitTrade] = []
    private var surplus = 0.0

    init(_ good: Good, of members: [Int], _ willing: WillingMembers) {
        self.good = good
        self.members = members
        self.willing = willing
        market = Int64(members[0])
    }

    /// Which market it is: the lowest id of its members.
    var id: Int64 { market }

    /// What is traded for what.
    var pair: ExchangePair { good == .a ? .aForMoney : .bForMoney }

    /// Counts a unit.
    mutating func add(_ trade: UnitTrade, gain: Double) {
        trades.append(trade)
        surplus += gain
    }

    /// The market's event: buyers are all who were willing or bought, sellers likewise.
    var cleared: MarketCleared {
        let bought = Set(trades.compactMap(\.buyer))
        let sold = Set(trades.compactMap(\.seller))
        let wouldBuy = Set(willing.buyers)
        let wouldSell = Set(willing.sellers)
        let buyers = members.filter { wouldBuy.contains($0) || bought.contains($0) }
        let sellers = members.filter { wouldSell.contains($0) || sold.contains($0) }
        let paid = trades.reduce(0) { $0 + Double($1.price) }
        return MarketCleared(
            market: market, pair: pair, members: members.map(AgentID.init),
            price: trades.isEmpty ? nil : paid / Double(trades.count),
            buyers: buyers.map(AgentID.init), sellers: sellers.map(AgentID.init),
            volume: Int64(trades.count), unfilledDemand: Int64(buyers.count - bought.count),
            unfilledSupply: Int64(sellers.count - sold.count), surplus: surplus)
    }
}
