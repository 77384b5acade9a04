import History
import Institutions
import Kernel
import MarketModel
import Primitives
import Testing

@Suite("Posted prices in an economy")
struct PostedPriceMarketTests {
    @Test(
        "every rule leaves a record that holds, and every trade helps both",
        arguments: MarketPriceRules.Rule.allCases)
    func rules(rule: MarketPriceRules.Rule) throws {
        for mode in [ExecutionMode.minimum, .maximum] {
            for scope in MarketScope.allCases {
                var rules = MarketPriceRules()
                rules.rule = rule
                rules.bounds.scope = scope
                rules.price = PerGood(a: 30, b: 40)
                let events = try MarketFixtures.events(
                    MarketFixtures.economy(rules, mode: mode))
                #expect(MarketFixtures.finding(events) == nil)
                let trades = MarketFixtures.trades(events)
                #expect(!trades.isEmpty)
                #expect(trades.allSatisfy { $0.gainOfBuyer > 1e-12 && $0.gainOfSeller > 1e-12 })
                #expect(trades.allSatisfy { $0.market == 0 && $0.pair != .aForB })
            }
        }
    }

    @Test("an agent trades at most once in a tick, and A comes before B")
    func once() throws {
        let events = try MarketFixtures.events(MarketFixtures.economy(MarketPriceRules()))
        var busy: Set<Int> = []
        var last = ExchangePair.aForMoney
        for (event, _) in events {
            if case .tickStarted = event {
                busy.removeAll()
                last = .aForMoney
            }
            guard case .economy(.goodsTraded(let trade)) = event else { continue }
            #expect(busy.insert(trade.buyer.index).inserted)
            #expect(busy.insert(trade.seller.index).inserted)
            #expect(!(last == .bForMoney && trade.pair == .aForMoney))
            last = trade.pair
        }
    }

    @Test("no payment breaks a ceiling or a floor", arguments: [ExecutionMode.minimum, .maximum])
    func limits(mode: ExecutionMode) throws {
        var rules = MarketPriceRules()
        rules.rule = .clearing
        rules.ceiling = PerGood(a: 32.4)
        rules.floor = PerGood(b: 45.7)
        let events = try MarketFixtures.events(MarketFixtures.economy(rules, mode: mode))
        let trades = MarketFixtures.trades(events)
        #expect(trades.contains { $0.pair == .aForMoney })
        for trade in trades {
            let (units, paid) = (Double(trade.units), Double(trade.payment))
            if trade.pair == .aForMoney {
                #expect(paid <= 32.4 * units)
            } else {
                #expect(paid >= 45.7 * units)
            }
        }
        #expect(MarketFixtures.finding(events) == nil)
    }

    @Test("goods without a price, and goods left out, have no market")
    func someGoods() throws {
        var rules = MarketPriceRules()
        rules.goods = [.b]
        let onlyB = try MarketFixtures.events(MarketFixtures.economy(rules))
        #expect(MarketFixtures.markets(onlyB).allSatisfy { $0.pair == .bForMoney })
        rules = MarketPriceRules()
        rules.rule = .fixed
        rules.price = PerGood(a: 30)
        let onlyA = try MarketFixtures.events(MarketFixtures.economy(rules))
        #expect(MarketFixtures.markets(onlyA).allSatisfy { $0.pair == .aForMoney })
    }

    @Test("fewer agents than a market takes trade two by two")
    func small() throws {
        var rules = MarketPriceRules()
        rules.bounds.leastSize = 9
        let events = try MarketFixtures.events(MarketFixtures.economy(rules))
        #expect(MarketFixtures.markets(events).isEmpty)
        #expect(MarketFixtures.trades(events).allSatisfy { $0.market == nil })
        #expect(!MarketFixtures.trades(events).isEmpty)
    }

    @Test("tâtonnement prices move towards excess demand from tick to tick")
    func tatonnement() throws {
        var rules = MarketPriceRules()
        rules.rule = .tatonnement
        rules.bounds.scope = .global
        rules.price = PerGood(a: 10, b: 40)
        rules.goods = [.a]
        let markets = MarketFixtures.markets(
            try MarketFixtures.events(MarketFixtures.economy(rules)))
        #expect(markets.count > 3)
        for (now, next) in zip(markets, markets.dropFirst()) {
            guard let price = now.price, let later = next.price else { continue }
            let excess = now.buyers.count - now.sellers.count
            #expect(excess == 0 || (later > price) == (excess > 0))
        }
    }

    @Test("pairs within a market are dissolved without a rest")
    func pairs() throws {
        let events = try MarketFixtures.events(MarketFixtures.economy(MarketPriceRules()))
        let partings = events.compactMap { event -> PairEnded? in
            if case .economy(.unpaired(let pair)) = event.event { pair } else { nil }
        }
        #expect(!partings.isEmpty)
        #expect(partings.allSatisfy { $0.reason == .market && $0.cooldownUntil == nil })
    }

    @Test("the auditor finds a market trade of strangers, and a market that miscounts")
    func audit() throws {
        let events = try MarketFixtures.events(MarketFixtures.economy(MarketPriceRules()))
        var strangers = events
        var miscounted = events
        for index in events.indices {
            if case .economy(.goodsTraded(var trade)) = events[index].event {
                trade.market = 3
                strangers[index].event = .economy(.goodsTraded(trade))
            }
            if case .economy(.marketCleared(var market)) = events[index].event {
                market.volume += 1
                miscounted[index].event = .economy(.marketCleared(market))
            }
        }
        #expect(MarketFixtures.finding(strangers)?.rule == .pairing)
        #expect(MarketFixtures.finding(miscounted)?.rule == .counts)
    }
}
