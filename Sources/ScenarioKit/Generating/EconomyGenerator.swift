import Determinism
import Institutions
import Kernel
import Preferences

/// Draws an economy and writes it as a scenario file with comments.
///
/// The same plan, name and seed give the same bytes. Draws come from the stream
/// `generator/economy` of the seed, in the order of the file: all holdings of A, of B, of
/// money, then the parameters of each utility.
public struct EconomyGenerator {
    private let plan: EconomyPlan

    /// Prepares to draw by a plan.
    public init(_ plan: EconomyPlan) { self.plan = plan }

    /// The text of a scenario.
    ///
    /// - Throws: ``GeneratorFault`` if a setting names a place that is not there.
    public func text(name: String, seed: UInt32) throws(GeneratorFault) -> String {
        var tree = tree(name: name, seed: seed)
        for setting in plan.settings {
            if let reason = tree.set(setting.path, to: setting.value) {
                throw GeneratorFault(flag: "--set \(setting.path)", message: reason)
            }
        }
        let heading = [
            "# An economy drawn by", "#",
            "#     catallaxy generate \(name) \(plan.command) --seed \(seed)", "#",
            "# What to watch for: who finds partners, and how far gains from trade are found.",
        ]
        let lines = heading + tree.lines(EconomySections.drawn)
        return lines.joined(separator: "\n") + "\n"
    }

    private func tree(name: String, seed: UInt32) -> YAMLTree {
        var draw = UtilityDraw(seed: seed, inventory: plan.inventory)
        let inventories = inventories(&draw)
        let mix = plan.mix.map { entry -> YAMLTree in
            .mapping([
                ("type", .scalar(entry.kind)), ("weight", .scalar(entry.weight)),
                ("params", draw.parameters(of: entry.kind)),
            ])
        }
        var entries: [(key: String, value: YAMLTree)] = [
            ("schema_version", .scalar("1")), ("name", .scalar(YAMLText.scalar(name))),
            ("kind", .scalar(ScenarioKind.economy.rawValue)),
            ("description", .scalar(YAMLText.scalar(description))),
            ("seed", .scalar(String(seed))),
            ("ticks", .scalar(String(EconomyScenario.defaultTicks))),
            ("N", .scalar(String(plan.grid))), ("agents", .scalar(String(plan.agents))),
            ("initial_inventories", inventories), ("utilities", .mapping([("mix", .list(mix))])),
            ("resource_seed", resources), ("params", parameters),
        ]
        if let institution = plan.institution {
            entries.append(("institution", institution == "amm" ? pools : .scalar(institution)))
        }
        return .mapping(entries)
    }

    /// What pools have to have: of either good a quarter of what agents will own on average, and
    /// money in the same proportion to theirs.
    private var pools: YAMLTree {
        func quarter(_ range: ClosedRange<Int64>) -> String {
            let mean = range.lowerBound + (range.upperBound - range.lowerBound) / 2
            let (all, overflow) = mean.multipliedReportingOverflow(by: Int64(plan.agents))
            let most = EconomyLimits.goods
            return String(overflow ? most : min(most, max(2, all / 4)))
        }
        let pools = ["A", "B"].map { good -> YAMLTree in
            .mapping([
                (good, .scalar(quarter(plan.inventory))), ("M", .scalar(quarter(plan.money))),
            ])
        }
        return .mapping([
            ("name", .scalar("amm")), ("params", .mapping([("pool", .list(pools))])),
        ])
    }

    private var description: String {
        let kinds = plan.mix.map(\.kind).joined(separator: ", ")
        return "\(plan.agents) agents on a grid of \(plan.grid), \(plan.regime.rawValue), \(kinds)."
    }

    private func inventories(_ draw: inout UtilityDraw) -> YAMLTree {
        var entries: [(key: String, value: YAMLTree)] = []
        for good in ["A", "B"] {
            entries.append((good, draw.amounts(plan.agents, in: plan.inventory)))
        }
        if plan.regime != .barterOnly {
            entries.append(("M", draw.amounts(plan.agents, in: plan.money)))
        }
        return .mapping(entries)
    }

    private var resources: YAMLTree {
        .mapping([
            ("density", .scalar(YAMLText.real(plan.resources.density))),
            ("amount", .scalar(String(plan.resources.most))),
        ])
    }

    private var parameters: YAMLTree {
        var values = [
            ("spread", "0"), ("vision_radius", "8"), ("interaction_radius", "1"),
            ("move_budget_per_tick", "1"), ("dA_max", "5"), ("forage_rate", "1"),
            ("trade_cooldown_ticks", "3"), ("beta", "0.95"), ("epsilon", YAMLText.real(1e-12)),
            ("enable_resource_claiming", "true"), ("enforce_single_harvester", "true"),
            ("resource_growth_rate", String(plan.resources.growth)),
            ("resource_max_amount", String(plan.resources.most)),
            ("resource_regen_cooldown", "5"), ("exchange_regime", plan.regime.rawValue),
        ]
        if plan.regime != .barterOnly {
            values += [
                ("money_mode", MoneyMode.quasilinear.rawValue), ("money_scale", "1"),
                ("lambda_money", "1.0"),
            ]
        }
        return .mapping(values.map { (key: $0.0, value: .scalar($0.1)) })
    }
}
