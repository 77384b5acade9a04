public import Determinism
import Institutions
import MarketModel
import Preferences
import Primitives

extension EconomyScenario {
    /// The scenario as `RUN_CREATED` carries it: keys and structure of a scenario file, every
    /// default filled in, real numbers as their shortest text, without seed and description.
    public var document: JSONValue {
        var members: [JSONMember] = [
            JSONMember("schema_version", 1),
            JSONMember("name", .string(name)),
            JSONMember("kind", "economy"),
            JSONMember("ticks", .integer(ticks)),
            JSONMember("N", .integer(Int64(gridSize))),
        ]
        members += origin.members
        members += [
            JSONMember("params", parameters.document),
            JSONMember("search_protocol", ["name": .string(search.rawValue)]),
            JSONMember("matching_protocol", matching.document),
            JSONMember("bargaining_protocol", bargaining.document),
            JSONMember("institution", institution.document),
        ]
        if let schedule { members.append(JSONMember("mode_schedule", schedule.document)) }
        return .object(members)
    }
}

extension EconomyOrigin {
    fileprivate var members: [JSONMember] {
        switch self {
        case .explicit(let origin):
            let agents = origin.agents.enumerated().map { $1.document(id: $0) }
            return [
                JSONMember("agents", .array(agents)),
                JSONMember("resources", .array(origin.resources.map(\.document))),
            ]
        case .drawn(let origin): return origin.members
        }
    }
}

extension EconomyAgent {
    fileprivate func document(id: Int) -> JSONValue {
        [
            "id": .integer(Int64(id)),
            "position": position.document,
            "inventory": endowment.document,
            "utility": utility.document,
            "lambda_money": .real(lambdaMoney),
            "M_0": .real(moneyOffset),
        ]
    }
}

extension PlacedResource {
    fileprivate var document: JSONValue {
        [
            "position": position.document, "good": .string(good.rawValue),
            "amount": .integer(amount),
        ]
    }
}

extension DrawnOrigin {
    fileprivate var members: [JSONMember] {
        let shares = mix.map { share -> JSONValue in
            let weight = JSONMember("weight", .real(share.weight))
            return .object((share.utility.document.objectValue ?? []) + [weight])
        }
        return [
            JSONMember("agents", .integer(Int64(agentCount))),
            JSONMember(
                "initial_inventories",
                [
                    "A": inventoryA.document(JSONValue.integer),
                    "B": inventoryB.document(JSONValue.integer),
                    "M": money.document(JSONValue.integer),
                    "lambda_money": lambdaMoney.document(JSONValue.real),
                    "M_0": moneyOffset.document(JSONValue.real),
                ]),
            JSONMember("utilities", ["mix": .array(shares)]),
            JSONMember(
                "resource_seed",
                ["density": .real(resourceDensity), "amount": .integer(resourceAmount)]),
        ]
    }
}

extension PerAgent {
    fileprivate func document(_ one: (Value) -> JSONValue) -> JSONValue {
        switch self {
        case .all(let value): one(value)
        case .each(let values): .array(values.map(one))
        }
    }
}

extension ModeSchedule {
    fileprivate var document: JSONValue {
        switch self {
        case .globalCycle(let forageTicks, let tradeTicks, let start):
            [
                "type": "global_cycle", "forage_ticks": .integer(forageTicks),
                "trade_ticks": .integer(tradeTicks), "start_mode": .string(start.rawValue),
            ]
        case .intervals(let intervals):
            .array(
                intervals.map {
                    [.integer($0.start), .integer($0.end), .string($0.mode.rawValue)]
                })
        }
    }
}
