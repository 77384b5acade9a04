import Determinism
import MarketModel
import Primitives

/// What Gjerstad and Dickhaut's traders believe: how likely a quote is to be taken, from quotes
/// since the L-th last trade.
///
/// - Source: Gjerstad and Dickhaut, *Games and Economic Behavior* 22 (1998).
struct PriceBelief: Hashable, Sendable, Codable {
    private struct Quote: Hashable, Sendable, Codable {
        var isBid: Bool
        var price: Int64
        var hasTraded: Bool
    }

    /// How many trades back it reaches.
    private let memory: Int
    private var quotes: [Quote] = []
    /// How many quotes had been made when each of the last trades had happened.
    private var tradeEnds: [Int] = []
    /// Changes with every quote heard.
    private(set) var version = 0

    init(memory: Int64) { self.memory = Int(memory) }

    /// Takes a quote in; the standing one it met counts as traded too.
    mutating func hear(_ shout: Shout) {
        version += 1
        let isBid = shout.side == .bid
        if let price = shout.tradePrice,
            let maker = quotes.lastIndex(where: {
                $0.isBid != isBid && !$0.hasTraded && $0.price == price
            })
        {
            quotes[maker].hasTraded = true
        }
        quotes.append(
            Quote(isBid: isBid, price: shout.price, hasTraded: shout.tradePrice != nil))
        if shout.tradePrice == nil { return }
        tradeEnds.append(quotes.count)
        guard tradeEnds.count > memory else { return }
        let forgotten = tradeEnds.removeFirst()
        quotes.removeFirst(forgotten)
        for index in tradeEnds.indices { tradeEnds[index] -= forgotten }
    }

    /// The chance of every price of the range to be taken now, by the view of a trader.
    func chances(_ view: RobotView) -> [Double] {
        let top = view.priceRange.upperBound
        var knots = [(price: Int64(0), chance: view.side == .bid ? 0.0 : 1.0)]
        knots += observed(view).filter { $0.price > 0 && $0.price < top }
        knots.append((top, view.side == .bid ? 1 : 0))
        var chances = interpolated(knots, in: view.priceRange)
        limit(&chances, view)
        return chances
    }

    /// The chances at the prices that were quoted.
    private func observed(_ view: RobotView) -> [(price: Int64, chance: Double)] {
        let isBuyer = view.side == .bid
        // A buyer's belief is a seller's in a mirror: dear and cheap, bids and asks change places.
        let sorted = quotes.sorted { isBuyer ? $0.price < $1.price : $0.price > $1.price }
        var favourable = 0
        var rejected = sorted.count { $0.isBid == isBuyer && !$0.hasTraded }
        var knots: [(price: Int64, chance: Double)] = []
        var index = 0
        while index < sorted.count {
            let price = sorted[index].price
            var leaving = 0
            while index < sorted.count, sorted[index].price == price {
                let quote = sorted[index]
                if quote.isBid != isBuyer || quote.hasTraded {
                    favourable += 1
                } else {
                    leaving += 1
                }
                index += 1
            }
            knots.append((price, Double(favourable) / Double(favourable + rejected)))
            rejected -= leaving
        }
        return isBuyer ? knots : knots.reversed()
    }

    /// At or past the other side's standing quote it is certain, at or behind one's own side's
    /// it is out of the question.
    private func limit(_ chances: inout [Double], _ view: RobotView) {
        let isBuyer = view.side == .bid
        let lowest = view.priceRange.lowerBound
        // On an exchange others may quote beyond the range.
        if let bid = view.bestBid, bid >= lowest {
            let last = min(Int(bid - lowest), chances.count - 1)
            for place in 0...last { chances[place] = isBuyer ? 0 : 1 }
        }
        if let ask = view.bestAsk, ask <= view.priceRange.upperBound {
            let first = max(0, Int(ask - lowest))
            for place in first..<chances.count { chances[place] = isBuyer ? 1 : 0 }
        }
    }

    /// Cubics with zero slope at the knots.
    private func interpolated(
        _ knots: [(price: Int64, chance: Double)], in range: ClosedRange<Int64>
    ) -> [Double] {
        var chances: [Double] = []
        chances.reserveCapacity(range.count)
        var next = 0
        for price in range {
            while next < knots.count, knots[next].price < price { next += 1 }
            guard next < knots.count else {
                chances.append(knots.last?.chance ?? 0)
                continue
            }
            let right = knots[next]
            guard next > 0, right.price > price else {
                chances.append(right.chance)
                continue
            }
            let left = knots[next - 1]
            let share = Double(price - left.price) / Double(right.price - left.price)
            let smooth = share * share * (3 - 2 * share)
            chances.append(left.chance + (right.chance - left.chance) * smooth)
        }
        return chances
    }
}
