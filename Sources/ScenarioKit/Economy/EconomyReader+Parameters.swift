import Institutions
import Kernel
import Preferences

extension EconomyReader {
    /// Reads the rules of the world.
    mutating func readParameters() -> EconomyParameters? {
        guard let section = top.section("params") else { return nil }
        checkBounds(section)
        if section.boolean("earn_money_enabled") == true {
            wrong(
                "found 'true', expected false: there is no labour income in this version",
                section, "earn_money_enabled")
        }
        var parameters = EconomyParameters()
        let isWhole =
            readWalking(section, into: &parameters) && readForaging(section, into: &parameters)
            && readTrading(section, into: &parameters) && readMoney(section, into: &parameters)
        return isWhole ? parameters : nil
    }

    private mutating func checkBounds(_ section: SectionValues) {
        guard let bounds = section.section("lambda_bounds"),
            let least = bounds.real("lambda_min"), let greatest = bounds.real("lambda_max"),
            least >= greatest
        else { return }
        // Whichever was written is the one to change.
        let key = bounds.isWritten("lambda_min") ? "lambda_min" : "lambda_max"
        wrong(
            "lambda_min is \(Self.text(least)) and lambda_max \(Self.text(greatest)), expected "
                + "lambda_min below lambda_max", bounds, key)
    }

    private func readWalking(
        _ section: SectionValues, into parameters: inout EconomyParameters
    ) -> Bool {
        guard let spread = section.real("spread"),
            let vision = section.integer("vision_radius"),
            let interaction = section.integer("interaction_radius"),
            let budget = section.integer("move_budget_per_tick"),
            let block = section.integer("dA_max"), let epsilon = section.real("epsilon"),
            let beta = section.real("beta")
        else { return false }
        parameters.spread = spread
        parameters.visionRadius = Int(vision)
        parameters.interactionRadius = Int(interaction)
        parameters.moveBudgetPerTick = Int(budget)
        parameters.greatestBlock = block
        parameters.epsilon = epsilon
        parameters.beta = beta
        return true
    }

    private func readForaging(
        _ section: SectionValues, into parameters: inout EconomyParameters
    ) -> Bool {
        guard let rate = section.integer("forage_rate"),
            let growth = section.integer("resource_growth_rate"),
            let most = section.integer("resource_max_amount"),
            let cooldown = section.integer("resource_regen_cooldown"),
            let claims = section.boolean("enable_resource_claiming"),
            let isSingle = section.boolean("enforce_single_harvester")
        else { return false }
        parameters.forageRate = rate
        parameters.resourceGrowthRate = growth
        parameters.resourceMaxAmount = most
        parameters.resourceRegenCooldownTicks = cooldown
        parameters.claimsResources = claims
        parameters.singleHarvester = isSingle
        return true
    }

    private func readTrading(
        _ section: SectionValues, into parameters: inout EconomyParameters
    ) -> Bool {
        guard let cooldown = section.integer("trade_cooldown_ticks"),
            let mode = section.choice("trade_execution_mode", as: ExecutionMode.self),
            let regime = section.choice("exchange_regime", as: ExchangeRegime.self),
            let gate = section.section("liquidity_gate"),
            let minQuotes = gate.integer("min_quotes"),
            let logsPreferences = section.boolean("log_preferences")
        else { return false }
        parameters.tradeCooldownTicks = cooldown
        parameters.executionMode = mode
        parameters.regime = regime
        parameters.gateMinQuotes = minQuotes
        parameters.logsPreferences = logsPreferences
        return true
    }

    private func readMoney(
        _ section: SectionValues, into parameters: inout EconomyParameters
    ) -> Bool {
        guard let mode = section.choice("money_mode", as: MoneyMode.self),
            let form = section.choice("money_utility_form", as: MoneyForm.self),
            let offset = section.real("M_0"), let scale = section.integer("money_scale"),
            let lambda = section.real("lambda_money"),
            let rate = section.real("lambda_update_rate"),
            let bounds = section.section("lambda_bounds"),
            let least = bounds.real("lambda_min"), let greatest = bounds.real("lambda_max")
        else { return false }
        parameters.moneyMode = mode
        parameters.moneyForm = form
        parameters.moneyOffset = offset
        parameters.moneyScale = scale
        parameters.lambdaMoney = lambda
        parameters.lambdaUpdateRate = rate
        parameters.lambdaMin = least
        parameters.lambdaMax = greatest
        return true
    }
}
