import Bots
import Determinism
import Kernel
import MarketModel
import Primitives

/// A steady stream of limit, market and cancel actions at about a thousand live orders.
///
/// It is made by playing it once against an exchange, since what can be cancelled depends on
/// what traded; the actions are then replayed, so that their making is not timed. The mix
/// follows the order stream the book is measured with: of 1,000 actions some 490 limit
/// orders (one in sixteen of them crosses), 410 cancels and 100 market orders.
struct ExchangeWorkload {
    static let agents = 100
    static let liveOrders = 1_000
    static let actionsPerTick = 1_000

    struct Step {
        var agent: AgentID
        var action: Action
    }

    let scenario: ExchangeScenario
    let warmUp: [Step]
    let steady: [Step]

    init(steadyActions: Int, seed: UInt32) {
        scenario = Self.scenario(actions: steadyActions + Self.liveOrders)
        var maker = WorkloadMaker(scenario, seed: seed)
        var steps: [Step] = []
        steps.reserveCapacity(steadyActions + Self.liveOrders)
        for _ in 0..<Self.liveOrders { steps.append(maker.play(maker.passive())) }
        for _ in 0..<steadyActions { steps.append(maker.play(maker.draw())) }
        warmUp = Array(steps.prefix(Self.liveOrders))
        steady = Array(steps.dropFirst(Self.liveOrders))
    }

    /// A hundred rich agents and one instrument, for so many actions.
    static func scenario(
        actions: Int, prevention: SelfTradePrevention = .cancelNewest
    ) -> ExchangeScenario {
        let instrument = Instrument(
            id: InstrumentID(0), symbol: "ASSET/CASH", base: AssetID(1),
            tickSize: Amount(units: 1_000_000), lotSize: Amount(units: 10_000_000),
            referencePrice: Amount(whole: 500),
            fees: FeeSchedule(maker: .zero, taker: BasisPoints(units: 100_000)))
        let market = MarketDescription(assets: ["CASH", "ASSET"], instruments: [instrument])
        let balances = [Amount(whole: 1_000_000_000), Amount(whole: 1_000_000)]
        let group = AgentGroup(
            kind: .remote, bot: nil, name: "remote", count: agents, balances: balances,
            parameters: nil)
        var scenario = ExchangeScenario(
            name: "bench-exchange", ticks: Int64(actions / actionsPerTick + 2),
            market: market, agents: [group])
        scenario.incentives.maxActionsPerTick = Int64(actionsPerTick)
        // Whose an order is must not matter for what a stream comes to.
        scenario.selfTradePrevention = prevention
        return scenario
    }
}

/// Draws the actions of a workload and keeps book of what is live.
private struct WorkloadMaker: ~Copyable {
    private let world: ExchangeWorld
    private var random: RandomStream
    private var mid: Int64 = 50_000
    private var live: [(order: OrderID, agent: AgentID)] = []
    private var places: [Int64: Int] = [:]
    private var drawn = 0

    init(_ scenario: ExchangeScenario, seed: UInt32) {
        world = ExchangeWorld(scenario, seed: seed)
        world.events.removeAll()
        world.openTick()
        world.checksEveryAction = false
        random = RandomStream(seed: seed, name: "bench/exchange")
    }

    /// An order that rests: up to a hundred ticks from the mid, mostly near it.
    mutating func passive() -> ExchangeWorkload.Step {
        let side: Side = random.below(2) == 0 ? .bid : .ask
        let offset = Int64(random.below(random.below(100) + 1) + 1)
        return limit(side, at: side == .bid ? mid - offset : mid + offset)
    }

    /// The next action of the steady mix.
    mutating func draw() -> ExchangeWorkload.Step {
        drawn += 1
        if drawn % 256 == 0 { mid += random.below(2) == 0 ? 1 : -1 }
        let kind = random.below(1_000)
        let target = ExchangeWorkload.liveOrders
        if (kind < 450 && live.count <= target + target / 16) || live.count < target - target / 16 {
            return random.below(16) == 0 ? crossing() : passive()
        }
        if kind < 900 { return cancel() }
        let side: Side = random.below(2) == 0 ? .bid : .ask
        let order = MarketOrder(side, quantity(), in: .listed(InstrumentID(0)))
        return ExchangeWorkload.Step(agent: anyAgent(), action: .placeMarketOrder(order))
    }

    private mutating func crossing() -> ExchangeWorkload.Step {
        let side: Side = random.below(2) == 0 ? .bid : .ask
        let offset = Int64(random.below(4))
        return limit(side, at: side == .bid ? mid + offset : mid - offset)
    }

    private mutating func cancel() -> ExchangeWorkload.Step {
        let pick =
            random.below(2) == 0
            ? live.count - 1 - random.below(min(live.count, 1_024)) : random.below(live.count)
        return ExchangeWorkload.Step(
            agent: live[pick].agent, action: .cancelOrder(live[pick].order))
    }

    private mutating func limit(_ side: Side, at ticks: Int64) -> ExchangeWorkload.Step {
        let price = Amount(units: Int128(ticks) * 1_000_000)
        let order = LimitOrder(side, quantity(), at: price, in: .listed(InstrumentID(0)))
        return ExchangeWorkload.Step(agent: anyAgent(), action: .placeLimitOrder(order))
    }

    private mutating func quantity() -> Amount {
        Amount(units: Int128(1 + random.below(100)) * 10_000_000)
    }

    private mutating func anyAgent() -> AgentID {
        AgentID(random.below(ExchangeWorkload.agents))
    }

    /// Executes a step here, so that the next ones know what is live.
    mutating func play(_ step: ExchangeWorkload.Step) -> ExchangeWorkload.Step {
        world.take(step.action, of: step.agent)
        var placed: (order: OrderID, agent: AgentID, open: Int128)?
        for event in world.events.events {
            switch event {
            case .orderPlaced(let order):
                placed = (order.order, order.agent, order.quantity.units)
            case .tradeExecuted(let trade):
                placed?.open -= trade.quantity.units
                if !world.isOpen(trade.makerOrder) { forget(trade.makerOrder) }
            case .orderCancelled(let order):
                if placed?.order == order.order { placed = nil }
                forget(order.order)
            default: break
            }
        }
        if let placed, placed.open > 0 {
            places[placed.order.number] = live.count
            live.append((placed.order, placed.agent))
        }
        world.events.removeAll()
        return step
    }

    private mutating func forget(_ order: OrderID) {
        guard let place = places.removeValue(forKey: order.number) else { return }
        guard let last = live.popLast(), place < live.count else { return }
        live[place] = last
        places[last.order.number] = place
    }
}
