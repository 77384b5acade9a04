import Institutions
import Kernel
import MarketModel
import Preferences
import Primitives
import Testing

@Suite("Calls in an economy")
struct MarketCallTests {
    @Test("leave a record that holds; every unit helps both", arguments: MarketScope.allCases)
    func record(scope: MarketScope) throws {
        let events = try MarketFixtures.events(MarketFixtures.calls(scope: scope))
        #expect(MarketFixtures.finding(events) == nil)
        let trades = MarketFixtures.trades(events)
        #expect(trades.count > 20)
        #expect(
            trades.allSatisfy { $0.units == 1 && $0.gainOfBuyer > 1e-12 && $0.gainOfSeller > 1e-12 }
        )
    }

    @Test("everybody in a market pays the same price")
    func onePrice() throws {
        var pending: [GoodsTraded] = []
        for (event, _) in try MarketFixtures.events(MarketFixtures.calls()) {
            if case .economy(.goodsTraded(let trade)) = event { pending.append(trade) }
            guard case .economy(.marketCleared(let market)) = event else { continue }
            #expect(pending.allSatisfy { $0.price == market.price && $0.pair == market.pair })
            #expect(pending.count == Int(market.volume))
            pending.removeAll()
        }
        #expect(pending.isEmpty)
    }

    @Test("end where nobody can gain any more, by reservation prices")
    func exhausted() throws {
        let scenario = MarketFixtures.calls(scope: .global)
        let world = EconomyWorld(scenario, seed: 1)
        while !world.isOver { world.advance() }
        let people = world.state
        for good in Good.allCases {
            let reservations = people.tastes.map { UnitReservation($0, terms: world.terms) }
            let bids = zip(reservations, people.holdings).compactMap { $0.bid(good, holding: $1) }
            let asks = zip(reservations, people.holdings).compactMap {
                $0.ask(good, holding: $1, atMost: 2_000)
            }
            #expect((bids.max() ?? 0) < (asks.min() ?? .max))
        }
    }
}

@Suite("Unit reservation prices")
struct UnitReservationTests {
    private let reservation = UnitReservation(
        Taste(
            utility: .stoneGeary(StoneGeary(alphaA: 300, alphaB: 400)), lambda: 1,
            moneyOffset: 0),
        terms: MoneyTerms(scale: 1, form: .linear, mode: .quasilinear, epsilon: 1e-12))

    @Test("are the last whole payments that help")
    func exact() {
        // 300 · ln(11/10) = 28.59; 300 · ln(10/9) = 31.6
        let bundle = GoodsBundle(a: 10, b: 5, money: 1_000)
        #expect(reservation.bid(.a, holding: bundle) == 28)
        #expect(reservation.ask(.a, holding: bundle, atMost: 1_000) == 32)
    }

    @Test("never exceed the money at hand, and end with the stock")
    func bounds() {
        let poor = GoodsBundle(a: 10, b: 0, money: 7)
        #expect(reservation.bid(.a, holding: poor) == 7)
        #expect(reservation.bid(.a, holding: GoodsBundle(a: 10, b: 1, money: 0)) == nil)
        #expect(reservation.ask(.b, holding: poor, atMost: 1_000) == nil)
        #expect(reservation.ask(.a, holding: poor, atMost: 20) == nil)
    }

    @Test("schedules fall and rise, and never cross their own")
    func schedule() {
        let bundle = GoodsBundle(a: 10, b: 5, money: 1_000)
        let schedule = reservation.schedule(.a, holding: bundle, units: 4, atMost: 1_000)
        #expect(schedule.bids == [28, 26, 24, 22])
        #expect(schedule.asks == [32, 36, 41, 47])
    }
}
