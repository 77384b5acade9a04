import Analytics
import Determinism
import MarketModel
import Primitives
import Testing

@Suite("The summary of an economy")
struct EconomyAnalyzerTests {
    private static let scenario: JSONValue = [
        "name": "small", "kind": "economy",
        "agents": [["M_0": "1"], ["M_0": "0"]],
        "params": [
            "money_scale": 10, "money_utility_form": "linear", "money_mode": "quasilinear",
            "epsilon": "1e-12", "exchange_regime": "mixed",
        ],
    ]

    private static func agent(_ id: Int, _ bundle: GoodsBundle) -> Event {
        .economy(
            .agentCreated(
                EconomyAgentCreated(
                    agent: AgentID(id), name: "agent-\(id)", position: Position(x: 0, y: 0),
                    endowment: bundle,
                    utility: RecordedUtility(
                        type: "linear",
                        parameters: [
                            RecordedParameter(name: "vA", value: 2),
                            RecordedParameter(name: "vB", value: 1),
                        ]), lambdaMoney: 0.5)))
    }

    private static func trade(
        _ number: Int64, _ pair: ExchangePair, units: Int64, payment: Int64
    ) -> Event {
        .economy(
            .goodsTraded(
                GoodsTraded(
                    trade: TradeID(number), buyer: AgentID(1), seller: AgentID(0), pair: pair,
                    units: units, payment: payment, price: Double(payment) / Double(units),
                    position: Position(x: 0, y: 0), gainOfBuyer: 1, gainOfSeller: 1)))
    }

    private static func analyzer(_ events: [Event]) -> EconomyAnalyzer {
        let analyzer = EconomyAnalyzer()
        let genesis: [Event] = [
            .runCreated(RunCreated(scenario: scenario, seed: 3)),
            agent(0, GoodsBundle(a: 10, b: 0, money: 40)),
            agent(1, GoodsBundle(a: 0, b: 9, money: 100)),
            .runStarted, .tickStarted,
        ]
        for event in genesis + events + [.tickEnded(actions: 0, trades: 0)] {
            analyzer.consume(event, in: Tick(0))
        }
        return analyzer
    }

    @Test("goods, money and utility follow the trades; λ is per major unit")
    func holdings() {
        let summary = Self.analyzer([
            Self.trade(1, .aForB, units: 2, payment: 3),
            Self.trade(2, .aForMoney, units: 1, payment: 20),
        ]).summary()
        #expect(summary.agents[0].holding == GoodsBundle(a: 7, b: 3, money: 60))
        #expect(summary.agents[1].holding == GoodsBundle(a: 3, b: 6, money: 80))
        #expect(summary.agents[0].startUtility == 22 && summary.agents[0].endUtility == 20)
        #expect(summary.agents[1].gain == 2)
        #expect(summary.isConserved && summary.trades == 2 && summary.seed == 3)
        #expect(summary.status == .paused && summary.ticks == 1)
        #expect(summary.gini == nil, "agent 0 has lost")
    }

    @Test("prices have their mean and deviation per pair; failed negotiations are counted")
    func prices() throws {
        let failure = Event.economy(
            .unpaired(
                PairEnded(
                    first: AgentID(0), second: AgentID(1), reason: .tradeFailed,
                    cooldownUntil: Tick(5))))
        let other = Event.economy(
            .unpaired(
                PairEnded(
                    first: AgentID(0), second: AgentID(1),
                    reason: .modeSwitch(from: .both, to: .trade), cooldownUntil: nil)))
        let summary = Self.analyzer([
            Self.trade(1, .aForB, units: 1, payment: 1), failure, other,
            Self.trade(2, .aForB, units: 2, payment: 6),
        ]).summary()
        let pair = try #require(summary.pairs.first)
        #expect(pair.trades == 2 && pair.volume == 3)
        #expect(pair.meanPrice == 2 && pair.priceDeviation == 1)
        #expect(summary.failedNegotiations == 1)
        let record = RunRecord(runID: "0", finalEventHash: "f", wallSeconds: 1)
        let document = summary.document(of: record)
        #expect(document["pairs"]?.arrayValue?.first?["mean_price"] == .number(2))
        #expect(document["totals"]?["conserved"] == true)
        #expect(document["kind"] == "economy" && document["failed_negotiations"] == 1)
        let text = EconomyReport(summary, record).lines.map(\.text)
        #expect(text.contains { $0.hasPrefix("A<->B") })
    }

    @Test("what is gathered is counted, and not money's to have")
    func gathering() {
        let summary = Self.analyzer([
            .economy(
                .resourceHarvested(
                    ResourceHarvested(
                        agent: AgentID(0), position: Position(x: 0, y: 0), good: .b, amount: 4,
                        left: 0)))
        ]).summary()
        #expect(summary.gathered == GoodsBundle(a: 0, b: 4) && summary.isConserved)
        #expect(summary.agents[0].gain == 4)
        #expect(summary.gini == 0.5, "one of two has all the gains")
    }

    @Test("a trace line tells claims by x and y, and what changed from the tick before")
    func trace() throws {
        let trace = TickTrace()
        let genesis: [Event] = [
            .runCreated(RunCreated(scenario: Self.scenario, seed: 0)),
            Self.agent(0, GoodsBundle(a: 1, b: 1)),
            .economy(
                .resourcePlaced(
                    ResourceAmount(position: Position(x: 0, y: 0), good: .a, amount: 2))),
            .tickStarted,
            .economy(.claimMade(agent: AgentID(0), Position(x: 3, y: 1))),
            .economy(.claimMade(agent: AgentID(0), Position(x: 0, y: 0))),
            .economy(.claimMade(agent: AgentID(0), Position(x: 2, y: 2))),
            .economy(.claimReleased(agent: AgentID(0), Position(x: 3, y: 1))),
            .economy(
                .resourceHarvested(
                    ResourceHarvested(
                        agent: AgentID(0), position: Position(x: 0, y: 0), good: .a, amount: 1,
                        left: 1))), .tickEnded(actions: 0, trades: 0),
        ]
        for event in genesis { trace.consume(event, in: Tick(0)) }
        let line = try JSONParser.parse(Array(trace.lines.dropLast()))
        #expect(line["claims"] == [[0, 0, 0], [2, 2, 0]])
        #expect(line["resources_changed"] == [[0, 0, 1]])
        #expect(line["mode"] == "both" && line["mode_change"] == nil)
        #expect(line["agents"]?.arrayValue?.first?["A"] == 2)
    }
}
