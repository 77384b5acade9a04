import Institutions
import MarketModel
import Testing

@Suite("A laboratory's posted offers")
struct LaboratoryPostedOffersTests {
    private static func offers(_ rule: PostedOfferRules.Rule, step: Int64 = 5)
        -> LaboratoryInstitution
    {
        var rules = PostedOfferRules()
        rules.rule = rule
        rules.step = step
        return .postedOffer(rules)
    }

    @Test(
        "at cost the cheapest goes first, and buyers keep all gains",
        arguments: 0..<10 as Range<UInt32>)
    func cost(seed: UInt32) {
        var fixture = FloorFixture(
            Self.offers(.cost), values: [[90], [80]], costs: [[30], [10], [95]], seed: seed)
        let trades = fixture.run()
        #expect(trades.map(\.price) == [10, 30], "seed \(seed)")
        #expect(trades.map(\.seller) == [3, 2])
    }

    @Test("a price equal to the value is paid, and equal prices go by seller")
    func ties() {
        var fixture = FloorFixture(Self.offers(.cost), values: [[50]], costs: [[50], [50]])
        let trades = fixture.run()
        #expect(trades.map(\.seller) == [1] && trades.map(\.gain) == [0])
    }

    @Test("a seller's later units follow at their own prices")
    func units() {
        var fixture = FloorFixture(
            Self.offers(.cost), values: [[90, 90]], costs: [[10, 20], [15]])
        #expect(fixture.run().map(\.price) == [10, 15])
    }

    @Test("what sold becomes dearer by a step, what did not cheaper, never below cost")
    func adaptive() throws {
        var fixture = FloorFixture(
            Self.offers(.adaptive, step: 5), values: [[100]], costs: [[40], [60]], seed: 3)
        var last: Int64?
        for _ in 0..<60 {
            let trade = try #require(fixture.run().first)
            #expect(trade.price >= 40)
            if let last, trade.seller == 1 { #expect(abs(trade.price - last) <= 60) }
            last = trade.price
        }
        // Who sells rises, who does not falls: in the end they sell in turn.
        var sellers: Set<Int> = []
        for _ in 0..<6 { sellers.formUnion(fixture.run().compactMap(\.seller)) }
        #expect(sellers == [1, 2])
    }

    @Test(
        "random prices lie between cost and the top of the range",
        arguments: 0..<10 as Range<UInt32>)
    func chance(seed: UInt32) {
        var fixture = FloorFixture.smith(Self.offers(.zeroIntelligence), seed: seed)
        for trade in fixture.run() {
            let cost = trade.seller.map { fixture.floor.traders[$0].limits[0] } ?? 0
            let value = trade.buyer.map { fixture.floor.traders[$0].limits[0] } ?? 0
            #expect(cost <= trade.price && trade.price <= value, "seed \(seed)")
        }
        #expect(fixture.market?.volume == Int64(fixture.floor.trades.count))
    }
}

@Suite("A laboratory's posted price")
struct LaboratoryPostedPriceTests {
    private static func posted(
        _ rule: PostedPriceRules.Rule, ceiling: Double? = nil, floor: Double? = nil
    ) -> LaboratoryInstitution {
        var rules = PostedPriceRules()
        rules.rule = rule
        rules.ceiling = ceiling
        rules.floor = floor
        return .postedPrice(rules)
    }

    @Test("the midpoint of the highest value and the lowest cost clears Smith's market")
    func midpoint() {
        var fixture = FloorFixture.smith(Self.posted(.midpoint))
        #expect(fixture.run().allSatisfy { $0.price == 200 })
        #expect(fixture.surplus == 750)
    }

