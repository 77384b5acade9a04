import Determinism
import MarketModel
import Primitives

/// What the scenario in `RUN_CREATED` fixes for a run, as far as an auditor needs it.
struct AuditRules {
    /// In which order the bots of a tick act.
    enum Activation: String {
        case sequential, shuffled, poisson
    }

    /// Limits, decay and bankruptcy.
    struct Incentives {
        var maxActionsPerTick: Int64
        var decayEveryTicks: Int64
        var decayRate: Int64
        var decayFixed: Int128
        var bankruptcyIsEnabled: Bool
        var equityFloor: Int128
        var liquidatesEstates: Bool
        var estateDiscount: Int64

        init(_ section: RecordedScenario) throws(AuditFinding) {
            let decay = try section.child("decay")
            let bankruptcy = try section.child("bankruptcy")
            maxActionsPerTick = try section.integer(
                "max_actions_per_tick", atMost: RecordLimits.actions)
            decayEveryTicks = try decay.integer("every", atMost: RecordLimits.ticks)
            decayRate = try decay.share("rate_bps")
            decayFixed = try decay.holding("fixed").units
            bankruptcyIsEnabled = try bankruptcy.bool("enabled")
            equityFloor = try bankruptcy.amount("equity_floor").units
            liquidatesEstates = try bankruptcy.text("estate") == "liquidate"
            estateDiscount = try bankruptcy.share("estate_discount_bps")
        }
    }

    /// An agent that the scenario announces.
    struct Agent {
        var name: String
        var kind: AgentKind
        var bot: String?
        var balances: [Amount]
        var latencyTicks: Int64
        var wakeRate: Double
    }

    /// An event that the scenario plans: canonical JSON, without its tick.
    struct Planned {
        var tick: Int64
        var text: String
    }

    /// The scenario as it stands, branches included.
    private(set) var scenario: JSONValue
    var seed: UInt32
    var ticks: Int64
    var prevention: SelfTradePrevention
    var activation: Activation
    var incentives: Incentives
    var agents: [Agent]
    /// By tick, then in file order.
    var planned: [Planned]

    init(_ origin: RunCreated, _ market: MarketDescription) throws(AuditFinding) {
        let file = RecordedScenario(origin.scenario)
        scenario = origin.scenario
        seed = origin.seed
        ticks = try file.integer("ticks", atMost: RecordLimits.ticks)
        prevention = try file.choice("self_trade_prevention")
        activation = try file.choice("activation")
        incentives = try Incentives(try file.child("incentives"))
        agents = try Self.agents(in: file, market)
        planned = try Self.planned(in: file)
        try Self.checkInstruments(in: file, market)
    }

    /// Puts another value where the scenario has one, as a branch of a run does.
    mutating func replace(_ path: String, with value: JSONValue) throws(AuditFinding) {
        guard let changed = scenario.replacing(path, with: value) else {
            throw .scenario("a path of the scenario", path)
        }
        scenario = changed
        incentives = try Incentives(try RecordedScenario(changed).child("incentives"))
    }

    private static func agents(
        in file: RecordedScenario, _ market: MarketDescription
    ) throws(AuditFinding) -> [Agent] {
        var agents: [Agent] = []
        var counts: [String: Int] = [:]
        let mostBalances = RecordLimits.balances / Int64(max(1, market.assets.count))
        for entry in try file.children("agents") {
            let name = try entry.text("name")
            let balances = try balances(of: entry, market)
            let most = min(RecordLimits.agents, mostBalances) - Int64(agents.count)
            for _ in 0..<(try entry.integer("count", atMost: most)) {
                let number = (counts[name] ?? 0) + 1
                counts[name] = number
                agents.append(
                    Agent(
                        name: "\(name)-\(number)", kind: try entry.choice("kind"),
                        bot: entry.optionalText("bot"), balances: balances,
                        latencyTicks: try entry.integer("latency", atMost: RecordLimits.ticks),
                        wakeRate: try entry.real("wake_rate")))
            }
        }
        return agents
    }

    private static func balances(
        of entry: RecordedScenario, _ market: MarketDescription
    ) throws(AuditFinding) -> [Amount] {
        let holdings = try entry.child("holdings")
        var balances = [try entry.holding("cash")]
        for asset in market.assets.dropFirst() { balances.append(try holdings.holding(asset)) }
        return balances
    }

    private static func planned(in file: RecordedScenario) throws(AuditFinding) -> [Planned] {
        var planned: [(place: Int, event: Planned)] = []
        for (place, entry) in try file.children("events").enumerated() {
            let members = (entry.document.objectValue ?? []).filter { $0.key != "tick" }
            let text = CanonicalJSON.text(.object(members))
            let tick = try entry.integer("tick", atMost: RecordLimits.ticks)
            try entry.checkPlan()
            planned.append((place, Planned(tick: tick, text: text)))
        }
        planned.sort { ($0.event.tick, $0.place) < ($1.event.tick, $1.place) }
        return planned.map(\.event)
    }

    /// The description the auditor was given has to be the one the record tells.
    private static func checkInstruments(
        in file: RecordedScenario, _ market: MarketDescription
    ) throws(AuditFinding) {
        let entries = try file.children("instruments")
        guard entries.count == market.instruments.count else {
            throw .scenario("\(market.instruments.count) instruments", "\(entries.count)")
        }
        for (entry, instrument) in zip(entries, market.instruments) {
            let fees = try entry.child("fees")
            let amounts = [
                try entry.amount("tick_size"), try entry.amount("lot_size"),
                try entry.amount("reference_price"), try entry.amount("max_price"),
                try entry.amount("max_quantity"),
            ]
            let rates = [try fees.rate("maker_bps"), try fees.rate("taker_bps")]
            let agrees =
                try entry.text("symbol") == instrument.symbol
                && amounts == [
                    instrument.tickSize, instrument.lotSize, instrument.referencePrice,
                    instrument.maxPrice, instrument.maxQuantity,
                ]
                && rates == [instrument.fees.maker.units, instrument.fees.taker.units]
            if !agrees {
                let text = CanonicalJSON.text(entry.document)
                throw .scenario("the instrument \(instrument.symbol) as described", text)
            }
        }
    }
}
