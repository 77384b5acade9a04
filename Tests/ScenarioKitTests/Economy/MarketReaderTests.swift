import Institutions
import Kernel
import Primitives
import ScenarioKit
import Testing

@Suite("Reading the markets of an economy")
struct MarketReaderTests {
    private func text(_ institution: String, regime: String = "money_only") -> String {
        """
        schema_version: 1
        name: market
        kind: economy
        N: 4
        ticks: 5
        agents: 4
        initial_inventories: {A: 5, B: 5, M: 100}
        utilities: {mix: [{type: linear, weight: 1, params: {vA: 1, vB: 1}}]}
        resource_seed: {density: 0, amount: 0}
        params: {exchange_regime: \(regime)}
        institution: \(institution)
        """
    }

    private func institution(_ institution: String) throws -> EconomyInstitution {
        let reading = Fixtures.readAny(text(institution))
        guard case .economy(let scenario)? = reading.scenario else {
            Issue.record("\(Fixtures.lines(reading))")
            return .bilateral
        }
        return scenario.institution
    }

    @Test("a name alone has every default")
    func defaults() throws {
        #expect(try institution("bilateral") == .bilateral)
        #expect(try institution("posted_price") == .postedPrice(MarketPriceRules()))
        #expect(try institution("call_auction") == .callAuction(MarketBounds()))
    }

    @Test("a price is one number for both goods, or a map")
    func prices() throws {
        var rules = MarketPriceRules()
        rules.rule = .fixed
        rules.price = PerGood(a: 2.5, b: 2.5)
        #expect(
            try institution("{name: posted_price, params: {price_rule: fixed, price: 2.5}}")
                == .postedPrice(rules))
        rules.price = PerGood(b: 4)
        rules.goods = [.b]
        rules.bounds.leastSize = 2
        rules.bounds.scope = .global
        #expect(
            try institution(
                "{name: posted_price, params: {price_rule: fixed, price: {B: 4}, pairs: [B], "
                    + "market_min_size: 2, scope: global}}") == .postedPrice(rules))
    }

    @Test("tâtonnement takes a speed and a first price")
    func tatonnement() throws {
        var rules = MarketPriceRules()
        rules.rule = .tatonnement
        rules.speed = 0.3
        rules.price = PerGood(a: 7)
        rules.ceiling = PerGood(a: 9, b: 9)
        #expect(
            try institution(
                "{name: posted_price, params: {price_rule: tatonnement, speed: 0.3, "
                    + "price: {A: 7}, ceiling: 9}}") == .postedPrice(rules))
    }

    @Test(
        "what cannot be is refused",
        arguments: [
            ("{name: posted_price, params: {price_rule: fixed}}", "missing"),
            ("{name: posted_price, params: {floor: 5, ceiling: 4}}", "at most the ceiling"),
            ("{name: posted_price, params: {ceiling: 0}}", "ceiling"),
            ("{name: posted_price, params: {market_min_size: 1}}", "market_min_size"),
            ("{name: posted_price, params: {prices: 3}}", "prices"),
            ("{name: posted_price, params: {pairs: [C]}}", "pairs"),
            ("{name: call_auction, params: {price: 3}}", "price"),
            ("{name: double_auction, params: {price_range: [9, 3]}}", "lowest price first"),
            ("{name: double_auction, params: {steps: 0}}", "steps"),
            ("{name: double_auction, params: {quoting: loud}}", "quoting"),
            ("{name: posted_offer, params: {margin: -0.1}}", "margin"),
            ("amm", "pool"), ("{name: amm, params: {pool: {A: 3}}}", "M"),
            ("{name: amm, params: {pool: {A: 3, B: 4, M: 5}}}", "one good to a pool"),
            ("{name: amm, params: {pool: [{A: 3, M: 5}, {A: 4, M: 6}]}}", "two pools of A"),
            ("{name: amm, params: {pool: {A: 3, M: 5}, fee_bps: 10000}}", "fee_bps"),
            ("{name: walrasian, params: {steps: 3}}", "steps"),
        ])
    func refused(institution: String, message: String) {
        let reading = Fixtures.readAny(text(institution))
        #expect(reading.scenario == nil)
        #expect(Fixtures.lines(reading).contains { $0.contains(message) }, "\(institution)")
    }

    @Test("the other institutions have parameters of their own")
    func unitMarkets() throws {
        var auction = MarketAuctionRules()
        #expect(try institution("double_auction") == .doubleAuction(auction))
        auction.bounds.scope = .global
        auction.steps = 50
        auction.quoting = .zeroIntelligence
        auction.priceRange = 2...30
        auction.book = .clearedAfterTrade
        let written =
            "{name: double_auction, params: {scope: global, steps: 50, price_range: [2, 30], "
            + "quoting: zero_intelligence, book: cleared_after_trade}}"
        #expect(try institution(written) == .doubleAuction(auction))
        var offers = MarketOfferRules()
        #expect(try institution("posted_offer") == .postedOffer(offers))
        offers.margin = 0.3
        offers.step = 0
        #expect(
            try institution("{name: posted_offer, params: {margin: 0.3, step: 0}}")
                == .postedOffer(offers))
        #expect(try institution("walrasian") == .walrasian(MarketBounds()))
    }

    @Test("pools come one or two, that of A first")
    func pools() throws {
        var rules = MarketPoolRules([.init(good: .b, units: 9, money: 70)])
        #expect(try institution("{name: amm, params: {pool: {B: 9, M: 70}}}") == .pool(rules))
        rules.pools.insert(.init(good: .a, units: 5, money: 60), at: 0)
        rules.feeBasisPoints = 0
        #expect(
            try institution(
                "{name: amm, params: {pool: [{B: 9, M: 70}, {A: 5, M: 60}], fee_bps: 0}}")
                == .pool(rules))
    }

    @Test(
        "markets need money",
        arguments: [
            "posted_price", "call_auction", "double_auction", "posted_offer", "walrasian",
            "{name: amm, params: {pool: {A: 5, M: 60}}}",
        ])
    func money(name: String) {
        let reading = Fixtures.readAny(text(name, regime: "barter_only"))
        #expect(reading.scenario == nil)
        #expect(Fixtures.lines(reading).contains { $0.contains("regime with money") })
    }

    @Test("settings that change nothing are odd")
    func odd() {
        for params in ["speed: 0.4", "price: 3", "pairs: []"] {
            let reading = Fixtures.readAny(text("{name: posted_price, params: {\(params)}}"))
            #expect(reading.scenario != nil && !reading.diagnostics.isEmpty, "\(params)")
        }
        for text in [
            text("{name: double_auction, params: {price_range: [2, 30]}}"),
            text("{name: amm, params: {pool: []}}"),
            text("{name: walrasian, params: {market_min_size: 50}}"),
        ] {
            let reading = Fixtures.readAny(text)
            #expect(reading.scenario != nil && !reading.diagnostics.isEmpty, "\(text)")
        }
    }
}
