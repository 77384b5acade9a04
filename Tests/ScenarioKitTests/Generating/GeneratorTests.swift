import Institutions
import Kernel
import Preferences
import ScenarioKit
import Testing

@Suite("Generated economies")
struct GeneratorTests {
    private func plan(_ change: (inout GeneratorOptions) -> Void) throws -> EconomyPlan {
        var options = GeneratorOptions()
        change(&options)
        return try EconomyPlan.understand(options).get()
    }

    private func faults(_ change: (inout GeneratorOptions) -> Void) -> [String] {
        var options = GeneratorOptions()
        change(&options)
        guard case .failure(let faults) = EconomyPlan.understand(options) else { return [] }
        return faults.all.map(\.description)
    }

    private func scenario(_ plan: EconomyPlan, seed: UInt32 = 1) throws -> EconomyScenario {
        let text = try EconomyGenerator(plan).text(name: "g", seed: seed)
        let reading = EconomyFixtures.read(text)
        #expect(reading.diagnostics.isEmpty, "\(Fixtures.lines(reading))\n\(text)")
        #expect(reading.seed == seed)
        return try #require(reading.scenario)
    }

    @Test(
        "every preset in every regime loads without a word, for a hundred seeds",
        arguments: EconomyPreset.all.map(\.name), ExchangeRegime.allCases)
    func everySeed(_ preset: String, _ regime: ExchangeRegime) throws {
        let plan = try plan {
            $0.preset = preset
            $0.regime = regime.rawValue
        }
        let generator = EconomyGenerator(plan)
        for seed in 0..<100 as Range<UInt32> {
            let text = try generator.text(name: "g", seed: seed)
            let reading = EconomyFixtures.read(text)
            #expect(
                reading.scenario?.parameters.regime == regime && reading.diagnostics.isEmpty,
                "generate g --preset \(preset) --exchange-regime \(regime.rawValue) --seed \(seed)")
            let hasMoney = text.contains("  M: ") || text.contains("money")
            #expect(hasMoney == (regime != .barterOnly), "seed \(seed)")
        }
    }

    @Test("presets are what the table says")
    func presets() throws {
        let table: [(String, Int, Int, [String], Double, Int64, Int64, ExchangeRegime)] = [
            ("minimal", 10, 20, ["ces", "linear"], 0.3, 5, 1, .barterOnly),
            (
                "standard", 30, 40, ["ces", "linear", "quadratic", "translog", "stone_geary"],
                0.35, 6, 2, .barterOnly
            ),
            ("large", 80, 80, ["ces", "linear"], 0.4, 8, 3, .barterOnly),
            ("money_demo", 20, 30, ["linear"], 0.2, 5, 1, .moneyOnly),
            ("mixed_economy", 40, 50, ["ces", "linear", "quadratic"], 0.3, 6, 2, .mixed),
        ]
        #expect(table.map(\.0) == EconomyPreset.all.map(\.name))
        for (name, agents, grid, kinds, density, most, growth, regime) in table {
            let scenario = try scenario(plan { $0.preset = name })
            guard case .drawn(let origin) = scenario.origin else { return }
            #expect(origin.agentCount == agents && scenario.gridSize == grid)
            #expect(origin.mix.map(\.utility.typeName) == kinds)
            #expect(origin.resourceDensity == density && origin.resourceAmount == most)
            let rules = scenario.parameters
            #expect(rules.resourceGrowthRate == growth && rules.resourceMaxAmount == most)
            #expect(rules.regime == regime && rules.visionRadius == 8 && rules.beta == 0.95)
            #expect(rules.tradeCooldownTicks == 3 && rules.resourceRegenCooldownTicks == 5)
            #expect(rules.lambdaMoney == 1 && rules.epsilon == 1e-12 && rules.spread == 0)
        }
    }

    @Test("the same arguments give the same bytes, another seed others")
    func deterministic() throws {
        let generator = EconomyGenerator(try plan { $0.preset = "standard" })
        let text = try generator.text(name: "a", seed: 7)
        #expect(try generator.text(name: "a", seed: 7) == text)
        #expect(try generator.text(name: "a", seed: 8) != text)
        let other = try generator.text(name: "b", seed: 7)
        #expect(
            other.replacing("generate b ", with: "generate a ")
                .replacing("name: b ", with: "name: a ") == text)
    }

    @Test("an explicit flag wins over the preset")
    func flagsWin() throws {
        let barter = try scenario(
            plan {
                $0.preset = "money_demo"
                $0.regime = "barter_only"
            })
        #expect(barter.parameters.regime == .barterOnly)
        let changed = try scenario(
            plan {
                $0.preset = "minimal"
                $0.agents = "3"
                $0.grid = "5"
                $0.inventoryRange = "2,4"
                $0.utilities = "translog:0.25,stone_geary:0.75"
                $0.resources = "0,7,0"
                $0.regime = "mixed"
                $0.moneyRange = "1000,2000"
                $0.settings = [
                    "ticks=9", "params.vision_radius=2", "utilities.mix[0].weight=0.3",
                    "utilities.mix.0.weight=0.25",
                ]
            })
        guard case .drawn(let origin) = changed.origin else { return }
        #expect(origin.agentCount == 3 && changed.gridSize == 5 && changed.ticks == 9)
        #expect((0..<3).allSatisfy { (2...4).contains(origin.inventoryA[$0]) })
        #expect((0..<3).allSatisfy { (1000...2000).contains(origin.money[$0]) })
        #expect(origin.mix.map(\.weight) == [0.25, 0.75])
        #expect(changed.parameters.visionRadius == 2 && origin.resourceDensity == 0)
    }

    @Test("without a preset what is needed is asked for, all at once")
    func needed() {
        let flags = ["--agents", "--grid", "--inventory-range", "--utilities", "--resources"]
        #expect(faults { _ in } == flags.map { $0 + ": missing; without --preset it is required" })
    }

    @Test(
        "every institution loads without a word",
        arguments: EconomySections.institution.names.filter { $0 != "bilateral" })
    func institutions(name: String) throws {
        let found = try scenario(
            plan {
                $0.preset = "minimal"
                $0.regime = "money_only"
                $0.institution = name
            })
        #expect(found.institution.name == name)
    }

    @Test("every wrong flag is named")
    func wrongFlags() {
        let found = faults {
            $0.preset = "minimul"
            $0.agents = "1e3"
            $0.grid = "0"
            $0.inventoryRange = "0,5"
            $0.moneyRange = "5,5"
            $0.utilities = "ces,liner"
            $0.resources = "1.5,5,1"
            $0.regime = "barter"
            $0.institution = "barter"
            $0.settings = ["novalue", "a=\u{1B}"]
        }
        let flags = [
            "--preset", "--agents", "--grid", "--inventory-range", "--money-range",
            "--utilities", "--resources", "--exchange-regime", "--institution", "--set", "--set",
        ]
        #expect(found.map { String($0.prefix { $0 != ":" }) } == flags, "\(found)")
        #expect(found[0].contains("mean 'minimal'?") && found[5].contains("mean 'linear'?"))
        #expect(found.allSatisfy { $0.unicodeScalars.allSatisfy { $0.value >= 32 } })
        for mix in ["ces:0.5", "ces:0.5,linear:0.4", "ces:0.5,linear", "ces:-1,linear:2", "", ","] {
            let wrong = faults {
                $0.preset = "minimal"
                $0.utilities = mix
            }
            #expect(wrong.count == 1 && wrong[0].hasPrefix("--utilities: "), "\(mix): \(wrong)")
        }
    }

    @Test("a setting that leads nowhere is named")
    func settings() throws {
        for path in [
            "utilities.mix[9].weight", "ticks.x", "a..b", "mix[", "[0]", "N[0]", "ä", "N.0",
            "utilities.mix.9", String(repeating: "a.", count: 60_000) + "a",
            "a" + String(repeating: "[0]", count: 60_000),
        ] {
            let plan = try plan {
                $0.preset = "minimal"
                $0.settings = [path + "=1"]
            }
            #expect(throws: GeneratorFault.self, "\(path)") {
                try EconomyGenerator(plan).text(name: "g", seed: 0)
            }
        }
    }

    @Test("equal weights have two decimals, the last takes the rest")
    func weights() throws {
        let kinds = ["ces", "linear", "quadratic", "translog", "stone_geary"]
        for count in 1...15 {
            let names = (0..<count).map { kinds[$0 % kinds.count] }.joined(separator: ",")
            let scenario = try scenario(
                plan {
                    $0.preset = "minimal"
                    $0.utilities = names
                })
            guard case .drawn(let origin) = scenario.origin else { return }
            let weights = origin.mix.map(\.weight)
            #expect(weights.dropLast().allSatisfy { $0 == (100 / Double(count)).rounded() / 100 })
            #expect(abs(weights.reduce(0, +) - 1) < 1e-9 && weights.allSatisfy { $0 > 0 })
        }
    }
}
