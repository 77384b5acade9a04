import Primitives
import Testing

@Suite("Prices, lots, sides and identifiers")
struct WordsTests {
    @Test("a price is at least one tick size")
    func prices() async {
        #expect(Price(units: 1) < Price(units: 2))
        #expect(Price(units: .max).units == .max)
        await #expect(processExitsWith: .failure) { _ = Price(units: 0) }
        await #expect(processExitsWith: .failure) { _ = Price(units: -1) }
    }

    @Test("a quantity is never negative")
    func lots() async {
        #expect(Lots.zero == Lots(units: 0))
        #expect(Lots.zero < Lots(units: 1))
        await #expect(processExitsWith: .failure) { _ = Lots(units: -1) }
    }

    @Test("each side trades with the other")
    func sides() {
        #expect(Side.bid.opposite == .ask)
        #expect(Side.ask.opposite == .bid)
        #expect(Side.allCases == [.bid, .ask])
        #expect(Side.allCases.map(\.rawValue) == [0, 1])
    }

    @Test("identifiers are ordered by their numbers")
    func identifiers() {
        #expect(Tick(1) < Tick(2))
        #expect(OrderID(1) < OrderID(2))
        #expect(TradeID(1) < TradeID(2))
        #expect(AgentID(0) < AgentID(1))
        #expect(InstrumentID(0) < InstrumentID(1))
        #expect(AssetID.cash < AssetID(1))
        #expect(AssetID.cash.index == 0)
    }
}
