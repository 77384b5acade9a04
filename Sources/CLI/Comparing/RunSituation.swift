import Analytics
import Determinism
import Kernel
import MarketModel
import Persistence
import Primitives

/// What a run had come to just before one of its events, and in the end.
struct RunSituation {
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

    /// What the agents have that the event is about, a line each.
    private(set) var holders: [String] = []
    private(set) var touches: [Touch] = []
    /// After the last event.
    let outcome: RunOutcome

    /// Folds a run, whose record is checked on the way.
    ///
    /// - Parameters:
    ///   - sequence: The number of the event before which the state is taken; `nil` for none.
    ///   - agents: Whose belongings are wanted.
    init(
        _ store: RunStore, _ run: StoredRun, before sequence: Int64?, of agents: [Int64]
    ) throws {
        let figures = RunFigures(try RunPlan(stored: run, in: store).scenario)
        var holders: [String] = []
        var touches: [Touch] = []
        var touchesBeforeOrder: [Touch] = []
        _ = try store.checkRecord(of: run) { checked in
            let isNear = checked.sequence >= (sequence ?? .max) - Self.nearness
            if isNear, Self.beginsAction(checked.event) {
                touchesBeforeOrder = Self.touches(figures)
            }
            if checked.sequence == sequence, checked.event?.belongsToGenesis == false {
                touches = Self.touches(figures)
                holders = Self.holders(agents, figures.outcome())
            }
            if let event = checked.event { figures.consumer.consume(event, in: checked.tick) }
        }
        outcome = figures.outcome()
        // In the middle of an action the incoming order is told but has not traded yet.
        self.touches = touches.contains(where: \.isCrossed) ? touchesBeforeOrder : touches
        self.holders = holders
    }

    /// The best prices of an exchange; an economy has none.
    private static func touches(_ figures: RunFigures) -> [Touch] {
        guard case .exchange(let analyzer) = figures else { return [] }
        return analyzer.instruments.map { touch($0, analyzer) }
    }

    private static func holders(_ agents: [Int64], _ outcome: RunOutcome) -> [String] {
        switch outcome {
        case .exchange(let summary):
            summary.agents.filter { agents.contains(Int64($0.id.index)) }.map { agent in
                let goods = agent.holdings.map { "\(amount($0.amount)) \($0.asset)" }
                let all = ["\(amount(agent.cash)) cash"] + goods
                return "\(agent.name): \(all.joined(separator: ", "))"
            }
        case .economy(let summary):
            summary.agents.filter { agents.contains(Int64($0.id.index)) }.map { agent in
                "agent \(agent.id.index): \(agent.holding.a) A, \(agent.holding.b) B, "
                    + "\(agent.holding.money) M"
            }
        // What a trader has left follows from the trades beside.
        case .laboratory: []
        }
    }

    private static func amount(_ amount: Amount) -> String {
        Numeral.amount(amount, decimals: 2)
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

    /// The agents that an event names.
    static func agents(in rows: [EventRow?]) -> [Int64] {
        let keys = [
            "agent_id", "maker_agent_id", "taker_agent_id", "buyer", "seller", "agent_i",
            "agent_j",
        ]
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

extension Event {
    /// Whether it comes before the first tick, when not everybody is there yet.
    fileprivate var belongsToGenesis: Bool {
        switch self {
        case .runCreated, .agentCreated, .runStarted, .economy(.agentCreated),
            .economy(.resourcePlaced):
            true
        default: false
        }
    }
}
