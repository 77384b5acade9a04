import Determinism
import Kernel
import MarketModel
import Primitives

/// Builds an exchange scenario from a document, checking what no single field can tell.
struct ExchangeReader {
    /// Where errors are noted.
    var reader: SectionReader
    /// The top level.
    let top: SectionValues
    /// How many ticks the run will have, after overrides.
    let ticks: Int64?

    var market = MarketDraft()
    var incentives: Incentives?
    var groups: [AgentGroup?] = []
    var events: [PlannedEvent] = []
    /// How many agents have each name; whether that is known of all.
    var numbering: [String: Int] = [:]
    var namesAreComplete = true
    var agentTotal = 0
    var hasTooManyAgents = false
    /// Balances of all agents so far; those of an empty entry count as well.
    var balanceTotal = 0
    /// The first agent of the first names, for messages.
    var agentExamples: [String] = []
    /// What there is of each asset, in units of 10⁻⁸.
    var supplies: [Int128] = []
    /// How many known words a message lists.
    private static let mostKnown = 20

    init(_ top: SectionValues, ticks: Int64?, reader: SectionReader) {
        self.top = top
        self.ticks = ticks
        self.reader = reader
    }

    /// The scenario, if nothing is wrong with it.
    mutating func scenario() -> ExchangeScenario? {
        incentives = readIncentives()
        readMarket()
        readAgents()
        readEvents()
        guard !reader.log.hasErrors, let name = top.text("name"), let ticks,
            let market = market.description, let incentives, let activation,
            let prevention = top.choice("self_trade_prevention", as: SelfTradePrevention.self),
            let metricsEvery = top.integer("metrics_every"),
            let ticksPerYear = top.integer("ticks_per_year")
        else { return nil }
        var scenario = ExchangeScenario(
            name: name, ticks: ticks, market: market, agents: groups.compactMap { $0 })
        scenario.incentives = incentives
        scenario.activation = activation
        scenario.selfTradePrevention = prevention
        scenario.metricsEveryTicks = metricsEvery
        scenario.ticksPerYear = ticksPerYear
        scenario.events = events
        return scenario
    }

    /// In which order bots act.
    var activation: Activation? { top.choice("activation", as: Activation.self) }

    private func readIncentives() -> Incentives? {
        guard let section = top.section("incentives"),
            let maxActions = section.integer("max_actions_per_tick"),
            let decay = section.section("decay"),
            let every = decay.integer("every"), let rate = decay.rate("rate_bps"),
            let fixed = decay.amount("fixed"), let ruin = section.section("bankruptcy"),
            let isEnabled = ruin.boolean("enabled"), let floor = ruin.amount("equity_floor"),
            let estate = ruin.choice("estate", as: EstatePolicy.self),
            let discount = ruin.rate("estate_discount_bps")
        else { return nil }
        var incentives = Incentives()
        incentives.maxActionsPerTick = maxActions
        incentives.decay.everyTicks = every
        incentives.decay.rate = rate
        incentives.decay.fixed = fixed
        incentives.bankruptcy.isEnabled = isEnabled
        incentives.bankruptcy.equityFloor = floor
        incentives.bankruptcy.estate = estate
        incentives.bankruptcy.estateDiscount = discount
        return incentives
    }

    /// Notes an error about a field.
    mutating func wrong(_ message: String, _ section: SectionValues, _ key: String) {
        reader.log.error(message, at: section.position(of: key), path: section.path(of: key))
    }

    /// What to say of a name that nothing has.
    func unknown(_ what: String, _ name: String, known: [String]) -> String {
        let some = Array(known.prefix(Self.mostKnown))
        let hint = reader.log.hint(for: name, among: some)
        let more = known.count > some.count ? ", …" : ""
        let all = some.isEmpty ? "there are none" : "known: " + some.joined(separator: ", ")
        return "unknown \(what) \(TerminalText.quoted(name))\(hint) (\(all)\(more))"
    }
}
