import Bots
import Determinism
import History
import Kernel
import MarketModel
import Primitives
import Runner
import TestSupport

/// A bot that does what a test tells it to.
struct Puppet: Strategy {
    let decide: @Sendable (Observation) -> [Action]

    mutating func act(on observation: Observation, random: inout RandomStream) -> [Action] {
        decide(observation)
    }
}

/// What a puppet does is code, so it cannot be kept.
extension Puppet: Codable {
    init(from decoder: any Decoder) throws { throw SnapshotError("a puppet was never kept") }

    func encode(to encoder: any Encoder) throws { throw SnapshotError("a puppet is code") }
}

/// Keeps the events of a run as lines, with their ticks.
final class Witness: EventConsumer {
    let text: EventText
    var lines: [String] = []

    init(_ market: MarketDescription) { text = EventText(market) }

    func consume(_ event: Event, in tick: Tick) {
        lines.append("\(tick.index): \(text.line(event))")
    }
}

/// Keeps the bytes of a trace.
final class Tape: TraceSink {
    var bytes: [UInt8] = []

    func write(_ lines: [UInt8]) { bytes += lines }
}

/// Runs puppets to the end; agent by agent in the order of their ids.
func runPuppets(
    _ scenario: ExchangeScenario, _ decide: [@Sendable (Observation) -> [Action]]
) throws -> [String] {
    var sequential = scenario
    sequential.activation = .sequential
    let witness = Witness(scenario.market)
    var next = decide.makeIterator()
    let run = ExchangeRun(sequential, seed: 1, consumers: [witness]) { _ in
        next.next().map { Puppet(decide: $0) }
    }
    try run.run()
    return witness.lines
}

extension ExchangeScenario {
    /// The bots of the exchange on two instruments, with everything that can happen to them.
    static func everything(ticks: Int64) -> ExchangeScenario {
        let market = MarketDescription.assetAndGold()
        // Not the laboratory's robots, which trade here too: these five make all that can happen.
        let names = [
            "aggressive_taker", "market_maker", "mean_reversion", "random", "trend_follower",
        ]
        let groups = names.compactMap { BotCatalog.description(named: $0) }.map { bot in
            AgentGroup(
                bot: bot.name, name: bot.name, count: 2,
                balances: [amount("20000"), amount("100"), amount("10")],
                parameters: BotParameters(bot))
        }
        var scenario = ExchangeScenario(
            name: "everything", ticks: ticks, market: market, agents: groups)
        scenario.agents[0].latencyTicks = 2
        scenario.agents[0].balances = [amount("300"), .zero, .zero]
        scenario.agents[3].count = 6
        scenario.agents[3].wakeRate = 0.7
        scenario.activation = .poisson
        scenario.selfTradePrevention = .cancelBoth
        scenario.incentives.maxActionsPerTick = 5
        scenario.incentives.decay.everyTicks = 10
        scenario.incentives.decay.rate = basisPoints("200")
        scenario.incentives.decay.fixed = amount("3.5")
        scenario.incentives.bankruptcy.equityFloor = amount("100")
        scenario.incentives.bankruptcy.estate = .liquidate
        let asset = InstrumentID(0), gold = InstrumentID(1)
        scenario.plan(
            20,
            .shock(
                Shock(
                    bots: .one("random"), side: .bid, probability: 0.9, ticks: 30,
                    instrument: nil)))
        scenario.plan(30, .halt(instrument: gold, ticks: 5, cancelOrders: true))
        scenario.plan(40, .feeChange(instrument: asset, fees: fees(maker: "-2.5", taker: "7.3")))
        scenario.plan(50, .referencePrice(instrument: gold, price: amount("1900")))
        let all = NameSelection.one("all")
        scenario.plan(60, .mint(BalanceChange(agents: all, asset: .cash, amount: amount("50"))))
        scenario.plan(70, .burn(BalanceChange(agents: all, asset: .cash, amount: amount("20"))))
        return scenario
    }
}
