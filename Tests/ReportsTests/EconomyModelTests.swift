import Analytics
import Determinism
import MarketModel
import Primitives
import Reports
import TestSupport
import Testing

@Suite("The page of an economy")
struct EconomyModelTests {
    private static func scenario(ticks: Int64) -> JSONValue {
        [
            "name": "small", "kind": "economy", "N": 4, "ticks": .integer(ticks),
            "agents": [["M_0": "0"], ["M_0": "0"]],
            "params": [
                "money_scale": 1, "money_utility_form": "linear", "money_mode": "quasilinear",
                "epsilon": "1e-12", "exchange_regime": "mixed", "spread": "0.1",
            ],
        ]
    }

    private static func agent(_ id: Int, _ bundle: GoodsBundle) -> Event {
        .economy(
            .agentCreated(
                EconomyAgentCreated(
                    agent: AgentID(id), name: "agent-\(id)", position: Position(x: Int32(id), y: 1),
                    endowment: bundle,
                    utility: RecordedUtility(
                        type: "ces",
                        parameters: [
                            RecordedParameter(name: "rho", value: -1),
                            RecordedParameter(name: "wA", value: 1),
                            RecordedParameter(name: "wB", value: 1),
                        ]), lambdaMoney: 0.5)))
    }

    private static func trade(_ number: Int64) -> Event {
        .economy(
            .goodsTraded(
                GoodsTraded(
                    trade: TradeID(number), buyer: AgentID(1), seller: AgentID(0), pair: .aForB,
                    units: 2, payment: 2, price: 1, position: Position(x: 1, y: 1),
                    gainOfBuyer: 1, gainOfSeller: 1)))
    }

    /// Two agents; in the first tick they pair and trade, in the second one gathers and walks.
    private static func model(ticks: Int64 = 2) -> EconomyModel {
        let model = EconomyModel()
        let cell = ResourceAmount(position: Position(x: 2, y: 3), good: .b, amount: 5)
        let harvest = ResourceHarvested(
            agent: AgentID(0), position: cell.position, good: .b, amount: 1, left: 4)
        let pair = PairMade(
            first: AgentID(0), second: AgentID(1), reason: .mutualConsent, surplus: 1)
        func tick(_ number: Int64, _ events: [Event]) {
            for event in [.tickStarted] + events + [.tickEnded(actions: 0, trades: 0)] {
                model.consume(event, in: Tick(number))
            }
        }
        let genesis: [Event] = [
            .runCreated(RunCreated(scenario: scenario(ticks: ticks), seed: 3)),
            agent(0, GoodsBundle(a: 12, b: 4, money: 10)),
            agent(1, GoodsBundle(a: 4, b: 12, money: 10)),
            .economy(.resourcePlaced(cell)), .runStarted,
        ]
        for event in genesis { model.consume(event, in: Tick(0)) }
        tick(0, [.economy(.paired(pair)), trade(1)])
        tick(
            1,
            [
                .economy(.agentMoved(agent: AgentID(0), Position(x: 2, y: 3))),
                .economy(.resourceHarvested(harvest)),
            ])
        for number in stride(from: 2, to: ticks, by: 1) { tick(number, []) }
        return model
    }

    private let record = RunRecord(runID: "0123456789abcdef", finalEventHash: "ab", wallSeconds: 1)

    @Test("frames tell what changed: cells, holdings with utility, quotes, pairs, resources")
    func frames() throws {
        let document = Self.model().document(of: record)
        #expect(document["rules"]?["pairs"] == ["A<->B", "A<->M", "B<->M"])
        #expect(document["cells"] == [14, 1, 5])
        let frames = try #require(document["frames"])
        #expect(frames["start"]?["at"] == [0, 4, 1, 5])
        let ticks = try #require(frames["ticks"]?.arrayValue)
        // u = 1/(1/A + 1/B); with money (10) at 0.5 it is 5 more.
        #expect(
            ticks[0]["has"] == [
                0, 10, 6, 10, .number(8.75), .number(0.5), 1, 6, 10, 10, .number(8.75),
                .number(0.5),
            ])
        #expect(ticks[0]["pairs"] == [0, 1, 1])
        #expect(ticks[1]["at"] == [0, 14])
        #expect(ticks[1]["grown"] == [14, 4])
        // The rate is (B/A)²: asks a tenth above, bids a tenth below.
        let quotes = try #require(ticks[0]["quotes"]?.arrayValue)
        #expect(quotes.count == 14)
        #expect(quotes[1] == .number(0.396) && quotes[2] == .number(0.324))
    }

    @Test("trades and series carry what happened, theory what was to be expected")
    func series() throws {
        let document = Self.model().document(of: record)
        #expect(document["trades"]?["tick"] == [0] && document["trades"]?["cell"] == [5])
        let pair = try #require(document["series"]?["pairs"]?.arrayValue?.first)
        #expect(pair["pair"] == "A<->B" && pair["volume"] == [2, 0])
        #expect(pair["mean"] == [.number(1), .null])
        #expect(document["series"]?["tick"] == [0, 1])
        #expect(document["theory"]?["sought"] == true)
        #expect(document["summary"]?["agents"]?.arrayValue?.count == 2)
        let texts = (document["story"]?.arrayValue ?? []).map {
            "\($0["title"]?.stringValue ?? ""): \($0["text"]?.stringValue ?? "")"
        }
        expectGolden(texts.joined(separator: "\n"), "Reports/economy-story")
    }

    @Test("a long run carries a thousand ticks of its grid, and the page says so")
    func bounds() throws {
        let document = Self.model(ticks: 2_500).document(of: record)
        #expect(document["frames"]?["ticks"]?.arrayValue?.count == 1_000)
        #expect(document["series"]?["tick"]?.arrayValue?.count == 834)
        let sentence = document["sampling"]?["sentence"]?.stringValue ?? ""
        #expect(sentence.contains("the first 1,000 of 2,500 ticks"))
        #expect(ReportPage(document).bytes.count < 400_000)
    }
}