    @Test("a wrong price loses the surplus that theory says", arguments: [100, 120, 150, 250, 300])
    func wrong(price: Int64) {
        var fixture = FloorFixture.smith(Self.posted(.fixed(Double(price))))
        fixture.run()
        let limits = Array(stride(from: Int64(75), through: 325, by: 25))
        let theory = SupplyAndDemand(values: limits, costs: limits)
        let served = price < 200 ? limits.count { $0 <= price } : limits.count { $0 >= price }
        #expect(fixture.floor.trades.count == served)
        if price < 200 { #expect(fixture.surplus == theory.surplus(at: Double(price))) }
        #expect(fixture.surplus < 750)
    }

    @Test("no rounding breaks a ceiling or a floor")
    func limits() {
        var below = FloorFixture.smith(Self.posted(.clearing, ceiling: 150.9))
        #expect(below.run().allSatisfy { $0.price == 150 })
        var above = FloorFixture.smith(Self.posted(.clearing, floor: 250.1))
        #expect(above.run().allSatisfy { $0.price == 251 })
        var none = FloorFixture.smith(Self.posted(.clearing, ceiling: 150.9, floor: 150.1))
        #expect(none.run().isEmpty, "there is no whole price between them")
    }

    @Test("tâtonnement approaches the equilibrium price from either side", arguments: [20.0, 390])
    func tatonnement(start: Double) throws {
        var fixture = FloorFixture.smith(Self.posted(.tatonnement(start: start, speed: 0.1)))
        var gaps: [Double] = []
        for _ in 0..<80 {
            fixture.run()
            gaps.append(abs(try #require(fixture.market?.price) - 200))
        }
        #expect(try #require(gaps.first) > 100)
        #expect(gaps.suffix(10).allSatisfy { $0 <= 4 })
    }

    @Test("where no value reaches a cost there is no market under any rule")
    func none() {
        for rule in [PostedPriceRules.Rule.midpoint, .fixed(50), .tatonnement(start: 50, speed: 1)]
        {
            var fixture = FloorFixture(Self.posted(rule), values: [[40]], costs: [[60]])
            #expect(fixture.run().isEmpty && fixture.market?.price == nil)
        }
    }
}

@Suite("A laboratory's pool and auctioneer")
struct LaboratoryPoolTests {
    @Test(
        "the product never falls, nobody loses, and goods and money add up",
        arguments: 0..<20 as Range<UInt32>)
    func invariants(seed: UInt32) {
        var rules = PoolRules(good: 100, money: 20_000)
        rules.feeBasisPoints = Int64(seed % 3) * 30
        var fixture = FloorFixture.smith(.pool(rules), seed: seed)
        var (good, money) = (rules.good, rules.money)
        for trade in fixture.run() {
            let before = Int128(good) * Int128(money)
            if trade.buyer == nil {
                (good, money) = (good + 1, money - trade.price)
            } else {
                (good, money) = (good - 1, money + trade.price)
            }
            #expect(Int128(good) * Int128(money) >= before, "seed \(seed)")
            #expect(trade.gain > 0)
        }
        #expect(fixture.floor.poolChange.good == good - rules.good)
        #expect(fixture.floor.poolChange.money == money - rules.money)
    }

    @Test("the last unit is not for sale")
    func last() {
        var fixture = FloorFixture(
            .pool(PoolRules(good: 2, money: 10)), values: [[100, 100, 100]], costs: [[99]])
        #expect(fixture.run().filter { $0.seller == nil }.count == 1)
    }

    @Test("unit prices are the formula's, rounded the pool's way")
    func prices() {
        var pool = ConstantProductPool(good: 100, money: 500, feeBasisPoints: 30)
        // 500 · 10⁴ / (99 · 9970) = 5.0657; 500 · 9970 / (10⁶ + 9970) = 4.9358
        #expect(pool.costOfUnit == 6 && pool.proceedsOfUnit == 4)
        #expect(pool.sellUnit() == 6 && pool.good == 99 && pool.money == 506)
        #expect(pool.buyUnit() == 5 && pool.good == 100 && pool.money == 501)
        #expect(ConstantProductPool(good: 1, money: 5, feeBasisPoints: 0).costOfUnit == nil)
    }

    @Test("the auctioneer realises exactly the greatest surplus")
    func auctioneer() {
        var fixture = FloorFixture.smith(.walrasian)
        let trades = fixture.run()
        #expect(trades.count == 5 && trades.allSatisfy { $0.price == 200 })
        #expect(fixture.surplus == 750)
        var none = FloorFixture(.walrasian, values: [[10]], costs: [[20]])
        #expect(none.run().isEmpty)
        var outside = FloorFixture(
            .walrasian, values: [[500]], costs: [[400]], range: 1...100)
        #expect(outside.run().isEmpty, "no equilibrium price may be quoted")
    }
}
