import Determinism
import Institutions
import Kernel
import MarketModel
import Primitives
import Testing

@Suite("Markets of units against plain code")
struct NaiveMarketTests {
    private func trades(_ events: EventBuffer, _ good: Good) -> [NaiveMarket.Trade] {
        events.events.compactMap { event in
            guard case .economy(.goodsTraded(let trade)) = event, trade.pair.good == good else {
                return nil
            }
            return NaiveMarket.Trade(
                buyer: trade.buyer.index, seller: trade.seller.index, price: trade.payment)
        }
    }

    /// Runs a world and the plain code side by side, tick by tick and good by good.
    private func compare(
        _ name: String, seed: UInt32,
        _ expected: (inout NaiveMarket, Good, inout RandomStream, EconomyInstitution) ->
            [NaiveMarket
            .Trade]
    ) throws {
        let found = MarketFixtures.unitInstitutions.first { $0.name == name }
        let institution = try #require(found).institution
        let world = EconomyWorld(
            MarketFixtures.economy(under: institution, scope: .global, ticks: 6), seed: seed)
        var naive = NaiveMarket(world, margin: MarketOfferRules().margin)
        var count = 0
        while !world.isOver {
            let tick = world.tick.index
            world.events.removeAll()
            world.advance()
            for good in Good.allCases {
                var stream = RandomStream(
                    seed: seed, name: "market.\(tick).0.\(good.rawValue)")
                let due = expected(&naive, good, &stream, institution)
                #expect(trades(world.events, good) == due, "\(name), seed \(seed), tick \(tick)")
                count += due.count
            }
            #expect(naive.holdings == world.state.holdings, "\(name), seed \(seed)")
        }
        #expect(count > 20, "\(name), seed \(seed): \(count)")
    }

    @Test(
        "a double auction trades as a list of quotes does",
        arguments: ["truthful", "chance", "cleared"], 1...4 as ClosedRange<UInt32>)
    func auction(name: String, seed: UInt32) throws {
        try compare(name, seed: seed) { naive, good, stream, institution in
            guard case .doubleAuction(let rules) = institution else { return [] }
            return naive.auction(good, rules, &stream)
        }
    }

    @Test(
        "posted offers are taken as a queue of buyers does", arguments: 1...4 as ClosedRange<UInt32>
    )
    func offers(seed: UInt32) throws {
        try compare("offers", seed: seed) { naive, good, stream, institution in
            guard case .postedOffer(let rules) = institution else { return [] }
            return naive.shop(good, rules, most: 5, &stream)
        }
    }

    @Test(
        "a pool's price is the formula's, and its product never falls",
        arguments: 1...4 as ClosedRange<UInt32>)
    func pools(seed: UInt32) throws {
        let found = MarketFixtures.unitInstitutions.first { $0.name == "pools" }
        guard case .pool(let rules) = try #require(found).institution else { return }
        let world = EconomyWorld(
            MarketFixtures.economy(under: .pool(rules), scope: .global), seed: seed)
        var (units, money) = (rules.pools.map(\.units), rules.pools.map(\.money))
        let rest = 10_000 - rules.feeBasisPoints
        var count = 0
        while !world.isOver {
            world.events.removeAll()
            world.advance()
            for case .economy(.goodsTraded(let trade)) in world.events.events {
                let place = trade.pair == .aForMoney ? 0 : 1
                #expect(max(trade.buyer.index, trade.seller.index) == world.agentCount + place)
                let product = units[place] * money[place]
                if trade.buyer.index < trade.seller.index {
                    let exact = Double(money[place] * 10_000) / Double((units[place] - 1) * rest)
                    #expect(trade.payment == Int64(exact.rounded(.up)), "seed \(seed)")
                    (units[place], money[place]) = (units[place] - 1, money[place] + trade.payment)
                } else {
                    let exact = Double(money[place] * rest) / Double(units[place] * 10_000 + rest)
                    #expect(trade.payment == Int64(exact.rounded(.down)), "seed \(seed)")
                    (units[place], money[place]) = (units[place] + 1, money[place] - trade.payment)
                }
                #expect(units[place] * money[place] >= product, "seed \(seed)")
                count += 1
            }
        }
        #expect(world.pools.map(\.good) == units && world.pools.map(\.money) == money)
        #expect(count > 20, "seed \(seed): \(count)")
    }
}
