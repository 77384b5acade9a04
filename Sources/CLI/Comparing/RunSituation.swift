import Analytics
import Determinism
import Kernel
import MarketModel
import Persistence
import Primitives

/// What a run had come to just before one of its events, and in the end.
struct RunSituation {
    /// An agent's balances.
    struct Holder {
        var name: String
        var cash: Amount
        var holdings: [AssetBalance]
    }

    /// An instrument's best prices.
    struct Touch {
        var symbol: String
        var bid: Amount?
        var ask: Amount?

        var isCrossed: Bool {
            guard let bid, let ask else { return false }
            return bid.units >= ask.units
        }
    }

    /// Within how many events before the difference an action is looked for that led to it.
    private static let nearness: Int64 = 1_000

    /// The agents that the event is about.
    private(set) var holders: [Holder] = []
    private(set) var touches: [Touch] = []
    /// After the last event.
    let summary: RunSummary

    /// Folds a run, whose record is checked on the way.
    ///
    /// - Parameters:
    ///   - sequence: The number of the event before which the state is taken; `nil` for none.
    ///   - agents: Whose balances are wanted.
    init(
        _ store: RunStore, _ run: StoredRun, before sequence: Int64?, of agents: [Int64]
    ) throws {
        let scenario = try RunPlan(stored: run, in: store).scenario
        let analyzer = RunAnalyzer(market: scenario.market, ticksPerYear: scenario.ticksPerYear)
        var created: Int64 = 0
        var holders: [Holder] = []
        var touches: [Touch] = []
        var touchesBeforeOrder: [Touch] = []
        let agentCount = scenario.agents.reduce(0) { $0 + $1.count }
        _ = try store.checkRecord(of: run) { checked in
            let isNear = checked.sequence >= (sequence ?? .max) - Self.nearness
            if isNear, Self.beginsAction(checked.event) {
                touchesBeforeOrder = scenario.market.instruments.map { Self.touch($0, analyzer) }
            }
            if checked.sequence == sequence, created == Int64(agentCount) {
                touches = scenario.market.instruments.map { Self.touch($0, analyzer) }
                holders = agents.filter { $0 < created }.map { Self.holder($0, analyzer) }
            }
            if case .agentCreated? = checked.event { created += 1 }
            if let event = checked.event { analyzer.consume(event, in: checked.tick) }
        }
        summary = analyzer.summary()
        // In the middle of an action the incoming order is told but has not traded yet.
        self.touches = touches.contains(where: \.isCrossed) ? touchesBeforeOrder : touches
        // Names are known by now, whenever the state was taken.
        self.holders = zip(agents, holders).map { agent, holder in
            var named = holder
            named.name = summary.agents[Int(agent)].name
            return named
        }
    }

    private static func beginsAction(_ event: Event?) -> Bool {
        if case .orderPlaced? = event { return true }
        if case .orderReplaced? = event { return true }
        return false
    }

    private static func touch(_ instrument: Instrument, _ analyzer: RunAnalyzer) -> Touch {
        Touch(
            symbol: instrument.symbol,
            bid: analyzer.depth(of: instrument.id, .bid, levels: 1).first?.price,
            ask: analyzer.depth(of: instrument.id, .ask, levels: 1).first?.price)
    }

    private static func holder(_ agent: Int64, _ analyzer: RunAnalyzer) -> Holder {
        let metrics = analyzer.metrics(of: AgentID(Int(agent)))
        return Holder(name: "", cash: metrics.cash, holdings: metrics.holdings)
    }

    /// The agents that an event names.
    static func agents(in rows: [EventRow?]) -> [Int64] {
        let keys = ["agent_id", "maker_agent_id", "taker_agent_id"]
        var found: [Int64] = []
        for row in rows.compactMap({ $0 }) {
            guard let payload = try? JSONParser.parse(row.payload) else { continue }
            for key in keys {
                guard let agent = payload[key]?.integerValue, !found.contains(agent) else {
                    continue
                }
                found.append(agent)
            }
        }
        return found.sorted()
    }
}
