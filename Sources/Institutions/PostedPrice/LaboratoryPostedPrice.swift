import MarketModel
import Primitives

/// A laboratory's posted price: one for all, decreed or found by a rule, within its limits.
///
/// Units of willing buyers and sellers meet in order of id, k-th with k-th.
struct LaboratoryPostedPrice: PeriodRules {
    private let rules: PostedPriceRules
    /// The price that tâtonnement carries from period to period.
    private var persistent: Double?

    init(_ rules: PostedPriceRules) { self.rules = rules }

    mutating func trade(on floor: TradingFloor) {
        let buyers = floor.units(.bid)
        let sellers = floor.units(.ask)
        guard let exact = price(buyers, sellers, on: floor), let price = whole(exact, on: floor)
        else {
            floor.tellMarket(price: nil, buyers: [], sellers: [])
            return
        }
        let demand = buyers.filter { $0.limit >= price }
        let supply = sellers.filter { $0.limit <= price }
        for (buyer, seller) in zip(demand, supply) {
            floor.exchange(buyer: buyer.trader, seller: seller.trader, price: price)
        }
        floor.tellMarket(price: Double(price), buyers: demand, sellers: supply)
        guard case .tatonnement(_, let speed) = rules.rule else { return }
        let sum = Double(demand.count + supply.count)
        let excess = Double(demand.count - supply.count)
        persistent = sum > 0 ? exact * (1 + speed * excess / sum) : exact
    }

    /// The price before rounding; `nil` where no value reaches a cost.
    private func price(
        _ buyers: [FloorUnit], _ sellers: [FloorUnit], on floor: TradingFloor
    ) -> Double? {
        guard let best = buyers.map(\.limit).max(), let cheapest = sellers.map(\.limit).min(),
            best >= cheapest
        else { return nil }
        let midpoint = (Double(best) + Double(cheapest)) / 2
        var price: Double
        switch rules.rule {
        case .midpoint: price = midpoint
        case .fixed(let decreed): price = decreed
        case .tatonnement(let start, _): price = persistent ?? start ?? midpoint
        case .clearing:
            let bids = buyers.map { SealedQuote(trader: $0.trader, unit: $0.unit, price: $0.limit) }
            let asks = sellers.map {
                SealedQuote(trader: $0.trader, unit: $0.unit, price: $0.limit)
            }
            let call = UniformPrice(bids: bids, asks: asks, in: floor.priceRange)
            price = call.map { Double($0.price) } ?? midpoint
        }
        if let ceiling = rules.ceiling { price = min(price, ceiling) }
        if let floor = rules.floor { price = max(price, floor) }
        return price
    }

    /// The nearest whole price that may be quoted and breaks no limit; `nil` if there is none.
    private func whole(_ price: Double, on floor: TradingFloor) -> Int64? {
        let range = floor.priceRange
        let highest = rules.ceiling.map { Int64($0.rounded(.down)) } ?? range.upperBound
        let lowest = rules.floor.map { Int64($0.rounded(.up)) } ?? range.lowerBound
        let (low, high) = (max(lowest, range.lowerBound), min(highest, range.upperBound))
        guard low <= high else { return nil }
        let nearest = (min(price, 1e15) + 0.5).rounded(.down)
        return min(max(Int64(nearest), low), high)
    }
}
