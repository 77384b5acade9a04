import Institutions
import Kernel
import Preferences
import Primitives

extension EconomyReader {
    /// Notes settings that cannot change anything.
    mutating func warnOfIdleSettings(_ parameters: EconomyParameters, _ origin: EconomyOrigin) {
        guard let section = top.section("params") else { return }
        let defaults = EconomyParameters()
        if parameters.regime == .barterOnly {
            let reason = "has no effect with exchange_regime: barter_only"
            for (key, isDefault) in Self.moneySettings(parameters, defaults) where !isDefault {
                odd(reason, section, key)
            }
            warnOfIdleMoney(origin, reason)
        } else {
            if parameters.moneyMode != .kktLambda {
                warnOfIdleEstimates(parameters, defaults, section)
            } else if parameters.moneyForm != defaults.moneyForm {
                odd(
                    "has no effect with money_mode: kkt_lambda", section, "money_utility_form")
            }
            if hasNoMoney(origin) {
                odd(
                    "there is no money to trade with: every agent's M is 0", section,
                    "exchange_regime")
            }
        }
        if parameters.regime != .mixedLiquidityGated,
            parameters.gateMinQuotes != defaults.gateMinQuotes
        {
            odd(
                "has no effect without exchange_regime: mixed_liquidity_gated", section,
                "liquidity_gate")
        }
    }

    private static func moneySettings(
        _ found: EconomyParameters, _ defaults: EconomyParameters
    ) -> [(key: String, isDefault: Bool)] {
        [
            ("money_mode", found.moneyMode == defaults.moneyMode),
            ("money_utility_form", found.moneyForm == defaults.moneyForm),
            ("M_0", found.moneyOffset == defaults.moneyOffset),
            ("money_scale", found.moneyScale == defaults.moneyScale),
            ("lambda_money", found.lambdaMoney == defaults.lambdaMoney),
            ("lambda_update_rate", found.lambdaUpdateRate == defaults.lambdaUpdateRate),
            (
                "lambda_bounds",
                found.lambdaMin == defaults.lambdaMin && found.lambdaMax == defaults.lambdaMax
            ),
        ]
    }

    private mutating func warnOfIdleEstimates(
        _ parameters: EconomyParameters, _ defaults: EconomyParameters, _ section: SectionValues
    ) {
        let reason = "has no effect without money_mode: kkt_lambda"
        let keys = ["lambda_update_rate", "lambda_bounds"]
        for (key, isDefault) in Self.moneySettings(parameters, defaults)
        where !isDefault && keys.contains(key) {
            odd(reason, section, key)
        }
    }

    private mutating func warnOfIdleMoney(_ origin: EconomyOrigin, _ reason: String) {
        guard form == .drawn, let section = top.section("initial_inventories"),
            !hasNoMoney(origin)
        else { return }
        odd(reason, section, "M")
    }

    private func hasNoMoney(_ origin: EconomyOrigin) -> Bool {
        switch origin {
        case .drawn(let origin):
            switch origin.money {
            case .all(let amount): amount == 0
            case .each(let amounts): amounts.allSatisfy { $0 == 0 }
            }
        case .explicit(let origin): origin.agents.allSatisfy { $0.endowment.money == 0 }
        }
    }
}
