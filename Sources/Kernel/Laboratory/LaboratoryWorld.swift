public import Determinism
public import Institutions
public import MarketModel
public import Primitives

/// A laboratory's run as it lives: traders with values and costs, period after period.
///
/// A period is ``advance()``. Everything that happens is left as events in ``events``.
public final class LaboratoryWorld {
    /// What the run was made of.
    public let scenario: LaboratoryScenario
    /// The seed of every random stream.
    public let seed: UInt32
    /// Events that nobody has taken away yet.
    public let events: EventBuffer
    /// What theory says of a period.
    public let theory: SupplyAndDemand
    /// Why the run ended, once it has.
    public private(set) var stopReason: RunStopReason?
    /// The traders and what became of their units in the period just ended.
    public let floor: TradingFloor

    private var laboratory: Laboratory
    private var periodsDone: Int64 = 0

    /// Creates the world and records its genesis: the run, its traders, its start.
    ///
    /// - Parameters:
    ///   - scenario: Checked; see `ScenarioKit`.
    ///   - seed: Of every random stream of the run.
    ///   - makeRobot: Makes the robot of a trader on a side.
    public init(
        _ scenario: LaboratoryScenario, seed: UInt32,
        makeRobot: (TraderStrategy, Side, inout RandomStream) -> any TradingRobot
    ) {
        self.scenario = scenario
        self.seed = seed
        events = EventBuffer()
        theory = SupplyAndDemand(
            values: scenario.buyers.flatMap(\.limits), costs: scenario.sellers.flatMap(\.limits))
        events.append(.runCreated(RunCreated(scenario: scenario.document, seed: seed)))
        var traders: [FloorTrader] = []
        var robots: [any TradingRobot] = []
        var luck: [UInt32] = []
        for (trader, side, name) in scenario.named {
            var stream = RandomStream(seed: seed, name: "bot/\(name)")
            robots.append(makeRobot(trader.strategy, side, &stream))
            luck.append(stream.state)
            let created = LaboratoryTraderCreated(
                agent: AgentID(traders.count), name: name, side: side, units: trader.limits,
                trader: trader.strategy.name)
            events.append(.economy(.traderCreated(created)))
            traders.append(FloorTrader(side: side, limits: trader.limits))
        }
        events.append(.runStarted)
        floor = TradingFloor(
            traders, priceRange: scenario.priceRange, steps: scenario.steps, robots: robots,
            luck: luck, chance: RandomStream(seed: seed, name: "laboratory").state,
            events: events)
        laboratory = Laboratory(scenario.institution, on: floor)
    }

    /// The next period, or after the end the last one.
    public var tick: Tick { Tick(min(periodsDone, max(0, scenario.periods - 1))) }

    /// Whether every period is done, or the run was ended.
    public var isOver: Bool { stopReason != nil }

    /// Runs one period.
    ///
    /// - Precondition: The run is not over.
    public func advance() {
        precondition(!isOver, "the run is over")
        events.append(.tickStarted)
        laboratory.runPeriod()
        let trades = Int64(floor.trades.count)
        let surplus = floor.trades.reduce(0) { $0 + $1.gain }
        events.append(
            .economy(
                .periodEnded(
                    PeriodEnded(
                        trades: trades, surplus: surplus,
                        efficiency: theory.efficiency(of: surplus)))))
        events.append(.tickEnded(actions: 0, trades: trades))
        periodsDone += 1
        if periodsDone >= scenario.periods { stop(because: .completed) }
    }

    /// Ends the run for good.
    ///
    /// - Precondition: It has not ended.
    public func stop(because reason: RunStopReason) {
        precondition(!isOver, "a run stops once")
        stopReason = reason
        events.append(.runStopped(reason))
    }
}

extension LaboratoryScenario {
    /// All traders by id with their names: `buyer-1` and on, then `seller-1` and on.
    var named: [(trader: LaboratoryTrader, side: Side, name: String)] {
        buyers.enumerated().map { ($1, .bid, "buyer-\($0 + 1)") }
            + sellers.enumerated().map { ($1, .ask, "seller-\($0 + 1)") }
    }
}
