import Determinism
import Institutions
import Kernel
import MarketModel
import Preferences
import Primitives

/// A global market in which units change hands, in the plainest code that keeps the rules.
struct NaiveMarket {
    struct Trade: Equatable, CustomStringConvertible {
        var buyer: Int
        var seller: Int
        var price: Int64

        var description: String { "\(buyer)<-\(seller)@\(price)" }
    }

    let tastes: [Taste]
    let terms: MoneyTerms
    var holdings: [GoodsBundle]
    var margins: [[Double]]

    init(_ world: EconomyWorld, margin: Double = 0) {
        tastes = world.state.tastes
        terms = world.terms
        holdings = world.state.holdings
        margins = Array(repeating: Array(repeating: margin, count: tastes.count), count: 2)
    }

    private func gain(_ agent: Int, _ good: Good, _ units: Int64, _ payment: Int64) -> Double {
        var after = holdings[agent]
        after[good] += units
        after.money -= units * payment
        if after[good] < 0 || after.money < 0 { return -1 }
        return tastes[agent].total(of: after, under: terms)
            - tastes[agent].total(of: holdings[agent], under: terms)
    }

    /// Price by price, from the bottom.
    func bid(_ agent: Int, _ good: Good) -> Int64? {
        var price: Int64 = 0
        while gain(agent, good, 1, price + 1) > terms.epsilon { price += 1 }
        return price > 0 ? price : nil
    }

    func ask(_ agent: Int, _ good: Good) -> Int64? {
        guard holdings[agent][good] > 0 else { return nil }
        var price: Int64 = 1
        while gain(agent, good, -1, price) <= terms.epsilon { price += 1 }
        return price
    }

    private mutating func settle(_ trade: Trade, _ good: Good) {
        holdings[trade.buyer][good] += 1
        holdings[trade.buyer].money -= trade.price
        holdings[trade.seller][good] -= 1
        holdings[trade.seller].money += trade.price
    }

    /// Quotes in a list, oldest first; the best is looked for.
    mutating func auction(
        _ good: Good, _ rules: MarketAuctionRules, _ stream: inout RandomStream
    ) -> [Trade] {
        var quotes: [(agent: Int, side: Side, price: Int64)] = []
        var trades: [Trade] = []
        let all = tastes.indices
        let top = all.flatMap { [bid($0, good) ?? 0, ask($0, good) ?? 0] }.max() ?? 1
        let range = rules.priceRange ?? 1...2 * top
        for _ in 0..<(rules.steps ?? Int64(20 * tastes.count)) {
            let agent = stream.below(tastes.count)
            let (bid, ask) = (bid(agent, good), ask(agent, good))
            guard bid != nil || ask != nil else { continue }
            var side = Side.bid
            if bid == nil { side = .ask }
            if bid != nil && ask != nil { side = stream.below(2) == 0 ? .bid : .ask }
            var price = side == .bid ? bid ?? 0 : ask ?? 0
            if rules.quoting == .zeroIntelligence {
                let low = side == .bid ? range.lowerBound : price
                let high = side == .bid ? price : range.upperBound
                guard low <= high else { continue }
                price = low + Int64(stream.below(Int(high - low + 1)))
            }
            quotes.removeAll { $0.agent == agent && $0.side == side }
            let others = quotes.filter {
                $0.side != side && (side == .bid ? $0.price <= price : $0.price >= price)
            }
            let best = others.min { side == .bid ? $0.price < $1.price : $0.price > $1.price }
            guard let best else {
                quotes.append((agent, side, price))
                continue
            }
            let trade = Trade(
                buyer: side == .bid ? agent : best.agent,
                seller: side == .bid ? best.agent : agent, price: best.price)
            settle(trade, good)
            trades.append(trade)
            quotes.removeAll { $0.agent == agent || $0.agent == best.agent }
            if rules.book == .clearedAfterTrade { quotes.removeAll() }
        }
        return trades
    }

    mutating func shop(
        _ good: Good, _ rules: MarketOfferRules, most: Int, _ stream: inout RandomStream
    ) -> [Trade] {
        let row = good == .a ? 0 : 1
        var trades: [Trade] = []
        var prices: [Int: Int64] = [:]
        for agent in tastes.indices {
            guard let ask = ask(agent, good) else { continue }
            prices[agent] = Int64((Double(ask) * (1 + margins[row][agent]) + 0.5).rounded(.down))
        }
        var queue = Array(tastes.indices)
        stream.shuffle(&queue)
        for buyer in queue {
            for _ in 0..<most {
                let sellers = tastes.indices.filter { seller in
                    guard let price = prices[seller], seller != buyer else { return false }
                    return gain(seller, good, -1, price) > terms.epsilon
                }
                let best = sellers.min { (prices[$0] ?? 0, $0) < (prices[$1] ?? 0, $1) }
                guard let best, let price = prices[best],
                    gain(buyer, good, 1, price) > terms.epsilon
                else { break }
                let trade = Trade(buyer: buyer, seller: best, price: price)
                settle(trade, good)
                trades.append(trade)
            }
        }
        for agent in tastes.indices where prices[agent] != nil {
            let sold = trades.contains { $0.seller == agent }
            margins[row][agent] =
                sold ? margins[row][agent] + rules.step : max(0, margins[row][agent] - rules.step)
        }
        return trades
    }
}
