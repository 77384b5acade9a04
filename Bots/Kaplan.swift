import Determinism
import MarketModel
import Primitives

/// Kaplan's sniper: lets others talk, then takes a good quote; it won the tournament of 1990.
///
/// It takes a quote that lies within last period's prices, leaves a profit of 2 % and is less
/// than 10 % away from the other side's; one better than all of last period's; or any that
/// gains when time is nearly over.
///
/// - Source: Rust, Miller and Palmer, in Friedman and Rust (eds.), *The Double Auction Market*
///   (1993).
struct Kaplan: TradingRobot {
    private static let leastProfit = 0.02
    private static let greatestSpread = 0.10
    private static let lateShare = 0.10

    /// The least and greatest prices of the last period, of any before the first.
    private var lowest = Int64.min
    private var highest = Int64.max
    /// Those of this period, as far as it has any.
    private var seen: [Int64] = []

    init() {}

    var isListening: Bool { true }

    mutating func hear(_ shout: Shout, _ view: RobotView?, random: inout RandomStream) {
        guard let price = shout.tradePrice else { return }
        guard seen.count == 2 else {
            seen = [price, price]
            return
        }
        seen = [min(seen[0], price), max(seen[1], price)]
    }

    mutating func beginPeriod() {
        guard seen.count == 2 else { return }
        (lowest, highest) = (seen[0], seen[1])
        seen.removeAll()
    }

    mutating func quote(_ view: RobotView, random: inout RandomStream) -> Int64? {
        switch view.side {
        case .bid:
            if let ask = view.bestAsk, isGood(ask, view) { return min(ask, view.limit - 1) }
            guard view.bestBid == nil, let range = view.harmless else { return nil }
            return min(view.priceRange.lowerBound + 1, range.upperBound)
        case .ask:
            if let bid = view.bestBid, isGood(bid, view) { return max(bid, view.limit + 1) }
            guard view.bestAsk == nil, let range = view.harmless else { return nil }
            return max(view.priceRange.upperBound - 1, range.lowerBound)
        }
    }

    /// Whether a quote is worth taking now, as far as that leaves a profit of 1.
    private func isGood(_ price: Int64, _ view: RobotView) -> Bool {
        if view.timeLeft <= Self.lateShare { return true }
        let isBuyer = view.side == .bid
        if isBuyer ? price <= lowest : price >= highest { return true }
        guard isBuyer ? price <= highest : price >= lowest, let own = view.bestOwn else {
            return false
        }
        let gain = isBuyer ? view.limit - price : price - view.limit
        let profit = Double(gain) / Double(price)
        let spread = Double(abs(price - own)) / Double(price)
        return profit > Self.leastProfit && spread < Self.greatestSpread
    }
}
