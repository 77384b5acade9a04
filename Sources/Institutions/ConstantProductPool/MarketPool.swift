import Determinism
import Preferences
public import Primitives

/// The members of an economy's market at the pool of one good, for one tick.
///
/// They come in random order, and each trades single units while it gains, a purchase tried
/// before a sale.
public struct MarketPool {
    private let good: Good
    private let queue: [Int]
    private var turn = 0

    /// Lets the members queue.
    ///
    /// - Parameters:
    ///   - members: By id.
    ///   - chance: The state of a stream that is this market's, good's and tick's alone.
    public init(_ good: Good, of members: [Int], chance: UInt32) {
        self.good = good
        var queue = members
        var chance = MarketChance(state: chance)
        chance.draw { $0.shuffle(&queue) }
        self.queue = queue
    }

    /// The next unit that a member gains from; `nil` when all are done.
    public mutating func next(
        at pool: ConstantProductPool, in view: borrowing EconomyView
    ) -> UnitTrade? {
        while turn < queue.count {
            let member = queue[turn]
            if let trade = Self.trade(good, of: member, at: pool, in: view) { return trade }
            turn += 1
        }
        return nil
    }

    /// What a member does at a pool as it is now, if anything helps it.
    public static func trade(
        _ good: Good, of member: Int, at pool: ConstantProductPool,
        in view: borrowing EconomyView
    ) -> UnitTrade? {
        if let cost = pool.costOfUnit {
            let purchase = UnitTrade(buyer: member, seller: nil, price: cost)
            if view.gainFromPool(good, purchase) > view.terms.epsilon { return purchase }
        }
        let sale = UnitTrade(buyer: nil, seller: member, price: pool.proceedsOfUnit)
        return view.gainFromPool(good, sale) > view.terms.epsilon ? sale : nil
    }
}

extension EconomyView {
    /// What a member gains by a unit from or to the pool; less than nothing if it cannot.
    public func gainFromPool(_ good: Good, _ trade: UnitTrade) -> Double {
        guard let member = trade.buyer ?? trade.seller, trade.price >= 1 else {
            return -.infinity
        }
        let sign: Int64 = trade.buyer == nil ? -1 : 1
        let before = state.holdings[member]
        let after =
            before
            + UnitReservation.change(good, units: sign, money: -sign * trade.price)
        guard after[good] >= 0, after.money >= 0 else { return -.infinity }
        let taste = state.tastes[member]
        return taste.total(of: after, under: terms) - taste.total(of: before, under: terms)
    }
}
