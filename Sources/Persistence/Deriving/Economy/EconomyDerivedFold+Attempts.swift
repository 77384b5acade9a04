import Analytics
import Institutions
import MarketModel
import Preferences
import Primitives

// The rows of what negotiations looked at: searched again from the same quotes and holdings.
extension EconomyDerivedFold {
    /// Adds the attempts of the negotiation that led to a trade, if a pair made it.
    mutating func addAttempts(at trade: GoodsTraded, in tick: Tick) throws {
        // A market's trade is no negotiation; one with a pool is not even between agents.
        guard trade.market == nil, fold.agents[trade.buyer.index].partner == trade.seller
        else { return }
        try addAttempts(of: trade.buyer, trade.seller, leadingTo: trade, in: tick)
    }

    /// Adds the attempts of a negotiation, before what came of it is folded.
    mutating func addAttempts(
        of one: AgentID, _ other: AgentID, leadingTo trade: GoodsTraded?, in tick: Tick
    ) throws {
        guard let perceived else { return }
        let first = min(one.index, other.index)
        let second = max(one.index, other.index)
        let (search, kinds) = perceived.negotiation(first, second, fold)
        let (bargaining, regime) = (rules.bargaining, rules.parameters.regime)
        var isDue = trade != nil
        for pair in bargaining.order(kinds, under: regime) {
            var attempts: [BlockAttempt] = []
            let isAny = search.forEachAttempt(of: pair, bargaining.enumeration) {
                attempts.append($0)
            }
            for attempt in attempts {
                let block = attempt.block
                let buyer = block.direction == .firstBuys ? first : second
                // The same block may be looked at twice, and is traded once.
                let isTrade =
                    isDue && attempt.isAccepted && block.pair == trade?.pair
                    && buyer == trade?.buyer.index && block.units == trade?.units
                    && block.payment == trade?.payment
                if isTrade { isDue = false }
                let seller = buyer == first ? second : first
                try sink.add(
                    row(attempt, buyer, seller, isTrade, perceived, tick), to: .tradeAttempts)
            }
            if isAny && bargaining.takesFirst(under: regime) { break }
        }
    }

    private func row(
        _ attempt: BlockAttempt, _ buyer: Int, _ seller: Int, _ isTrade: Bool,
        _ perceived: PerceivedEconomy, _ tick: Tick
    ) -> [DerivedValue] {
        let block = attempt.block
        let own = perceived.quotes(of: buyer)[block.pair]
        let others = perceived.quotes(of: seller)[block.pair]
        let firstBuys = block.direction == .firstBuys
        let epsilon = rules.parameters.epsilon
        let buyerGains = (firstBuys ? block.gainOfFirst : block.gainOfSecond) > epsilon
        let sellerGains = (firstBuys ? block.gainOfSecond : block.gainOfFirst) > epsilon
        let change = firstBuys ? block.changeOfFirst : -block.changeOfFirst
        let after = attempt.isPayable ? change : nil
        return [
            .integer(tick.index), .integer(Int64(buyer)), .integer(Int64(seller)),
            .text(block.pair.direction), .real(attempt.price), .real(own.ask), .real(own.bid),
            .real(others.ask), .real(others.bid), .real(own.bid - others.ask),
            .integer(block.units), .integer(block.payment),
        ] + standing(of: buyer, after, perceived)
            + standing(of: seller, after.map { -$0 }, perceived)
            + [
                .flag(buyerGains), .flag(sellerGains), .flag(attempt.isPayable), .flag(true),
                .text(isTrade ? "success" : "fail"),
                .text(isTrade ? "traded" : reason(attempt, buyerGains, sellerGains)),
            ]
    }

    /// A, B and utility before and after; nothing after what cannot be paid.
    private func standing(
        of index: Int, _ change: GoodsBundle?, _ perceived: PerceivedEconomy
    ) -> [DerivedValue] {
        let agent = fold.agents[index]
        func values(_ bundle: GoodsBundle) -> [DerivedValue] {
            [
                .integer(bundle.a), .integer(bundle.b),
                .real(perceived.utility(of: bundle, agent.taste)),
            ]
        }
        let after = change.map { values(agent.holding + $0) } ?? [.none, .none, .none]
        return values(agent.holding) + after
    }

    private func reason(
        _ attempt: BlockAttempt, _ buyerGains: Bool, _ sellerGains: Bool
    ) -> String {
        if attempt.block.payment == 0 { return "no_payment" }
        if !attempt.isPayable { return "buyer_lacks_means" }
        if attempt.isAccepted { return "not_chosen" }
        if !buyerGains && !sellerGains { return "neither_improves" }
        return buyerGains ? "seller_does_not_improve" : "buyer_does_not_improve"
    }
}
