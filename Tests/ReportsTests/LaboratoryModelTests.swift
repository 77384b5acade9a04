import Analytics
import Determinism
import MarketModel
import Primitives
import Reports
import TestSupport
import Testing

@Suite("The page of a laboratory")
struct LaboratoryModelTests {
    /// Two buyers at 100 and 60, two sellers at 20 and 80, one trade at 70 in either period.
    private func document() -> JSONValue {
        let model = LaboratoryModel()
        let scenario: JSONValue = ["name": "small", "institution": ["name": "call_auction"]]
        let traders: [(Side, Int64)] = [(.bid, 100), (.bid, 60), (.ask, 20), (.ask, 80)]
        var events: [Event] = [.runCreated(RunCreated(scenario: scenario, seed: 3))]
        for (number, trader) in traders.enumerated() {
            let created = LaboratoryTraderCreated(
                agent: AgentID(number), name: "t\(number)", side: trader.0, units: [trader.1],
                trader: "zi_c")
            events.append(.economy(.traderCreated(created)))
        }
        events.append(.runStarted)
        for period in 1...2 as ClosedRange<Int64> {
            let trade = GoodsTraded(
                trade: TradeID(period), buyer: AgentID(0), seller: AgentID(2), pair: .aForMoney,
                units: 1, payment: 70, price: 70, position: Position(x: 0, y: 0),
                gainOfBuyer: 30, gainOfSeller: 50)
            let ended = PeriodEnded(trades: 1, surplus: 80, efficiency: 100)
            events += [
                .tickStarted, .economy(.goodsTraded(trade)), .economy(.periodEnded(ended)),
                .tickEnded(actions: 0, trades: 1),
            ]
        }
        for event in events + [.runStopped(.completed)] { model.consume(event, in: Tick(0)) }
        return model.document(
            of: RunRecord(runID: "0123456789abcdef", finalEventHash: "ab", wallSeconds: 1))
    }

    @Test("theory, traders and every trade are carried beside the summary's figures")
    func members() {
        let document = document()
        #expect(document["theory"]?["values"] == [100, 60])
        #expect(document["theory"]?["crossing"]?["price_interval"] == [60, 80])
        #expect(document["trades"] == [[0, 2, 70], [0, 2, 70]])
        #expect(document["summary"]?["periods"]?.arrayValue?[1]["efficiency"] == .number(100))
        #expect(document["summary"]?["wall_seconds"] == .null)
        #expect(document["traders"]?.arrayValue?[2]["side"] == "seller")
    }

    @Test("a newcomer is told what was tried and how well it worked")
    func story() {
        let texts = (document()["story"]?.arrayValue ?? []).map {
            "\($0["title"]?.stringValue ?? ""): \($0["text"]?.stringValue ?? "")"
        }
        expectGolden(texts.joined(separator: "\n"), "Reports/laboratory-story")
    }
}
