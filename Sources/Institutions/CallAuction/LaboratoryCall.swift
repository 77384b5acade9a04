import Determinism
import MarketModel
import Primitives

/// A laboratory's call auction: everybody hands in sealed quotes, and one price clears them.
struct LaboratoryCall: PeriodRules {
    let quoting: CallQuoting

    mutating func trade(on floor: TradingFloor) {
        let buyers = floor.units(.bid)
        let sellers = floor.units(.ask)
        let call = UniformPrice(
            bids: quotes(buyers, .bid, on: floor), asks: quotes(sellers, .ask, on: floor),
            in: floor.priceRange)
        guard let call else {
            floor.tellMarket(price: nil, buyers: [], sellers: [])
            return
        }
        for (bid, ask) in zip(call.bids, call.asks) {
            floor.exchange(buyer: bid.trader, seller: ask.trader, price: call.price)
        }
        floor.tellMarket(
            price: Double(call.price), buyers: call.bids.map(unit),
            sellers: call.asks.map(unit))
    }

    /// A trader's later units are never quoted better than its earlier ones.
    private func quotes(
        _ units: [FloorUnit], _ side: Side, on floor: TradingFloor
    ) -> [SealedQuote] {
        var quotes: [SealedQuote] = []
        for unit in units {
            let view = RobotView(side: side, limit: unit.limit, priceRange: floor.priceRange)
            // What cannot be quoted without a loss is not quoted.
            guard let range = view.harmless else { continue }
            let price: Int64
            switch quoting {
            case .truthful: price = side == .bid ? range.upperBound : range.lowerBound
            case .zeroIntelligence: price = floor.draw { $0.price(in: range) }
            }
            quotes.append(SealedQuote(trader: unit.trader, unit: unit.unit, price: price))
        }
        return ranked(quotes, side)
    }

    /// Gives each trader's best price to its first unit, and so on.
    private func ranked(_ quotes: [SealedQuote], _ side: Side) -> [SealedQuote] {
        var ranked = quotes
        var start = 0
        while start < quotes.count {
            var end = start
            while end < quotes.count, quotes[end].trader == quotes[start].trader { end += 1 }
            let prices = quotes[start..<end].map(\.price)
            let sorted = side == .bid ? prices.sorted(by: >) : prices.sorted()
            for place in start..<end { ranked[place].price = sorted[place - start] }
            start = end
        }
        return ranked
    }

    private func unit(_ quote: SealedQuote) -> FloorUnit {
        FloorUnit(trader: quote.trader, unit: quote.unit, limit: quote.price)
    }
}
