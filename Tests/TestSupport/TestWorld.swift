public import Kernel
public import MarketModel
import Primitives
public import Testing

/// A world whose agents do what a test writes for each tick.
///
/// The kernel checks its invariants after every action, and at the end of every tick a
/// ``Bookkeeper`` who has seen only the events compares what must be with what is.
public final class TestWorld {
    public let world: ExchangeWorld
    public let keeper: Bookkeeper
    public let market: MarketDescription
    /// The lines of the events before the first tick.
    public private(set) var genesis: [String] = []

    /// Creates the world of a scenario.
    public init(_ scenario: ExchangeScenario, seed: UInt32 = 42, lookBackTicks: Int = 0) {
        world = ExchangeWorld(scenario, seed: seed, lookBackTicks: lookBackTicks)
        market = scenario.market
        keeper = Bookkeeper(scenario.market)
        genesis = takeLines()
    }

    /// Opens a tick, submits the actions in order, closes it; returns the lines of its events
    /// but for the first, which says that it opened.
    @discardableResult
    public func tick(_ actions: [String] = []) -> [String] {
        world.openTick()
        for line in actions {
            let read = ActionText(line, in: market)
            world.submit([read.action], of: read.agent)
        }
        world.closeTick()
        let lines = takeLines()
        keeper.check(
            balance: { self.world.observation(for: $0).balances[$1.index] },
            openOrders: { self.world.observation(for: $0).openOrders })
        #expect(keeper.problems == [])
        #expect(lines.first == "tick")
        return Array(lines.dropFirst())
    }

    /// Plays a tick and compares the lines of its events.
    public func expectTick(
        _ actions: [String] = [], _ lines: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let number = world.tick.index
        #expect(tick(actions) == lines, "tick \(number)", sourceLocation: sourceLocation)
    }

    /// Plays ticks in which nothing is done and nothing may happen.
    public func idle(_ ticks: Int, sourceLocation: SourceLocation = #_sourceLocation) {
        for _ in 0..<ticks { expectTick([], ["end 0 0"], sourceLocation: sourceLocation) }
    }

    /// The lines of the events since the last call, and lets the bookkeeper see them.
    public func takeLines() -> [String] {
        let events = Array(world.events.events)
        world.events.removeAll()
        for event in events { keeper.consume(event) }
        let text = EventText(market)
        return events.map { text.line($0) }
    }

    /// What an agent has, as `available+reserved` by asset.
    public func funds(_ agent: Int) -> String {
        world.observation(for: AgentID(agent)).balances.map {
            $0.available.shortestDescription + "+" + $0.reserved.shortestDescription
        }.joined(separator: " ")
    }

    /// Compares what an agent has, as `available+reserved` by asset.
    public func expectFunds(
        _ agent: Int, _ text: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(funds(agent) == text, "agent \(agent)", sourceLocation: sourceLocation)
    }
}

extension ExchangeScenario {
    /// A scenario whose agents are scripted, one by one, without decay unless it is asked for.
    ///
    /// - Parameters:
    ///   - agents: What each starts with: amounts by asset, cash first.
    ///   - change: What else is to be different from the defaults.
    public static func scripted(
        _ agents: [String] = ["100000 1000", "100000 1000", "100000 1000"],
        ticks: Int64 = 1_000, market: MarketDescription = .assetCash(),
        change: (inout ExchangeScenario) -> Void = { _ in }
    ) -> ExchangeScenario {
        let groups = agents.map { text in
            AgentGroup(
                bot: "scripted", name: "scripted",
                balances: text.split(separator: " ").map { amount($0) }, parameters: nil)
        }
        var scenario = ExchangeScenario(
            name: "scripted", ticks: ticks, market: market, agents: groups)
        scenario.incentives.decay.everyTicks = 0
        change(&scenario)
        return scenario
    }

    /// Plans an event.
    public mutating func plan(_ tick: Int64, _ event: ScenarioEvent) {
        events.append(PlannedEvent(tick: Tick(tick), event: event))
    }
}
