import Institutions
import Kernel
import Runner
import ScenarioKit
import Testing

@Suite("Economies from the generator run")
struct GeneratedEconomyTests {
    static let presets = EconomyPreset.all.map(\.name)

    @Test(
        "every preset in every regime runs for twenty ticks, whatever the seed",
        arguments: presets, ExchangeRegime.allCases)
    func runs(_ preset: String, _ regime: ExchangeRegime) throws {
        var options = GeneratorOptions()
        options.preset = preset
        options.regime = regime.rawValue
        let generator = EconomyGenerator(try EconomyPlan.understand(options).get())
        for seed in 0..<100 as Range<UInt32> {
            let text = try generator.text(name: "g", seed: seed)
            let reading = ScenarioReader.readEconomy(
                bytes: Array(text.utf8), file: "g.yaml",
                overrides: ScenarioOverrides(seed: seed, ticks: 20))
            let scenario = try #require(reading.scenario, "\(reading.diagnostics)")
            let run = EconomyRun(scenario, seed: seed)
            try run.run()
            #expect(
                run.isOver && run.ticksDone == 20,
                "generate g --preset \(preset) --exchange-regime \(regime.rawValue) --seed \(seed)")
        }
    }
}
