import Bots
import Determinism
import Kernel
import MarketModel
import Primitives
import ScenarioKit
import Testing

@Suite("Reading exchange scenarios")
struct ScenarioReaderTests {
    @Test("the example of the specification reads to what it says")
    func example() throws {
        let reading = Fixtures.read(Fixtures.example)
        #expect(Fixtures.lines(reading) == [])
        #expect(reading.seed == 0)
        #expect(reading.description == nil)
        #expect(try #require(reading.scenario) == Self.expectedExample())
    }

    static func expectedExample() throws -> ExchangeScenario {
        let fees = FeeSchedule(maker: .zero, taker: BasisPoints(units: 100_000))
        let asset = Instrument(
            id: InstrumentID(0), symbol: "ASSET/CASH", base: AssetID(1),
            tickSize: Amount(units: 1_000_000), lotSize: Amount(units: 10_000_000),
            referencePrice: Amount(whole: 100), fees: fees)
        let market = MarketDescription(assets: ["CASH", "ASSET"], instruments: [asset])
        let groups = try [("market_maker", 3), ("trend_follower", 6), ("random", 10)].map {
            let bot = try #require(BotCatalog.description(named: $0.0))
            return AgentGroup(
                bot: bot.name, name: bot.name, count: $0.1,
                balances: [Amount(whole: 10_000), Amount(whole: 100)],
                parameters: BotParameters(bot))
        }
        var scenario = ExchangeScenario(
            name: "market-maker-vs-trend", ticks: 10_000, market: market, agents: groups)
        let shock = Shock(
            bots: .one("random"), side: .bid, probability: 0.8, ticks: 200,
            instrument: InstrumentID(0))
        scenario.events = [PlannedEvent(tick: Tick(5000), event: .shock(shock))]
        return scenario
    }

    @Test("a document reads back as the scenario it was made of")
    func roundTrip() throws {
        for text in [Fixtures.example, Fixtures.full] {
            let scenario = try #require(Fixtures.read(text).scenario)
            let written = Self.yaml(scenario.document)
            let again = Fixtures.read(written)
            #expect(again.scenario == scenario, "\(Fixtures.lines(again)) in \(written)")
        }
    }

    /// A document as YAML in flow style; texts that are numbers are written without quotes.
    static func yaml(_ value: JSONValue) -> String {
        switch value {
        case .string(let text):
            return Double(text) == nil ? CanonicalJSON.text(value) : text
        case .array(let items):
            return "[" + items.map(yaml).joined(separator: ", ") + "]"
        case .object(let members):
            let pairs = members.map { CanonicalJSON.text(.string($0.key)) + ": " + yaml($0.value) }
            return "{" + pairs.joined(separator: ", ") + "}"
        default:
            return CanonicalJSON.text(value)
        }
    }

    @Test("every field of every section arrives")
    func full() throws {
        let reading = Fixtures.read(Fixtures.full)
        #expect(Fixtures.lines(reading) == [])
        let scenario = try #require(reading.scenario)
        #expect(reading.seed == 7)
        #expect(reading.description == "Every field once.")
        #expect(scenario.incentives.decay.fixed == Amount(units: 50_000_000))
        #expect(scenario.incentives.bankruptcy.estate == .liquidate)
        #expect(scenario.activation == .poisson)
        #expect(scenario.selfTradePrevention == .cancelBoth)
        #expect(scenario.metricsEveryTicks == 20)
        #expect(scenario.market.instruments[0].fees.maker == BasisPoints(units: -10_000))
        #expect(scenario.agents.map(\.name) == ["maker", "guest"])
        #expect(scenario.agents[1].kind == .remote)
        #expect(scenario.agents[0].parameters?.real("spread_bps") == 25)
        #expect(scenario.agents[0].parameters?.amount("size") == Amount(whole: 3))
        #expect(scenario.events.map(\.event.kind).count == 6)
        #expect(
            scenario.events[3].event
                == .halt(instrument: InstrumentID(0), ticks: 5, cancelOrders: true))
    }

    @Test("the least scenario has every default")
    func least() throws {
        let text = """
            schema_version: 1
            name: least
            kind: exchange
            ticks: 0
            instruments: []
            agents: []
            """
        let reading = Fixtures.read(text)
        #expect(Fixtures.lines(reading) == [])
        let market = MarketDescription(assets: ["CASH"], instruments: [])
        let expected = ExchangeScenario(name: "least", ticks: 0, market: market, agents: [])
        #expect(reading.scenario == expected)
    }

    @Test("amounts may be quoted, and are never read through a binary number")
    func amounts() throws {
        let text = Fixtures.changing(
            Fixtures.example, "cash: 10000", to: "cash: \"123456789.12345678\"")
        let scenario = try #require(Fixtures.read(text).scenario)
        #expect(scenario.agents[0].balances[0] == Amount(units: 12_345_678_912_345_678))
    }

    @Test("a byte order mark, Windows line ends and a document marker do no harm")
    func harmless() {
        let windows = Fixtures.example.split(separator: "\n", omittingEmptySubsequences: false)
            .joined(separator: "\r\n")
        for text in ["\u{FEFF}" + Fixtures.example, windows, "---\n" + Fixtures.example] {
            let reading = Fixtures.read(text)
            #expect(reading.scenario != nil, "\(Fixtures.lines(reading))")
        }
    }

    @Test("the command line wins over the file")
    func overrides() throws {
        let reading = Fixtures.read(
            Fixtures.full, overrides: ScenarioOverrides(seed: 4_294_967_295, ticks: 6))
        #expect(reading.seed == .max)
        #expect(reading.scenario?.ticks == 6)
        let warning = "83:11: warning: events[5].tick: never happens: tick 6, but the last "
        #expect(Fixtures.lines(reading) == [warning + "tick is 5"])
    }

    @Test(
        "a seed is a whole number below 2³²",
        arguments: ["-1", "4294967296", "1e3", "1.0", "", "+5", " 5", "0x10", "05", "٥"])
    func badSeeds(text: String) {
        let reading = Fixtures.read(
            Fixtures.example, overrides: ScenarioOverrides(seed: text, ticks: nil))
        #expect(reading.scenario == nil)
        let description = reading.diagnostics.first?.description ?? ""
        #expect(description.hasPrefix("test.yaml: error: --seed: found "))
        #expect(description.hasSuffix("expected a whole number from 0 to 4294967295"))
        let written = Fixtures.read("seed: \(text)\n" + Fixtures.example)
        // Blanks around a word are no part of it in a file.
        if text != " 5" { #expect(written.scenario == nil) }
    }

    @Test("seeds in range are kept whole", arguments: [0, 1, 2_147_483_648, 4_294_967_295])
    func goodSeeds(seed: UInt32) {
        #expect(Fixtures.read("seed: \(seed)\n" + Fixtures.example).seed == seed)
    }
}
