import Institutions
import Primitives

extension EconomyWorld {
    /// What an economy must never be, and what was found instead.
    public struct Violation: Error, Hashable, CustomStringConvertible {
        /// What does not hold.
        public let description: String
    }

    /// Checks that goods come from endowments and harvests alone, money from endowments; that
    /// nobody owes anything; and that every pair has two sides.
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
        guard sum == issued else {
            throw Violation(description: "issued were \(issued), there are \(sum)")
        }
    }

    func assertTick() {
        do {
            try checkInvariants()
        } catch {
            preconditionFailure("tick \(tick.index): \(error)")
        }
    }
}
