import Bots
import Determinism
import Kernel
import MarketModel
import Primitives

/// Draws a legal scenario from a seed: every feature on and off, sizes from nothing to
/// enormous, so that what is legal and odd is met sooner than by users.
struct ScenarioDraw: ~Copyable {
    var random: RandomStream
    let seed: UInt32

    init(seed: UInt32) {
        self.seed = seed
        random = RandomStream(seed: seed, name: "generator/fuzz")
    }

    mutating func scenario() -> ExchangeScenario {
        let market = market()
        let ticks: Int64 =
            random.chance(0.06)
            ? random.pick([0, 1, 2]) : random.pick([7, 20, 40, 60, 100, 200, 400])
        var scenario = ExchangeScenario(
            name: "fuzz-\(seed)", ticks: ticks, market: market, agents: [])
        scenario.incentives = incentives()
        scenario.activation = random.pick(Activation.allCases)
        scenario.selfTradePrevention = random.pick(SelfTradePrevention.allCases)
        scenario.metricsEveryTicks = random.pick([1, 10])
        let groups = random.chance(0.04) ? 0 : random.pick([1, 2, 3, 3, 4, 4, 5, 6, 7])
        for _ in 0..<groups {
            scenario.agents.append(group(in: market))
        }
        if scenario.incentives.bankruptcy.isEnabled { setFloor(of: &scenario) }
        if ticks > 0 { scenario.events = events(in: scenario) }
        return scenario
    }

    private mutating func incentives() -> Incentives {
        var incentives = Incentives()
        incentives.maxActionsPerTick = random.pick([1, 2, 3, 3, 5, 10, 10, 10, 10, 20, 20, 50])
        if random.chance(0.03) { incentives.maxActionsPerTick = 0 }
        incentives.decay.everyTicks = random.pick([0, 0, 1, 2, 7, 20, 20])
        incentives.decay.rate = BasisPoints(
            units: random.pick([
                0, 1, 10_000, 10_000, 1_000_000, 1_000_000, 33_333_333, 100_000_000,
            ]))
        incentives.decay.fixed = Amount(
            units: random.chance(0.6) ? 0 : Int128(random.magnitude(digits: 11)))
        incentives.bankruptcy.isEnabled = random.chance(0.8)
        incentives.bankruptcy.estate = random.pick(EstatePolicy.allCases)
        incentives.bankruptcy.estateDiscount = BasisPoints(
            units: random.pick([0, 1, 10_000_000, 50_000_000, 100_000_000]))
        return incentives
    }

    /// Sets a floor, often so little below what somebody starts with that the first loss goes
    /// through it, and lifts above it who would start at or below.
    private mutating func setFloor(of scenario: inout ExchangeScenario) {
        let worths = scenario.agents.map { worth(of: $0, in: scenario.market) }
        var floor = Int128(0)
        if random.chance(0.6), !worths.isEmpty {
            floor = random.pick(worths) / 1_000 * Int128(random.pick([10, 500, 900, 990, 999]))
        }
        scenario.incentives.bankruptcy.equityFloor = Amount(units: floor)
        for index in scenario.agents.indices where worths[index] <= floor {
            let more = floor - worths[index] + Int128(random.magnitude(digits: 9))
            let cash = scenario.agents[index].balances[0].units
            scenario.agents[index].balances[0] = Amount(units: cash + max(more, 1))
        }
    }

    private func worth(of group: AgentGroup, in market: MarketDescription) -> Int128 {
        var worth = Valuation(cash: group.balances[0])
        for asset in market.assets.indices.dropFirst() {
            guard let instrument = market.pricing(of: AssetID(asset)) else { continue }
            worth.add(group.balances[asset], at: Mark(instrument.referencePrice))
        }
        return worth.total.units
    }

    private mutating func group(in market: MarketDescription) -> AgentGroup {
        var balances = [cash(in: market)]
        for asset in market.assets.indices.dropFirst() {
            balances.append(holding(of: AssetID(asset), in: market))
        }
        let isRemote = random.chance(0.05)
        let bot = random.chance(0.6) ? ChaosTrader.description : random.pick(BotCatalog.all)
        let name = isRemote ? "remote" : random.chance(0.2) ? "twin" : bot.name
        return AgentGroup(
            kind: isRemote ? .remote : .bot, bot: isRemote ? nil : bot.name, name: name,
            count: Int(random.whole(1...4)), balances: balances,
            parameters: isRemote ? nil : parameters(of: bot, in: market),
            latencyTicks: random.pick([0, 0, 0, 1, 2, 5]),
            wakeRate: random.pick([0, 0.3, 0.9, 1]))
    }

    private mutating func parameters(
        of bot: BotDescription, in market: MarketDescription
    ) -> BotParameters {
        var overrides: [(name: String, value: ParameterValue)] = []
        for parameter in bot.parameters where random.chance(0.5) {
            switch (parameter.minimum, parameter.maximum) {
            case (.real(let low), .real(let high)):
                let value = low + (high - low) * random.pick([0, 0.001, 0.1, 0.5, 1])
                overrides.append((parameter.name, .real(value)))
            case (.integer(let low), .integer(let high)):
                let value = min(high, low + random.whole(0...20))
                overrides.append((parameter.name, .integer(value)))
            default:
                let lot = market.instruments.first?.lotSize.units ?? 1
                let amount = Amount(units: lot * Int128(random.whole(0...30)))
                overrides.append((parameter.name, .amount(amount)))
            }
        }
        return BotParameters(bot, overrides: overrides)
    }
}
