import Primitives

/// A sealed quote for one unit.
struct SealedQuote: Hashable, Sendable {
    /// Whose it is.
    var trader: Int
    /// Its place among the trader's units, from 0.
    var unit: Int
    /// What is quoted.
    var price: Int64

    /// The order in which marginal units are served: by price, then id, then unit.
    static func precedes(_ left: SealedQuote, _ right: SealedQuote, _ side: Side) -> Bool {
        if left.price != right.price {
            return side == .bid ? left.price > right.price : left.price < right.price
        }
        return left.trader != right.trader
            ? left.trader < right.trader : left.unit < right.unit
    }
}

/// The one price of a call: the volume-maximising crossing of sealed bids and asks.
///
/// Of several prices with the greatest volume those of the least imbalance count, and of these
/// the middle, half up.
struct UniformPrice: Hashable, Sendable {
    /// The price at which everybody trades.
    let price: Int64
    /// How many units trade.
    let volume: Int
    /// Bids that accept the price, best first.
    let bids: [SealedQuote]
    /// Asks that accept the price, best first.
    let asks: [SealedQuote]

    /// Crosses quotes; `nil` where no bid reaches an ask.
    ///
    /// - Complexity: O(n log n).
    init?(bids: [SealedQuote], asks: [SealedQuote], in range: ClosedRange<Int64>) {
        let bids = bids.sorted { SealedQuote.precedes($0, $1, .bid) }
        let asks = asks.sorted { SealedQuote.precedes($0, $1, .ask) }
        guard let highest = bids.first?.price, let lowest = asks.first?.price, highest >= lowest
        else { return nil }
        guard let prices = Self.bestPrices(bids.map(\.price), asks.map(\.price), in: range)
        else { return nil }
        let sum = prices.lowerBound + prices.upperBound
        let price = sum / 2 + sum % 2
        self.price = price
        self.bids = bids.filter { $0.price >= price }
        self.asks = asks.filter { $0.price <= price }
        volume = min(self.bids.count, self.asks.count)
    }

    /// The prices of the greatest volume and, among them, of the least imbalance.
    private static func bestPrices(
        _ bids: [Int64], _ asks: [Int64], in range: ClosedRange<Int64>
    ) -> ClosedRange<Int64>? {
        // Supply changes at an ask, demand just above a bid: between two such prices neither does.
        var starts = [range.lowerBound] + asks + bids.map { $0 + 1 }
        starts = starts.filter(range.contains).sorted()
        var best: (volume: Int, imbalance: Int, prices: ClosedRange<Int64>)?
        var supply = 0
        var demand = bids.count
        for (index, start) in starts.enumerated() {
            let end = index + 1 < starts.count ? starts[index + 1] - 1 : range.upperBound
            if end < start { continue }
            while supply < asks.count, asks[supply] <= start { supply += 1 }
            while demand > 0, bids[demand - 1] < start { demand -= 1 }
            let volume = min(supply, demand)
            let imbalance = abs(supply - demand)
            if let old = best, old.volume > volume { continue }
            if let old = best, old.volume == volume, old.imbalance < imbalance { continue }
            if let old = best, old.volume == volume, old.imbalance == imbalance {
                best = (volume, imbalance, old.prices.lowerBound...end)
            } else {
                best = (volume, imbalance, start...end)
            }
        }
        guard let best, best.volume > 0 else { return nil }
        return best.prices
    }
}
