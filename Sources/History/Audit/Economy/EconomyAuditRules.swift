import Determinism
import MarketModel
import Primitives

/// What the scenario of an economy says that its events have to keep to.
struct EconomyAuditRules {
    /// The scenario as it stands, branches included.
    let scenario: JSONValue
    let seed: UInt32
    var ticks: Int64
    var gridSize: Int64
    var agentCount: Int64
    var epsilon: Double
    var interactionRadius: Int
    var moveBudget: Int
    var greatestBlock: Int64
    var forageRate: Int64
    var growth: Int64
    var restTicks: Int64
    var cooldownTicks: Int64
    var singleHarvester: Bool
    var claimsResources: Bool
    var regime: String
    var learnsValueOfMoney: Bool
    var lambdaMin: Double
    var lambdaMax: Double
    /// How many agents make a market; `nil` where trade is two by two alone.
    var leastMarket: Int64?
    var marketIsGlobal = false
    /// The name of the institution; `bilateral` where there are no markets.
    var institution = "bilateral"
    /// The pools that everybody trades with, each the agent after all others.
    var pools: [AuditedPool] = []
    /// Where agents and resources are given and not drawn, what the scenario says of them.
    var agents: [JSONValue]?
    var resources: [JSONValue]?

    init(_ origin: RunCreated) throws(AuditFinding) {
        scenario = origin.scenario
        seed = origin.seed
        let file = RecordedScenario(origin.scenario)
        let params = try file.child("params")
        let greatest: Int64 = 2_147_483_647
        ticks = try file.integer("ticks", atMost: RecordLimits.ticks)
        gridSize = try file.integer("N", atMost: greatest)
        agents = origin.scenario["agents"]?.arrayValue
        resources = agents == nil ? nil : origin.scenario["resources"]?.arrayValue ?? []
        if let agents {
            agentCount = Int64(agents.count)
        } else {
            agentCount = try file.integer("agents", atMost: RecordLimits.agents)
        }
        epsilon = try params.real("epsilon")
        interactionRadius = Int(try params.integer("interaction_radius", atMost: greatest))
        moveBudget = Int(try params.integer("move_budget_per_tick", atMost: greatest))
        greatestBlock = try params.integer("dA_max", atMost: greatest)
        forageRate = try params.integer("forage_rate", atMost: greatest)
        growth = try params.integer("resource_growth_rate", atMost: greatest)
        restTicks = try params.integer("resource_regen_cooldown", atMost: greatest)
        cooldownTicks = try params.integer("trade_cooldown_ticks", atMost: greatest)
        singleHarvester = try params.bool("enforce_single_harvester")
        claimsResources = try params.bool("enable_resource_claiming")
        regime = try params.text("exchange_regime")
        let mode = try params.text("money_mode")
        learnsValueOfMoney = mode == "kkt_lambda" && regime != "barter_only"
        let bounds = try params.child("lambda_bounds")
        lambdaMin = try bounds.real("lambda_min")
        lambdaMax = try bounds.real("lambda_max")
        // Records from before there were markets name no institution.
        if origin.scenario["institution"] != nil,
            try file.child("institution").text("name") != "bilateral"
        {
            let institution = try file.child("institution")
            let market = try institution.child("params")
            leastMarket = try market.integer("market_min_size", atMost: greatest)
            marketIsGlobal = try market.text("scope") == "global"
            self.institution = try institution.text("name")
            if self.institution == "amm" { pools = try AuditedPool.all(in: market) }
        }
    }

    /// Whether an agent trades unit by unit in a market, or once in a tick, in a block.
    var marketTradesUnits: Bool { institution != "posted_price" }

    /// Whether a market's event counts the willing members who did not trade, not units.
    var marketCountsMembers: Bool {
        ["double_auction", "posted_offer", "amm"].contains(institution)
    }

    /// Whether a kind of exchange exists in the regime; a gate may close barter besides.
    func allows(_ pair: ExchangePair) -> Bool {
        switch pair {
        case .aForB: regime != "money_only"
        case .aForMoney, .bForMoney: regime != "barter_only"
        }
    }

    func holds(_ position: Position) -> Bool {
        position.x >= 0 && position.y >= 0 && Int64(position.x) < gridSize
            && Int64(position.y) < gridSize
    }
}
