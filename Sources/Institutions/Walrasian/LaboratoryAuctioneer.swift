import MarketModel
import Primitives

/// The auctioneer of theory: the equilibrium units trade at the equilibrium price, no others.
struct LaboratoryAuctioneer: PeriodRules {
    mutating func trade(on floor: TradingFloor) {
        let buyers = sorted(floor.units(.bid), .bid)
        let sellers = sorted(floor.units(.ask), .ask)
        let theory = SupplyAndDemand(
            values: buyers.map(\.limit), costs: sellers.map(\.limit))
        guard let prices = theory.prices,
            let price = middle(of: prices, within: floor.priceRange)
        else {
            floor.tellMarket(price: nil, buyers: [], sellers: [])
            return
        }
        for (buyer, seller) in zip(buyers, sellers).prefix(theory.quantity) {
            floor.exchange(buyer: buyer.trader, seller: seller.trader, price: price)
        }
        floor.tellMarket(
            price: Double(price), buyers: Array(buyers.prefix(theory.quantity)),
            sellers: Array(sellers.prefix(theory.quantity)))
    }

    /// The middle of the equilibrium prices that may be quoted, half up; `nil` if none may.
    private func middle(
        of prices: ClosedRange<Int64>, within range: ClosedRange<Int64>
    ) -> Int64? {
        guard prices.overlaps(range) else { return nil }
        let sum =
            max(prices.lowerBound, range.lowerBound) + min(prices.upperBound, range.upperBound)
        return sum / 2 + sum % 2
    }

    private func sorted(_ units: [FloorUnit], _ side: Side) -> [FloorUnit] {
        units.sorted { left, right in
            if left.limit != right.limit {
                return side == .bid ? left.limit > right.limit : left.limit < right.limit
            }
            return left.trader != right.trader
                ? left.trader < right.trader : left.unit < right.unit
        }
    }
}
