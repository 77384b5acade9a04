import MarketModel
import Primitives
import RealModule

/// What an instrument's trades and closings add up to.
struct InstrumentStatistics: Codable {
    private(set) var open: Amount?
    private(set) var high: Amount?
    private(set) var low: Amount?
    private(set) var last: Amount?
    private(set) var volume: Int128 = 0
    private(set) var tradeCount: Int64 = 0
    private(set) var spreads = SpreadDistribution()
    /// The sum of all notionals, in units of 10⁻⁸ of cash.
    private var turnover: Int128 = 0
    /// What stood at the best bid and the best ask, summed over closings with both.
    private var depth: Int128 = 0
    private var closings: Int64 = 0
    private var closingMark: Mark?
    private var squaredChanges = 0.0

    mutating func trade(_ price: Amount, _ quantity: Amount, notional: Int128) {
        open = open ?? price
        high = max(high ?? price, price)
        low = min(low ?? price, price)
        last = price
        volume += quantity.units
        turnover += notional
        tradeCount += 1
    }

    mutating func close(_ book: QuoteBook) {
        closings += 1
        if let bid = book.bestBid, let ask = book.bestAsk {
            spreads.add(ask.price - bid.price)
            depth += bid.open + ask.open
        }
        let mark = book.mark
        if let before = closingMark, before != mark {
            let change = Double.log(mark.value / before.value)
            squaredChanges += change * change
        }
        closingMark = mark
    }

    /// Turnover per unit traded, rounded down; `nil` without trades.
    var volumeWeightedPrice: Amount? {
        if volume == 0 { return nil }
        let scale = Int128(Amount.unitsPerWhole)
        return Amount(units: WideArithmetic.quotient(turnover, times: scale, over: volume))
    }

    /// What stood at a best price, on average over both sides of all closings with both.
    var meanDepthAtBest: Amount? {
        let count = 2 * Int128(spreads.observations)
        return count == 0 ? nil : Amount.flooring(depth, over: count)
    }

    /// The root of the sum of squared log changes between closings; `nil` before the second.
    var volatility: Double? { closings < 2 ? nil : squaredChanges.squareRoot() }
}
