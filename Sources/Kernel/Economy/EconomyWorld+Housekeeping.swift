import Geography
import Institutions
import MarketModel
import Preferences
import Primitives

// What closes a tick: the value of money is learned, quotes are made anew.
extension EconomyWorld {
    func keepHouse() {
        let parameters = scenario.parameters
        if parameters.moneyMode == .kktLambda && parameters.regime != .barterOnly {
            learnValueOfMoney()
        }
        for (place, agent) in changedAgents.enumerated() {
            let later = changedAgents[min(place + Self.lead, changedAgents.count - 1)]
            outlook.expectQuotes(of: later)
            outlook.expectTaste(of: later)
            view.standings[agent] = view.standing(of: agent)
            hasChanged[agent] = false
        }
        changedAgents.removeAll(keepingCapacity: true)
    }

    /// All new values follow from the quotes of the tick; none is set before all are known.
    private func learnValueOfMoney() {
        let learned = (0..<agentCount).map { learnedLambda(of: $0) }
        for agent in 0..<agentCount {
            let old = view.state.tastes[agent].lambda
            let new = learned[agent]
            guard abs(new - old) > Self.leastLambdaChange else { continue }
            view.state.tastes[agent].lambda = new
            noteChange(of: agent)
            record(.lambdaUpdated(agent: AgentID(agent), old: old, new: new))
        }
    }

    /// A smaller change of λ is none.
    private static let leastLambdaChange = 1e-9

    /// The old value and what prices around suggest, averaged; the old one where they do not.
    private func learnedLambda(of agent: Int) -> Double {
        let taste = view.state.tastes[agent]
        let bundle = view.state.holdings[agent]
        let marginal = taste.utility.marginalUtilities(a: Double(bundle.a), b: Double(bundle.b))
        let fromA = suggestedLambda(agent, marginal.a, \.aInMoney)
        let fromB = suggestedLambda(agent, marginal.b, \.bInMoney)
        guard let suggested = [fromA, fromB].compactMap({ $0 }).min() else {
            return taste.lambda
        }
        let rate = scenario.parameters.lambdaUpdateRate
        let mixed = (1 - rate) * taste.lambda + rate * suggested
        return min(max(mixed, scenario.parameters.lambdaMin), scenario.parameters.lambdaMax)
    }

    /// What money would be worth if spent on a good at the lower median ask in view.
    private func suggestedLambda(
        _ agent: Int, _ marginalUtility: Double, _ good: KeyPath<Quotes, Quote>
    ) -> Double? {
        guard marginalUtility > 0 else { return nil }
        asks.removeAll(keepingCapacity: true)
        // Somebody who asks nothing is satiated: that is no price.
        let own = view.standings[agent].quotes[keyPath: good].ask
        if own != 0 { asks.append(own) }
        let place = view.perceived[agent]
        let radius = scenario.parameters.visionRadius
        view.neighbours.forEachNeighbour(of: agent, at: place, within: radius) {
            let ask = view.standings[$0.agent].quotes[keyPath: good].ask
            if ask != 0 { asks.append(ask) }
        }
        guard !asks.isEmpty else { return nil }
        asks.sort()
        let median = asks[(asks.count - 1) / 2]
        return marginalUtility * view.terms.scale / max(median, scenario.parameters.epsilon)
    }
}
