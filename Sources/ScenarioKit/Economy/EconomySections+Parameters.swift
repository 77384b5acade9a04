import Institutions
import Kernel
import Preferences

extension EconomySections {
    /// The rules of the world.
    public static let parameters = SectionDescription(
        "params", "The rules of the world.", walking + foraging + trading + money + reporting)

    private static let walking = [
        FieldDescription(
            "spread", .real(.atLeast(0)), .real(defaults.spread),
            "How far quotes keep from reservation prices, as a share of them."),
        FieldDescription(
            "vision_radius", distance, .integer(Int64(defaults.visionRadius)), unit: "cells",
            "How far agents see, in Manhattan distance."),
        FieldDescription(
            "interaction_radius", distance, .integer(Int64(defaults.interactionRadius)),
            unit: "cells",
            "How far apart a pair may trade, in Manhattan distance."),
        FieldDescription(
            "move_budget_per_tick", positive, .integer(Int64(defaults.moveBudgetPerTick)),
            unit: "cells",
            "How far agents walk in a tick."),
        FieldDescription(
            "dA_max", positive, .integer(defaults.greatestBlock), unit: "units",
            // The Greek letter and the mathematical sign look alike.
            aliases: ["\u{394}A_max", "\u{2206}A_max"],
            "The largest block of a good that is traded at once."),
        FieldDescription(
            "epsilon", .real(.above(0)), .real(defaults.epsilon), unit: "utility",
            "The gain above which a trade is worth its trouble."),
        FieldDescription(
            "beta", .real(.above(0, atMost: 1)), .real(defaults.beta),
            "What one more cell of distance leaves of a plan's worth."),
    ]

    private static let foraging = [
        FieldDescription(
            "forage_rate", positive, .integer(defaults.forageRate), unit: "units",
            "The most a harvest takes."),
        FieldDescription(
            "resource_growth_rate", count, .integer(defaults.resourceGrowthRate), unit: "units",
            "What a harvested cell grows by in a tick; 0 for no regrowth."),
        FieldDescription(
            "resource_max_amount", positive, .integer(defaults.resourceMaxAmount), unit: "units",
            "Kept for older files; cells regrow to what they started with."),
        FieldDescription(
            "resource_regen_cooldown", count, .integer(defaults.resourceRegenCooldownTicks),
            unit: "ticks",
            "How long after a harvest a cell begins to regrow."),
        FieldDescription(
            "enable_resource_claiming", .boolean, .boolean(defaults.claimsResources),
            "Whether an agent on its way to a cell keeps others from choosing it."),
        FieldDescription(
            "enforce_single_harvester", .boolean, .boolean(defaults.singleHarvester),
            "Whether a cell gives once in a tick only."),
    ]

    private static let trading = [
        FieldDescription(
            "trade_cooldown_ticks", count, .integer(defaults.tradeCooldownTicks), unit: "ticks",
            "How long two agents leave each other alone after a failed trade."),
        FieldDescription(
            "trade_execution_mode", words(ExecutionMode.self),
            .text(defaults.executionMode.rawValue),
            "Whether the smallest block that helps both is traded, or the largest."),
        FieldDescription(
            "exchange_regime",
            words(ExchangeRegime.self),
            .text(defaults.regime.rawValue), "What may be traded for what."),
        FieldDescription(
            "liquidity_gate", .section(liquidityGate), .section,
            "When mixed_liquidity_gated lets agents barter."),
    ]

    /// When agents may barter although there is money.
    public static let liquidityGate = SectionDescription(
        "liquidity_gate", "When mixed_liquidity_gated lets agents barter.",
        [
            FieldDescription(
                "min_quotes", positive, .integer(defaults.gateMinQuotes),
                "Barter is open where fewer agents than this offer something for money.")
        ])

    private static let money = [
        FieldDescription(
            "money_mode", words(MoneyMode.self), .text(defaults.moneyMode.rawValue),
            "Whether the marginal utility of money is given, or follows prices."),
        FieldDescription(
            "money_utility_form", words(MoneyForm.self), .text(defaults.moneyForm.rawValue),
            "How utility grows with money."),
        FieldDescription(
            "M_0", .real(.atLeast(0)), .real(defaults.moneyOffset), unit: "major units of money",
            "What the logarithmic form adds to money."),
        FieldDescription(
            "money_scale", .integer(1...EconomyLimits.moneyScale), .integer(defaults.moneyScale),
            unit: "minor units", "How many of them make a major unit of money."),
        FieldDescription(
            "lambda_money", .real(.above(0)), .real(defaults.lambdaMoney),
            unit: "utility per major unit",
            "The marginal utility of money."),
        FieldDescription(
            "lambda_update_rate", .real(.within(0...1)), .real(defaults.lambdaUpdateRate),
            "With money_mode: kkt_lambda, the weight of the newest estimate."),
        FieldDescription(
            "lambda_bounds", .section(lambdaBounds), .section,
            "With money_mode: kkt_lambda, where the estimate is cut off."),
    ]

    /// Where the estimate of λ is cut off.
    public static let lambdaBounds = SectionDescription(
        "lambda_bounds", "Where the estimate is cut off.",
        [
            FieldDescription(
                "lambda_min", .real(.above(0)), .real(defaults.lambdaMin),
                unit: "utility per major unit",
                "The least value, below lambda_max."),
            FieldDescription(
                "lambda_max", .real(.above(0)), .real(defaults.lambdaMax),
                unit: "utility per major unit",
                "The greatest value."),
        ])

    private static let reporting = [
        FieldDescription(
            "earn_money_enabled", .boolean, .boolean(false),
            "Reserved for labour income; true is refused."),
        FieldDescription(
            "log_preferences", .boolean, .boolean(defaults.logsPreferences),
            "Whether every agent's ranking of partners is recorded."),
    ]

    private static let defaults = EconomyParameters()

    /// The words of a closed set.
    static func words<Word: RawRepresentable<String> & CaseIterable>(
        _ type: Word.Type
    ) -> FieldType {
        .choice(type.allCases.map(\.rawValue))
    }

    static let distance = FieldType.integer(0...EconomyLimits.span)
    static let count = FieldType.integer(0...EconomyLimits.span)
    static let positive = FieldType.integer(1...EconomyLimits.span)
}
