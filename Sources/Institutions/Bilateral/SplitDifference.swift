import MarketModel
import Primitives

/// Takes the trade that divides the gains of both most evenly.
public struct SplitDifference: BargainingRule {
    /// Which trades it considers.
    public let enumeration: Enumeration

    /// Creates the rule.
    public init(_ enumeration: Enumeration) { self.enumeration = enumeration }

    /// Settles on the smallest distance from half the gains; the first wins ties.
    public func settle(
        _ first: Int, _ second: Int, in view: borrowing EconomyView,
        into effects: inout [EconomyEffect]
    ) {
        var best: Block?
        var least = Double.infinity
        view.forEachTrade(first, second, enumeration) { block in
            let distance = abs(block.gainOfFirst - block.totalGain / 2)
            guard distance < least else { return }
            least = distance
            best = block
        }
        if let best {
            effects.append(.trade(first, second, best, price: best.roundedPrice))
        } else {
            effects.append(.part(first, second, .noFeasibleTrade))
        }
    }
}

extension EconomyView {
    /// Shows what two agents could exchange: A for B, A for money, B for money.
    func forEachTrade(
        _ first: Int, _ second: Int, _ enumeration: Enumeration, _ body: (Block) -> Void
    ) {
        let negotiation = negotiation(first, second)
        for pair in kinds(first, second).pairs {
            switch enumeration {
            case .block: if let block = negotiation.block(of: pair) { body(block) }
            case .all: negotiation.forEachBlock(of: pair, body)
            }
        }
    }
}

extension Block {
    /// The price in hundredths, rounded as decimal text would be; halves go to the even one.
    ///
    /// Only records show it: what is exchanged are whole units.
    var roundedPrice: Double { DecimalRounding.hundredths(price) }
}
