public import Preferences
public import Primitives

/// The auctioneer of theory for the members of an economy's market.
///
/// Everybody is moved to whole units of what it demands at equilibrium prices. Who would not gain
/// by its move, or lacks the money for it, is left out, the one with the least gain first, and
/// prices are found anew.
public struct MarketAuctioneer: Hashable, Sendable {
    /// What somebody has more afterwards, and what that gives it.
    public struct Move: Hashable, Sendable {
        /// Who.
        public var agent: Int
        /// Negative where it has less.
        public var change: GoodsBundle
        /// In utility; above epsilon.
        public var gain: Double
    }

    /// The equilibrium of those who take part; `nil` where there is none.
    public private(set) var equilibrium: MarketEquilibrium?
    /// Who moves, by id. All changes together are nothing.
    public private(set) var moves: [Move] = []
    /// What those who move would buy beyond whole units, by good.
    public private(set) var undone = GoodsPoint(a: 0, b: 0)

    /// Finds what becomes of a market.
    ///
    /// - Parameters:
    ///   - members: By id.
    ///   - last: The prices that the market last had, if any.
    /// - Complexity: an equilibrium for each who is left out.
    public init(_ members: [Int], in view: borrowing EconomyView, near last: GoodsPrices?) {
        var present = members
        var last = last
        while present.count >= 2 {
            let consumers = present.map { member in
                Consumer(
                    view.state.tastes[member], endowment: view.state.holdings[member],
                    terms: view.terms)
            }
            guard let found = MarketEquilibrium.find(of: consumers, near: last) else { return }
            let plan = Plan(consumers, found)
            guard let loser = plan.loser(above: view.terms.epsilon) else {
                equilibrium = found
                undone = plan.undone
                moves = plan.changes.indices.filter { plan.changes[$0] != Plan.nothing }.map {
                    Move(agent: present[$0], change: plan.changes[$0], gain: plan.gains[$0])
                }
                return
            }
            if let a = found.priceOfA, let b = found.priceOfB { last = GoodsPrices(a: a, b: b) }
            present.remove(at: loser)
        }
    }

    /// Whole units near what everybody demands, so that nothing is lost or made.
    private struct Plan {
        static let nothing = GoodsBundle(a: 0, b: 0)

        private(set) var changes: [GoodsBundle]
        private(set) var gains: [Double]
        private(set) var undone: GoodsPoint

        init(_ consumers: [Consumer], _ equilibrium: MarketEquilibrium) {
            let have = consumers.map(\.endowment)
            let a = Self.whole(equilibrium.demands.map(\.a), total: have.reduce(0) { $0 + $1.a })
            let b = Self.whole(equilibrium.demands.map(\.b), total: have.reduce(0) { $0 + $1.b })
            let (priceOfA, priceOfB) = (equilibrium.priceOfA ?? 0, equilibrium.priceOfB ?? 0)
            let exact = have.indices.map { place in
                Double(have[place].money) - priceOfA * Double(a[place] - have[place].a)
                    - priceOfB * Double(b[place] - have[place].b)
            }
            let money = Self.whole(exact, total: have.reduce(0) { $0 + $1.money })
            changes = have.indices.map { place in
                GoodsBundle(
                    a: a[place] - have[place].a, b: b[place] - have[place].b,
                    money: money[place] - have[place].money)
            }
            gains = zip(consumers, changes).map { consumer, change in
                let after = consumer.endowment + change
                guard after.money >= 0 else { return -.infinity }
                return consumer.utility(of: after) - consumer.utility(of: consumer.endowment)
            }
            undone = GoodsPoint(
                a: Self.left(equilibrium.demands.map(\.a), a, have.map(\.a)),
                b: Self.left(equilibrium.demands.map(\.b), b, have.map(\.b)))
        }

        /// Who must not move: of all that would, the one with the least gain, if any has none.
        func loser(above epsilon: Double) -> Int? {
            let moving = changes.indices.filter { changes[$0] != Self.nothing }
            guard moving.contains(where: { !(gains[$0] > epsilon) }) else { return nil }
            return moving.min { left, right in
                gains[left] != gains[right] ? gains[left] < gains[right] : left < right
            }
        }

        /// Rounded down, and what is left of the total one by one to the largest remainders.
        private static func whole(_ exact: [Double], total: Int64) -> [Int64] {
            var whole = exact.map { Int64($0.rounded(.down)) }
            let remainders = zip(exact, whole).map { $0 - Double($1) }
            let order = exact.indices.sorted { left, right in
                remainders[left] != remainders[right]
                    ? remainders[left] > remainders[right] : left < right
            }
            var left = total - whole.reduce(0, +)
            // What is demanded sums to the total but for the last digits.
            for place in order where left > 0 {
                whole[place] += 1
                left -= 1
            }
            for place in order.reversed() where left < 0 {
                whole[place] -= 1
                left += 1
            }
            return whole
        }

        /// How much less is bought than would be if units could be divided.
        private static func left(_ exact: [Double], _ whole: [Int64], _ have: [Int64]) -> Double {
            let due = zip(exact, have).reduce(0) { $0 + max(0, $1.0 - Double($1.1)) }
            let done = zip(whole, have).reduce(0) { $0 + max(0, Double($1.0 - $1.1)) }
            return max(0, due - done)
        }
    }
}
