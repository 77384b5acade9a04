public import Primitives

/// A call auction among the members of an economy's market.
public struct MarketCall: Sendable {
    /// The price at which everybody trades.
    public let price: Int64
    /// Buyers and sellers of units, k-th with k-th.
    public let matches: [(buyer: Int, seller: Int)]
    /// Who bids the price or more, by id.
    public let buyers: [Int]
    /// Who asks the price or less, by id.
    public let sellers: [Int]
    /// How many units are bid for at the price, and how many offered.
    public let demand: Int
    /// How many units are offered at the price.
    public let supply: Int

    /// Collects the members' schedules of a good and crosses them.
    ///
    /// - Returns: `nil` where no bid reaches an ask.
    public init?(_ good: Good, of members: [Int], in view: borrowing EconomyView) {
        let most = members.map { view.state.holdings[$0].money }.max() ?? 0
        var (bids, asks): ([SealedQuote], [SealedQuote]) = ([], [])
        for member in members {
            let reservation = UnitReservation(view.state.tastes[member], terms: view.terms)
            let schedule = reservation.schedule(
                good, holding: view.state.holdings[member], units: view.parameters.greatestBlock,
                atMost: most)
            for (unit, price) in schedule.bids.enumerated() {
                bids.append(SealedQuote(trader: member, unit: unit, price: price))
            }
            for (unit, price) in schedule.asks.enumerated() {
                asks.append(SealedQuote(trader: member, unit: unit, price: price))
            }
        }
        guard let call = UniformPrice(bids: bids, asks: asks, in: 1...max(1, most)) else {
            return nil
        }
        price = call.price
        matches = zip(call.bids, call.asks).map { ($0.trader, $1.trader) }
        // Members come by id, and each quotes at least once or never.
        buyers = members.filter { member in call.bids.contains { $0.trader == member } }
        sellers = members.filter { member in call.asks.contains { $0.trader == member } }
        demand = call.bids.count
        supply = call.asks.count
    }
}
