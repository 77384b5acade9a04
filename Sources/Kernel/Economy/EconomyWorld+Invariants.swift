import Institutions
import Primitives

extension EconomyWorld {
    /// What an economy must never be, and what was found instead.
    public struct Violation: Error, Hashable, CustomStringConvertible {
        /// What does not hold.
        public let description: String
    }

    /// Checks that goods come from endowments and harvests alone, money from endowments; that
    /// nobody owes anything; that every pair has two sides; and that no pool's product has fallen.
    ///
    /// - Throws: What was found wrong first.
    /// - Complexity: O(agents).
    public func checkInvariants() throws(Violation) {
        var sum = GoodsBundle(a: 0, b: 0)
        for agent in 0..<agentCount {
            let bundle = view.state.holdings[agent]
            guard bundle.isNonnegative else {
                throw Violation(description: "agent \(agent) has \(bundle)")
            }
            sum = sum + bundle
            guard let partner = view.state.plans[agent].partner else { continue }
            guard partner != agent, view.state.plans[partner].partner == agent else {
                throw Violation(description: "agent \(agent) is paired with \(partner) alone")
            }
        }
        for (place, good) in scenario.poolGoods.enumerated() {
            guard pools[place].product >= firstProduct(place) else {
                throw Violation(description: "the product of pool \(place) has fallen")
            }
            sum[good] += pools[place].good
            sum.money += pools[place].money
        }
        guard sum == issued else {
            throw Violation(description: "issued were \(issued), there are \(sum)")
        }
    }

    /// A pool's endowment, one good times the other.
    private func firstProduct(_ place: Int) -> Int128 {
        guard case .pool(let rules) = scenario.institution else { return 0 }
        return Int128(rules.pools[place].units) * Int128(rules.pools[place].money)
    }

    func assertTick() {
        do {
            try checkInvariants()
        } catch {
            preconditionFailure("tick \(tick.index): \(error)")
        }
    }
}
