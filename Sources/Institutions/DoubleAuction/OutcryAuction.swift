import Determinism
import MarketModel
import Primitives

/// The market of Cliff's traders: no book, a quote is taken at once or forgotten.
///
/// A trader drawn among those with units left shouts; of those on the other side whose own price
/// accepts it, one drawn deals at the shout. Everybody hears what came of it.
///
/// - Source: Cliff, HP Laboratories HPL-97-91 (1997).
struct OutcryAuction: PeriodRules {
    /// After how many quotes in a row that nobody took the period ends.
    let rejectionsToEnd: Int64
    private var active: [Int] = []
    private var willing: [Int] = []

    init(rejectionsToEnd: Int64) { self.rejectionsToEnd = rejectionsToEnd }

    mutating func trade(on floor: TradingFloor) {
        var rejections: Int64 = 0
        var left = floor.steps
        while left > 0, rejections < rejectionsToEnd {
            active.removeAll(keepingCapacity: true)
            for trader in floor.traders.indices where floor.limit(of: trader) != nil {
                active.append(trader)
            }
            if active.isEmpty { return }
            let traded = shout(active[floor.draw { $0.below(active.count) }], left, on: floor)
            rejections = traded ? 0 : rejections + 1
            left -= 1
        }
    }

    /// - Returns: Whether anybody dealt.
    private mutating func shout(_ trader: Int, _ left: Int64, on floor: TradingFloor) -> Bool {
        guard let view = floor.view(of: trader, bid: nil, ask: nil, drawsLeft: left),
            let price = floor.quote(of: trader, view)
        else { return false }
        willing.removeAll(keepingCapacity: true)
        for other in active where floor.traders[other].side != view.side {
            guard let own = floor.view(of: other, bid: nil, ask: nil, drawsLeft: left),
                let answer = floor.quote(of: other, own)
            else { continue }
            if view.side == .bid ? answer <= price : answer >= price { willing.append(other) }
        }
        var shout = Shout(side: view.side, price: price)
        if !willing.isEmpty {
            let other = willing[floor.draw { $0.below(willing.count) }]
            let buys = view.side == .bid
            floor.exchange(
                buyer: buys ? trader : other, seller: buys ? other : trader, price: price)
            shout.tradePrice = price
        }
        floor.announce(shout, bid: nil, ask: nil, drawsLeft: left)
        return shout.tradePrice != nil
    }
}
