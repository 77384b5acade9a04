import Kernel
import MarketModel
import Primitives
import ScenarioKit
import Testing

@Suite("Settings of the command line")
struct SettingTests {
    private static let file = """
        schema_version: 1
        name: settings
        kind: exchange
        ticks: 5
        instruments:
          - {symbol: ASSET/CASH, tick_size: 0.01, lot_size: 0.1, reference_price: 100}
        agents:
          - {bot: market_maker, count: 2, cash: 100, holdings: {ASSET: 10}}
          - {bot: random, name: noise, count: 1, cash: 100, holdings: {ASSET: 10}}
        """

    private func read(_ arguments: String...) -> ScenarioReading<ExchangeScenario> {
        let settings = arguments.compactMap { ScenarioSetting(parsing: $0) }
        return ScenarioReader.readExchange(
            bytes: Array(Self.file.utf8), file: "file",
            overrides: ScenarioOverrides(seed: nil, settings: settings))
    }

    @Test("stand where the file has a value, or left one out")
    func values() {
        let reading = read(
            "agents.0.parameters.spread_bps=80", "incentives.max_actions_per_tick=3",
            "instruments.0.reference_price=50", "agents.0.cash=7")
        let scenario = reading.scenario
        #expect(scenario?.agents[0].parameters?.real("spread_bps") == 80)
        #expect(scenario?.incentives.maxActionsPerTick == 3)
        #expect(scenario?.market.instruments[0].referencePrice == Amount(whole: 50))
        #expect(scenario?.agents[0].balances[0] == Amount(whole: 7))
        #expect(reading.diagnostics.isEmpty)
    }

    @Test("that lie deeper than a file may nest are errors, and cost no stack")
    func deep() {
        let path = Array(repeating: "a", count: 60_000).joined(separator: ".")
        let reading = read(path + "=1")
        #expect(reading.diagnostics.map(\.path) == ["--set"])
        #expect(reading.scenario == nil)
    }

    @Test("may name an entry of a list by its name, bot or symbol")
    func names() {
        let reading = read(
            "agents.market_maker.parameters.size=3", "agents.noise.cash=8",
            "instruments.ASSET/CASH.fees.taker_bps=2.5")
        #expect(
            reading.settingPaths == [
                "agents.0.parameters.size", "agents.1.cash", "instruments.0.fees.taker_bps",
            ])
        #expect(reading.scenario?.agents[1].balances[0] == Amount(whole: 8))
        #expect(reading.scenario?.market.instruments[0].fees.taker.description == "2.5")
    }

    @Test(
        "that are wrong are errors without a line",
        arguments: [
            ("agents.5.cash=1", "--set"), ("agents.nobody.cash=1", "--set"),
            ("ticks.x=1", "--set"), ("agents..cash=1", "--set"),
            ("agents.0.parameters.spread=1", "agents[0].parameters.spread"),
            ("agents.0.cash=1e3", "agents[0].cash"),
            ("incentives.decay.rate_bps=-1", "incentives.decay.rate_bps"),
        ])
    func wrong(argument: String, path: String) {
        let reading = read(argument)
        #expect(reading.scenario == nil)
        #expect(reading.diagnostics.first?.path == path)
        #expect(reading.diagnostics.first?.line == nil)
    }

    @Test("need a path and an equals sign")
    func form() {
        #expect(ScenarioSetting(parsing: "a") == nil)
        #expect(ScenarioSetting(parsing: "=a") == nil)
        #expect(ScenarioSetting(parsing: "a=") == ScenarioSetting(path: "a", text: ""))
        #expect(ScenarioSetting(parsing: "a=b=c") == ScenarioSetting(path: "a", text: "b=c"))
    }
}
