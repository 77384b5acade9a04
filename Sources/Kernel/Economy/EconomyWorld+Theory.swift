import Institutions
import MarketModel
import Preferences
import Primitives

// The auctioneer of theory: a market's members are moved to what they demand at one stroke.
extension EconomyWorld {
    /// Both goods of a market at once.
    func settleByTheory(_ members: [Int]) {
        let (a, b) = (
            WillingMembers(.a, of: members, in: view), WillingMembers(.b, of: members, in: view)
        )
        let auctioneer = auctioneer(for: members)
        for move in auctioneer.moves { allocate(move, in: members) }
        var surplus = auctioneer.moves.reduce(0) { $0 + $1.gain }
        for good in Good.allCases {
            let price = auctioneer.equilibrium?[good]
            let hasMoved = auctioneer.moves.contains { $0.change[good] != 0 }
            guard hasMoved || (good == .a ? a : b).meet else { continue }
            record(.marketCleared(cleared(members, good, price, auctioneer, surplus)))
            // The gains are those of both goods together: the first event has them.
            surplus = 0
        }
        keepPrices(auctioneer, of: members)
    }

    private func lastPrices(of members: [Int]) -> GoodsPrices? {
        guard let a = marketPrices.start(.a, of: members),
            let b = marketPrices.start(.b, of: members)
        else { return nil }
        return GoodsPrices(a: a, b: b)
    }

    /// The auctioneer's answer, looked up where the same question led to no move before.
    private func auctioneer(for members: [Int]) -> MarketAuctioneer {
        let question = AuctioneerQuestion(
            members: members, holdings: members.map { view.state.holdings[$0] },
            lambdas: members.map { view.state.tastes[$0].lambda },
            last: lastPrices(of: members))
        if let known = restingMarkets[members[0]], known.question == question {
            return known.answer
        }
        let answer = MarketAuctioneer(members, in: view, near: question.last)
        restingMarkets[members[0]] = answer.moves.isEmpty ? (question, answer) : nil
        return answer
    }

    /// The prices at which a market last moved anybody stay its prices until it does again.
    private func keepPrices(_ auctioneer: MarketAuctioneer, of members: [Int]) {
        for good in Good.allCases {
            guard let price = auctioneer.equilibrium?[good],
                !auctioneer.moves.isEmpty || marketPrices.start(good, of: members) == nil
            else { continue }
            let volume = auctioneer.moves.reduce(0) { $0 + max(0, $1.change[good]) }
            marketPrices.keep(price, volume: volume, good, of: members)
        }
    }

    private func cleared(
        _ members: [Int], _ good: Good, _ price: Double?, _ auctioneer: MarketAuctioneer,
        _ surplus: Double
    ) -> MarketCleared {
        let moves = auctioneer.moves
        let undone = good == .a ? auctioneer.undone.a : auctioneer.undone.b
        let left = Int64(undone.rounded(.toNearestOrEven))
        return MarketCleared(
            market: Int64(members[0]), pair: good == .a ? .aForMoney : .bForMoney,
            members: members.map(AgentID.init), price: price,
            buyers: moves.filter { $0.change[good] > 0 }.map { AgentID($0.agent) },
            sellers: moves.filter { $0.change[good] < 0 }.map { AgentID($0.agent) },
            volume: moves.reduce(0) { $0 + max(0, $1.change[good]) }, unfilledDemand: left,
            unfilledSupply: left, surplus: surplus)
    }

    private func allocate(_ move: MarketAuctioneer.Move, in members: [Int]) {
        let after = view.state.holdings[move.agent] + move.change
        precondition(
            after.isNonnegative && move.gain > scenario.parameters.epsilon,
            "a move leaves nobody in debt or worse off, got \(move)")
        view.state.holdings[move.agent] = after
        noteChange(of: move.agent)
        marketTicks[move.agent] = tick.index
        tradeCount += 1
        record(
            .goodsAllocated(
                GoodsAllocated(
                    trade: TradeID(tradeCount), agent: AgentID(move.agent), change: move.change,
                    position: view.state.positions[move.agent], gain: move.gain,
                    market: Int64(members[0]))))
    }
}

/// All that an auctioneer's answer depends on, but for what never changes.
struct AuctioneerQuestion: Hashable {
    var members: [Int]
    var holdings: [GoodsBundle]
    var lambdas: [Double]
    var last: GoodsPrices?
}
