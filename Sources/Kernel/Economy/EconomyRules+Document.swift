import Determinism
import Institutions
import MarketModel
import Preferences
import Primitives

extension JSONValue {
    /// A real number as a record carries it: the shortest decimal that reads back the same.
    static func real(_ value: Double) -> JSONValue { RecordedReal.document(value) }
}

extension Position {
    var document: JSONValue { [.integer(Int64(x)), .integer(Int64(y))] }
}

extension GoodsBundle {
    var document: JSONValue {
        ["A": .integer(a), "B": .integer(b), "M": .integer(money)]
    }
}

extension Utility {
    var document: JSONValue {
        let named = parameters.map { JSONMember($0.name, .real($0.value)) }
        return ["type": .string(typeName), "params": .object(named)]
    }
}

extension EconomyParameters {
    var document: JSONValue {
        .object(placeMembers + tradeMembers + moneyMembers)
    }

    private var placeMembers: [JSONMember] {
        [
            JSONMember("spread", .real(spread)),
            JSONMember("vision_radius", .integer(Int64(visionRadius))),
            JSONMember("interaction_radius", .integer(Int64(interactionRadius))),
            JSONMember("move_budget_per_tick", .integer(Int64(moveBudgetPerTick))),
            JSONMember("dA_max", .integer(greatestBlock)),
            JSONMember("forage_rate", .integer(forageRate)),
            JSONMember("epsilon", .real(epsilon)),
            JSONMember("beta", .real(beta)),
            JSONMember("resource_growth_rate", .integer(resourceGrowthRate)),
            JSONMember("resource_max_amount", .integer(resourceMaxAmount)),
            JSONMember("resource_regen_cooldown", .integer(resourceRegenCooldownTicks)),
        ]
    }

    private var tradeMembers: [JSONMember] {
        [
            JSONMember("trade_cooldown_ticks", .integer(tradeCooldownTicks)),
            JSONMember("trade_execution_mode", .string(executionMode.rawValue)),
            JSONMember("enable_resource_claiming", .bool(claimsResources)),
            JSONMember("enforce_single_harvester", .bool(singleHarvester)),
            JSONMember("exchange_regime", .string(regime.rawValue)),
            JSONMember("liquidity_gate", ["min_quotes": .integer(gateMinQuotes)]),
            JSONMember("log_preferences", .bool(logsPreferences)),
        ]
    }

    private var moneyMembers: [JSONMember] {
        [
            JSONMember("money_mode", .string(moneyMode.rawValue)),
            JSONMember("money_utility_form", .string(moneyForm.rawValue)),
            JSONMember("M_0", .real(moneyOffset)),
            JSONMember("money_scale", .integer(moneyScale)),
            JSONMember("lambda_money", .real(lambdaMoney)),
            JSONMember("lambda_update_rate", .real(lambdaUpdateRate)),
            JSONMember(
                "lambda_bounds",
                ["lambda_min": .real(lambdaMin), "lambda_max": .real(lambdaMax)]),
            JSONMember("earn_money_enabled", false),
        ]
    }
}

extension MatchingProtocol {
    var document: JSONValue {
        switch self {
        case .threePass(let options):
            [
                "name": .string(name),
                "params": [
                    "skip_committed": .bool(options.skipsCommitted),
                    "fallback_to_forage": .bool(options.fallsBackToForage),
                ],
            ]
        case .greedySurplus(let scope):
            ["name": .string(name), "params": ["matching_scope": .string(scope.rawValue)]]
        case .random: ["name": .string(name)]
        }
    }
}

extension BargainingProtocol {
    var document: JSONValue {
        let parameters: JSONValue =
            switch self {
            case .compensatingBlock(let ranks): ["rank_by_surplus": .bool(ranks)]
            case .splitDifference(let enumeration):
                ["enumerate": .string(enumeration.rawValue)]
            case .takeItOrLeaveIt(let terms):
                [
                    "proposer_power": .real(terms.proposerPower),
                    "proposer_selection": .string(terms.selection.rawValue),
                    "enumerate": .string(terms.enumeration.rawValue),
                ]
            }
        return ["name": .string(name), "params": parameters]
    }
}
