import MarketModel
import Primitives

/// Takes the first block that helps both, at the price that whole units make of it.
public struct CompensatingBlock: BargainingRule {
    /// Whether kinds of exchange compete also where a regime would take the first.
    public let ranksBySurplus: Bool

    /// Creates the rule.
    public init(ranksBySurplus: Bool) { self.ranksBySurplus = ranksBySurplus }

    /// Settles on the first feasible kind, or where kinds are ranked on the best for both.
    public func settle(
        _ first: Int, _ second: Int, in view: borrowing EconomyView,
        into effects: inout [EconomyEffect]
    ) {
        let negotiation = view.negotiation(first, second)
        let kinds = view.kinds(first, second)
        var best: Block?
        switch view.parameters.regime {
        case .barterOnly, .moneyOnly:
            best = ranksBySurplus ? ranked(negotiation, kinds) : any(negotiation, kinds)
        case .mixed, .mixedLiquidityGated:
            best = ranked(negotiation, kinds)
        }
        if let best {
            effects.append(.trade(first, second, best, price: best.price))
        } else {
            effects.append(.part(first, second, .tradeFailed))
        }
    }

    private func any(_ negotiation: BlockSearch, _ kinds: PairKinds) -> Block? {
        for pair in kinds.pairs {
            if let block = negotiation.block(of: pair) { return block }
        }
        return nil
    }

    /// The largest gain of both together; on ties money goes before barter, A before B.
    private func ranked(_ negotiation: BlockSearch, _ kinds: PairKinds) -> Block? {
        var best: Block?
        let money: [ExchangePair] = kinds.allowsMoney ? [.aForMoney, .bForMoney] : []
        for pair in money + (kinds.allowsBarter ? [.aForB] : []) {
            guard let block = negotiation.block(of: pair) else { continue }
            if let best, block.totalGain <= best.totalGain { continue }
            best = block
        }
        return best
    }
}
