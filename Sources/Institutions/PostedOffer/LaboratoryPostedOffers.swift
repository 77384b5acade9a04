import Determinism
import MarketModel
import Primitives

/// A laboratory's shops: sellers post prices, buyers come in random order to the cheapest.
///
/// A buyer takes one unit after another while the cheapest offer is not above its value; equal
/// prices go by seller. Every unit has a price of its own, never below its cost.
struct LaboratoryPostedOffers: PeriodRules {
    private let rules: PostedOfferRules
    /// Of each unit of each trader; kept from period to period where prices adapt.
    private var prices: [[Int64]] = []
    /// The cheapest offer of each seller, by price, then id.
    private var offers: [(price: Int64, seller: Int, unit: Int)] = []

    init(_ rules: PostedOfferRules, on floor: TradingFloor) { self.rules = rules }

    mutating func trade(on floor: TradingFloor) {
        post(on: floor)
        let sellers = floor.units(.ask)
        var buyers = floor.traders.indices.filter { floor.traders[$0].side == .bid }
        floor.draw { $0.shuffle(&buyers) }
        offers = floor.traders.indices.compactMap { offer(of: $0, from: 0, on: floor) }
        var sold = Array(repeating: 0, count: floor.traders.count)
        for buyer in buyers {
            while let value = floor.limit(of: buyer), let place = cheapest(),
                offers[place].price <= value
            {
                let (price, seller, unit) = offers[place]
                floor.exchange(buyer: buyer, seller: seller, price: price)
                sold[seller] += 1
                if let next = offer(of: seller, from: unit + 1, on: floor) {
                    offers[place] = next
                } else {
                    offers.remove(at: place)
                }
            }
        }
        floor.tellMarket(
            price: floor.meanPrice, buyers: willing(on: floor),
            sellers: sellers.filter { floor.priceRange.contains(prices[$0.trader][$0.unit]) })
        if rules.rule == .adaptive { adapt(sold, on: floor) }
    }

    /// Units bought and units whose value reaches a price that still stands.
    private func willing(on floor: TradingFloor) -> [FloorUnit] {
        let bought = floor.trades.compactMap { trade in
            trade.buyer.map { FloorUnit(trader: $0, unit: 0, limit: trade.price) }
        }
        guard let place = cheapest() else { return bought }
        return bought + floor.units(.bid).filter { $0.limit >= offers[place].price }
    }

    private func cheapest() -> Int? {
        offers.indices.min { left, right in
            let (one, other) = (offers[left], offers[right])
            return one.price != other.price
                ? one.price < other.price : one.seller < other.seller
        }
    }

    /// A seller's unit of that place, if it is for sale at a price that may be quoted.
    private func offer(
        of seller: Int, from unit: Int, on floor: TradingFloor
    ) -> (price: Int64, seller: Int, unit: Int)? {
        guard floor.traders[seller].side == .ask, unit < prices[seller].count,
            floor.priceRange.contains(prices[seller][unit])
        else { return nil }
        return (prices[seller][unit], seller, unit)
    }

    /// Sets the prices of a period.
    private mutating func post(on floor: TradingFloor) {
        if rules.rule == .adaptive, !prices.isEmpty { return }
        prices = floor.traders.map { trader in
            guard trader.side == .ask else { return [] }
            return trader.limits.map { cost in
                let lowest = max(cost, floor.priceRange.lowerBound)
                // A cost above the range is a price that nobody may quote.
                if rules.rule == .cost || lowest > floor.priceRange.upperBound { return lowest }
                return floor.draw { $0.price(in: lowest...floor.priceRange.upperBound) }
            }
        }
    }

    /// What sold becomes dearer, what did not cheaper.
    private mutating func adapt(_ sold: [Int], on floor: TradingFloor) {
        for seller in prices.indices {
            for unit in prices[seller].indices {
                let lowest = max(
                    floor.traders[seller].limits[unit], floor.priceRange.lowerBound)
                if lowest > floor.priceRange.upperBound { continue }
                let change = unit < sold[seller] ? rules.step : -rules.step
                prices[seller][unit] = min(
                    max(prices[seller][unit] + change, lowest), floor.priceRange.upperBound)
            }
        }
    }
}
