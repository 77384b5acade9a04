import Determinism
import MarketModel
import Primitives

/// One of the pair proposes a trade, the other takes it or leaves it.
public struct TakeItOrLeaveItBargaining: BargainingRule {
    /// Who proposes, with what power, considering what.
    public let terms: TakeItOrLeaveIt

    /// Creates the rule.
    public init(_ terms: TakeItOrLeaveIt) { self.terms = terms }

    /// Settles on the proposer's best trade that is worth anything to the responder; where every
    /// quantity is considered, on the share of the gains that its power gives the proposer.
    public func settle(
        _ first: Int, _ second: Int, in view: borrowing EconomyView,
        into effects: inout [EconomyEffect]
    ) {
        let firstProposes = firstProposes(in: view, &effects)
        let epsilon = view.parameters.epsilon
        var best: Block?
        var score = -Double.infinity
        var isAny = false
        view.forEachTrade(first, second, terms.enumeration) { block in
            isAny = true
            let own = firstProposes ? block.gainOfFirst : block.gainOfSecond
            let other = firstProposes ? block.gainOfSecond : block.gainOfFirst
            guard other >= epsilon else { return }
            let value: Double =
                switch terms.enumeration {
                case .block: own
                case .all: -abs(own - terms.proposerPower * block.totalGain)
                }
            guard value > score else { return }
            score = value
            best = block
        }
        if let best {
            effects.append(.trade(first, second, best, price: best.roundedPrice))
        } else {
            effects.append(.part(first, second, isAny ? .responderRejected : .noFeasibleTrade))
        }
    }

    private func firstProposes(
        in view: borrowing EconomyView, _ effects: inout [EconomyEffect]
    ) -> Bool {
        switch terms.selection {
        case .firstInPair, .lowerID: return true
        case .higherID: return false
        case .random:
            var stream = RandomStream(state: view.state.memory.bargaining)
            let lowerProposes = stream.uniform() < 0.5
            effects.append(.remember(.bargaining, stream.state))
            return lowerProposes
        }
    }
}
