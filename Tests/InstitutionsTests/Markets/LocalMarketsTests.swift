import Determinism
import Institutions
import Primitives
import Testing

@Suite("Local markets")
struct LocalMarketsTests {
    private func place(_ x: Int32, _ y: Int32) -> Position { Position(x: x, y: y) }

    @Test("whoever is near whoever is near is one market")
    func chain() {
        let markets = LocalMarkets(
            [place(0, 0), place(9, 9), place(2, 0), place(1, 0), place(9, 8)], radius: 1)
        #expect(markets.components == [[0, 2, 3], [1, 4]])
    }

    @Test("without a radius only those on one cell meet")
    func radiusZero() {
        let markets = LocalMarkets([place(3, 3), place(3, 4), place(3, 3)], radius: 0)
        #expect(markets.components == [[0, 2], [1]])
    }

    @Test("everybody is one market if the scope is global")
    func global() {
        #expect(LocalMarkets(globalOf: 3).components == [[0, 1, 2]])
        #expect(LocalMarkets(globalOf: 0).components.isEmpty)
    }

    @Test("blocks find what a walk over all pairs finds", arguments: 0..<30 as Range<UInt32>)
    func model(seed: UInt32) {
        var random = RandomStream(seed: seed, name: "markets")
        let positions = (0..<60).map { _ in
            place(Int32(random.below(25)), Int32(random.below(25)))
        }
        let radius = random.below(5)
        var marks = Array(positions.indices)
        var changes = true
        while changes {
            changes = false
            for one in positions.indices {
                for other in positions.indices
                where positions[one].distance(to: positions[other]) <= radius
                    && marks[other] < marks[one]
                {
                    marks[one] = marks[other]
                    changes = true
                }
            }
        }
        let naive = positions.indices.filter { marks[$0] == $0 }.map { root in
            positions.indices.filter { marks[$0] == root }
        }
        #expect(
            LocalMarkets(positions, radius: radius).components == naive, "seed \(seed)")
    }
}

@Suite("Market prices")
struct MarketPricesTests {
    private func entries(_ prices: [Double]) -> [MarketQuotes.Entry] {
        prices.enumerated().map { MarketQuotes.Entry(agent: $0, price: $1) }
    }

    private func quotes(bids: [Double], asks: [Double]) -> MarketQuotes {
        let sellers = entries(asks).map {
            MarketQuotes.Entry(agent: $0.agent + bids.count, price: $0.price)
        }
        return MarketQuotes(bids: entries(bids), asks: sellers)
    }

    @Test("quotes meet when somebody bids what somebody else asks")
    func meeting() {
        #expect(quotes(bids: [5], asks: [5]).meet)
        #expect(!quotes(bids: [4], asks: [5]).meet)
        let own = MarketQuotes(
            bids: [.init(agent: 0, price: 9), .init(agent: 1, price: 2)],
            asks: [.init(agent: 0, price: 3), .init(agent: 1, price: 10)])
        #expect(!own.meet, "nobody trades with himself")
        let crossed = MarketQuotes(
            bids: [.init(agent: 0, price: 9)],
            asks: [.init(agent: 0, price: 3), .init(agent: 1, price: 8)])
        #expect(crossed.meet)
    }

    @Test("the midpoint and the clearing price of step curves")
    func prices() {
        let market = quotes(bids: [10, 8, 3], asks: [2, 6, 9])
        #expect(market.midpoint == 6)
        #expect(market.clearing == 7, "two units trade between 6 and 8")
        #expect(quotes(bids: [1], asks: [2]).clearing == nil)
    }

    @Test("who would be on both sides is on neither")
    func both() {
        let market = MarketQuotes(
            bids: [.init(agent: 0, price: 5), .init(agent: 1, price: 7)],
            asks: [.init(agent: 0, price: 5), .init(agent: 2, price: 3)])
        let willing = market.willing(at: 5)
        #expect(willing.buyers == [1] && willing.sellers == [2])
    }

    @Test("a ceiling comes before a floor, and a decree for other goods makes no market")
    func limits() {
        var rules = MarketPriceRules()
        rules.ceiling = PerGood(a: 5)
        rules.floor = PerGood(b: 7)
        let market = quotes(bids: [10], asks: [2])
        #expect(PostedPriceMarket(rules).price(.a, market, last: nil) == 5)
        #expect(PostedPriceMarket(rules).price(.b, market, last: nil) == 7)
        rules.rule = .fixed
        rules.price = PerGood(b: 4)
        #expect(PostedPriceMarket(rules).price(.a, market, last: nil) == nil)
        #expect(PostedPriceMarket(rules).price(.b, market, last: 9) == 7)
    }

    @Test("tâtonnement starts where it is told, then follows excess demand")
    func tatonnement() {
        var rules = MarketPriceRules()
        rules.rule = .tatonnement
        rules.speed = 0.1
        let market = PostedPriceMarket(rules)
        #expect(market.price(.a, quotes(bids: [10], asks: [2]), last: nil) == 6)
        rules.price = PerGood(a: 3)
        let told = PostedPriceMarket(rules)
        #expect(told.price(.a, quotes(bids: [10], asks: [2]), last: nil) == 3)
        #expect(told.price(.a, quotes(bids: [10], asks: [2]), last: 4) == 4)
        #expect(market.next(after: 10, buyers: 3, sellers: 1) == 10.5)
        #expect(market.next(after: 10, buyers: 0, sellers: 0) == 10)
    }

    @Test("a new market starts from its members' prices, by volume")
    func merging() {
        var prices = MarketPrices(agentCount: 5)
        #expect(prices.start(.a, of: [0, 1]) == nil)
        prices.keep(10, volume: 3, .a, of: [0, 1])
        prices.keep(20, volume: 1, .a, of: [2])
        #expect(prices.start(.a, of: [0, 1]) == 10)
        #expect(prices.start(.a, of: [0, 2, 4]) == 12.5)
        #expect(prices.start(.b, of: [0, 2]) == nil)
        prices.keep(10, volume: 0, .a, of: [0])
        prices.keep(20, volume: 0, .a, of: [2])
        #expect(prices.start(.a, of: [0, 2]) == 15, "a plain mean where nothing was traded")
    }
}
