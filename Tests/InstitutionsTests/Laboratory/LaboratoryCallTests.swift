import Institutions
import MarketModel
import Testing

@Suite("A laboratory's call auction")
struct LaboratoryCallTests {
    @Test("true quotes find every gain at the crossing")
    func truthful() throws {
        var fixture = FloorFixture.smith(.callAuction(quoting: .truthful))
        let trades = fixture.run()
        #expect(trades.count == 6 && trades.allSatisfy { $0.price == 200 })
        #expect(fixture.surplus == 750)
        let market = try #require(fixture.market)
        #expect(market.price == 200 && market.volume == 6 && market.surplus == 750)
        #expect(market.unfilledDemand == 0 && market.unfilledSupply == 0)
        #expect(market.members.count == 22)
    }

    @Test("of several prices the middle holds, half up")
    func middle() {
        var even = FloorFixture(
            .callAuction(quoting: .truthful), values: [[60]], costs: [[40]])
        #expect(even.run().map(\.price) == [50])
        var odd = FloorFixture(
            .callAuction(quoting: .truthful), values: [[61]], costs: [[40]])
        #expect(odd.run().map(\.price) == [51])
    }

    @Test("of prices with one volume that of the least imbalance holds")
    func imbalance() throws {
        // One unit trades from 40 to 60; above 50 only one buyer is left for one seller.
        var fixture = FloorFixture(
            .callAuction(quoting: .truthful), values: [[60], [50]], costs: [[40]])
        let trades = fixture.run()
        #expect(trades.map(\.price) == [56])
        #expect(trades.map(\.buyer) == [0])
        #expect(try #require(fixture.market).unfilledDemand == 0)
    }

    @Test("bid and ask that are equal trade, and gain nothing")
    func equal() {
        var fixture = FloorFixture(
            .callAuction(quoting: .truthful), values: [[50]], costs: [[50]])
        #expect(fixture.run().map(\.gain) == [0])
    }

    @Test("marginal units go by price, then id")
    func rationing() {
        var fixture = FloorFixture(
            .callAuction(quoting: .truthful), values: [[50], [50], [60]], costs: [[50]])
        #expect(fixture.run().map(\.buyer) == [2])
        var tie = FloorFixture(
            .callAuction(quoting: .truthful), values: [[50], [50]], costs: [[50]])
        #expect(tie.run().map(\.buyer) == [0])
    }

    @Test("without a crossing there is no price and no trade")
    func none() throws {
        var fixture = FloorFixture(
            .callAuction(quoting: .truthful), values: [[40]], costs: [[50]])
        #expect(fixture.run().isEmpty)
        #expect(try #require(fixture.market).price == nil)
    }

    @Test("values beyond the range are quoted at its end, costs beyond it not at all")
    func range() {
        var fixture = FloorFixture(
            .callAuction(quoting: .truthful), values: [[500]], costs: [[10], [400]])
        #expect(fixture.run().map(\.seller) == [1])
        #expect(fixture.floor.trades.allSatisfy { (1...100).contains($0.price) })
    }

    @Test("random quotes make no loss", arguments: 0..<20 as Range<UInt32>)
    func chance(seed: UInt32) {
        var fixture = FloorFixture.smith(.callAuction(quoting: .zeroIntelligence), seed: seed)
        for trade in fixture.run() {
            let value = trade.buyer.map { fixture.floor.traders[$0].limits[0] } ?? 0
            let cost = trade.seller.map { fixture.floor.traders[$0].limits[0] } ?? 0
            #expect(value >= trade.price && trade.price >= cost, "seed \(seed)")
        }
        #expect(fixture.surplus <= 750)
    }
}
