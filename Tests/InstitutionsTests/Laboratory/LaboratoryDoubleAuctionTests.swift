import Institutions
import MarketModel
import Primitives
import Testing

@Suite("A laboratory's double auction")
struct LaboratoryDoubleAuctionTests {
    private static func rules(
        _ book: DoubleAuctionRules.Book, improves: Bool = false
    ) -> LaboratoryInstitution {
        var rules = DoubleAuctionRules()
        rules.book = book
        rules.hasImprovementRule = improves
        return .doubleAuction(rules)
    }

    @Test(
        "where quotes cross the price is that of the earlier one",
        arguments: 0..<20 as Range<UInt32>)
    func makerPrice(seed: UInt32) throws {
        var fixture = FloorFixture(
            Self.rules(.persistent), values: [[90]], costs: [[10]], seed: seed)
        let trade = try #require(fixture.run().first)
        let orders = fixture.floor.events.events.compactMap { event -> OrderPlaced? in
            if case .orderPlaced(let order) = event { order } else { nil }
        }
        let first = try #require(orders.first)
        #expect(trade.price == (first.side == .bid ? 90 : 10), "seed \(seed)")
        #expect(trade.gain == 80)
        #expect(trade.buyer == 0 && trade.seller == 1)
    }

    @Test("units of a trader go in order, best first, and no further")
    func units() {
        var fixture = FloorFixture(
            Self.rules(.persistent), values: [[90, 80, 20]], costs: [[10, 30, 70]])
        #expect(fixture.run().map(\.gain) == [80, 50])
        #expect(fixture.run().map(\.gain) == [80, 50], "units are renewed")
    }

    @Test("a quote that does not improve is ignored where the rule says so")
    func improvement() {
        var fixture = FloorFixture(
            Self.rules(.persistent, improves: true), values: [[90]], costs: [[95]]
        ) { $0 == 0 ? Script(prices: [50, 40, 50, 60]) : Script(prices: []) }
        fixture.run()
        let prices = fixture.floor.events.events.compactMap { event -> Amount? in
            switch event {
            case .orderPlaced(let order):
                if case .limit(let price, _, _) = order.terms { price } else { nil }
            case .orderReplaced(let order): order.price
            default: nil
            }
        }
        #expect(prices == [Amount(whole: 50), Amount(whole: 60)])
    }

    @Test("a trader has one live quote, and a new one takes its place")
    func oneQuote() {
        var fixture = FloorFixture(
            Self.rules(.persistent), values: [[90]], costs: [[95]]
        ) { $0 == 0 ? Script(prices: [50, 40, 60]) : Script(prices: []) }
        fixture.run()
        let events = fixture.floor.events.events
        #expect(events.count { if case .orderPlaced = $0 { true } else { false } } == 1)
        #expect(events.count { if case .orderReplaced = $0 { true } else { false } } == 2)
        #expect(events.count { if case .orderCancelled = $0 { true } else { false } } == 1)
    }

    @Test("a trade clears the other quotes under Gode and Sunder's rule alone")
    func clearing() {
        for book in [DoubleAuctionRules.Book.persistent, .clearedAfterTrade] {
            var fixture = FloorFixture.smith(Self.rules(book, improves: true))
            fixture.run()
            var open = 0
            var standing: [Int] = []
            for event in fixture.floor.events.events {
                switch event {
                case .orderPlaced: open += 1
                case .orderCancelled: open -= 1
                case .tradeExecuted:
                    open -= 2
                    standing.append(open)
                default: break
                }
            }
            #expect(open == 0, "the book is empty at the end of a period")
            #expect(standing.contains { $0 > 0 }, "quotes stand while others trade")
        }
    }

    @Test(
        "nobody trades at a loss who may not", arguments: 0..<20 as Range<UInt32>)
    func rational(seed: UInt32) {
        var fixture = FloorFixture.smith(Self.rules(.persistent), seed: seed)
        for trade in fixture.run() {
            let buyer = trade.buyer.map { fixture.floor.traders[$0].limits[0] } ?? 0
            let seller = trade.seller.map { fixture.floor.traders[$0].limits[0] } ?? 0
            #expect(buyer >= trade.price && trade.price >= seller, "seed \(seed)")
        }
    }

    @Test(
        "where losses are allowed everything trades, and efficiency is exact",
        arguments: 0..<10 as Range<UInt32>)
    func losers(seed: UInt32) {
        var fixture = FloorFixture.smith(
            Self.rules(.clearedAfterTrade, improves: true), seed: seed, mayLose: true)
        #expect(fixture.run().count == 11, "seed \(seed)")
        #expect(fixture.surplus == 0)
    }

    @Test("the same luck gives the same events, another luck others")
    func deterministic() {
        var one = FloorFixture.smith(Self.rules(.persistent), seed: 5)
        var two = FloorFixture.smith(Self.rules(.persistent), seed: 5)
        var other = FloorFixture.smith(Self.rules(.persistent), seed: 6)
        #expect(one.run() == two.run())
        #expect(one.run() != other.run())
    }
}

@Suite("Outcry")
struct OutcryTests {
    private static let outcry: LaboratoryInstitution = {
        var rules = DoubleAuctionRules()
        rules.book = .outcry
        rules.rejectionsToEnd = 30
        return .doubleAuction(rules)
    }()

    @Test("a quote is taken at once at its own price, and no order rests")
    func deal() throws {
        var fixture = FloorFixture(Self.outcry, values: [[90]], costs: [[10]])
        let trade = try #require(fixture.run().first)
        #expect(trade.price == 90 || trade.price == 10)
        for event in fixture.floor.events.events {
            if case .orderPlaced = event { Issue.record("outcry has no orders") }
        }
    }

    @Test("a period ends after so many quotes that nobody took")
    func patience() {
        var fixture = FloorFixture(
            Self.outcry, values: [[10]], costs: [[90]], steps: 1_000_000)
        #expect(fixture.run().isEmpty)
    }
}
