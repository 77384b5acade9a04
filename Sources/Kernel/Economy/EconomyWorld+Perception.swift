import Geography
import Institutions
import MarketModel
import Primitives

// What opens a tick: its mode, and what everybody sees.
extension EconomyWorld {
    /// Takes up the mode of the tick. Where it differs from that of the tick before, pairs and
    /// commitments end; targets and claims stay.
    func changeMode() {
        let old = view.state.mode
        let new = scenario.mode(at: tick)
        if new == old { return }
        view.state.mode = new
        record(.modeChanged(old: old, new: new))
        for agent in 0..<agentCount {
            guard let partner = view.state.plans[agent].partner, partner > agent else { continue }
            part(agent, partner, because: .modeSwitch(from: old, to: new))
        }
        for agent in 0..<agentCount { change(agent) { $0.commitment = nil } }
    }

    /// Notes where everybody is, and around whom there are enough offers for money.
    func perceive() {
        for agent in 0..<agentCount { view.perceived[agent] = view.state.positions[agent] }
        view.neighbours.rebuild(view.state.positions)
        outlook = EconomyOutlook(view)
        if scenario.parameters.regime == .mixedLiquidityGated { perceiveOffers() }
    }

    private func perceiveOffers() {
        if view.barterIsOpen.isEmpty {
            view.barterIsOpen = Array(repeating: true, count: agentCount)
        }
        for agent in 0..<agentCount {
            var offers: Int64 = offersGoods(agent) ? 1 : 0
            let place = view.perceived[agent]
            let radius = scenario.parameters.visionRadius
            view.neighbours.forEachNeighbour(of: agent, at: place, within: radius) {
                if offersGoods($0.agent) { offers += 1 }
            }
            view.barterIsOpen[agent] = offers < scenario.parameters.gateMinQuotes
        }
    }

    /// Whether an agent has anything to sell: an ask without stock is no offer.
    private func offersGoods(_ agent: Int) -> Bool {
        view.state.holdings[agent].a >= 1 || view.state.holdings[agent].b >= 1
    }
}
