public import Determinism
import Institutions
import MarketModel

extension LaboratoryScenario {
    /// The scenario as `RUN_CREATED` carries it: keys and structure of a scenario file, every
    /// default filled in, without seed, description and replications, which change no run.
    public var document: JSONValue {
        [
            "schema_version": 1,
            "name": .string(name),
            "kind": "laboratory",
            "ticks": .integer(periods),
            "steps": .integer(steps),
            "price_range": [.integer(priceRange.lowerBound), .integer(priceRange.upperBound)],
            "institution": ["name": .string(institution.name), "params": institution.document],
            "buyers": .array(buyers.map { $0.document(limits: "values") }),
            "sellers": .array(sellers.map { $0.document(limits: "costs") }),
        ]
    }
}

extension LaboratoryTrader {
    fileprivate func document(limits key: String) -> JSONValue {
        .object([
            JSONMember(
                "trader",
                ["name": .string(strategy.name), "params": .object(strategy.parameters)]),
            JSONMember(key, .array(limits.map { .integer($0) })),
        ])
    }
}

extension TraderStrategy {
    /// Reals as text, as everywhere in a record.
    fileprivate var parameters: [JSONMember] {
        switch self {
        case .zeroIntelligenceUnconstrained, .zeroIntelligenceConstrained, .giveaway, .shaver,
            .sniper, .kaplan, .adaptiveAggressive:
            []
        case .zeroIntelligencePlus(let parameters):
            [
                JSONMember("c_r", RecordedReal.document(parameters.relativeChange)),
                JSONMember("c_a", RecordedReal.document(parameters.absoluteChange)),
            ]
        case .gjerstadDickhaut(let memory): [JSONMember("memory", .integer(memory))]
        case .gjerstadDickhautExtended(let memory, let discount):
            [
                JSONMember("memory", .integer(memory)),
                JSONMember("gamma", RecordedReal.document(discount)),
            ]
        case .parameterizedResponse(let strategy):
            [JSONMember("s", RecordedReal.document(strategy))]
        }
    }
}

extension LaboratoryInstitution {
    fileprivate var document: JSONValue {
        switch self {
        case .doubleAuction(let rules):
            [
                "book": .string(rules.book.rawValue),
                "improvement_rule": .bool(rules.hasImprovementRule), "price_rule": "maker",
                "rejections": .integer(rules.rejectionsToEnd),
            ]
        case .callAuction(let quoting): ["quoting": .string(quoting.rawValue)]
        case .postedOffer(let rules):
            ["rule": .string(rules.rule.rawValue), "step": .integer(rules.step)]
        case .postedPrice(let rules): .object(rules.members)
        case .pool(let rules):
            [
                "pool": ["A": .integer(rules.good), "M": .integer(rules.money)],
                "fee_bps": .integer(rules.feeBasisPoints),
            ]
        case .walrasian: [:]
        }
    }
}

extension PostedPriceRules {
    fileprivate var members: [JSONMember] {
        func real(_ key: String, _ value: Double?) -> [JSONMember] {
            value.map { [JSONMember(key, RecordedReal.document($0))] } ?? []
        }
        let limits = real("ceiling", ceiling) + real("floor", floor)
        switch rule {
        case .midpoint: return [JSONMember("price_rule", "midpoint")] + limits
        case .clearing: return [JSONMember("price_rule", "clearing")] + limits
        case .tatonnement(let start, let speed):
            let name = JSONMember("price_rule", "tatonnement")
            return [name] + real("price", start) + real("speed", speed) + limits
        case .fixed(let price):
            return [JSONMember("price_rule", "fixed")] + real("price", price) + limits
        }
    }
}
