import Analytics
import Determinism
import Institutions
import MarketModel
import Preferences
import Primitives

/// The grid tick by tick: what changed in each, from which a page can make any state again.
struct EconomyFrames {
    /// How many ticks are carried at most.
    static let mostTicks = 1_000
    /// How many numbers all frames hold together at most; one takes about six bytes.
    private static let mostNumbers = 450_000

    /// How many ticks are carried.
    private(set) var count = 0
    private var frames: [JSONValue] = []
    private var tradeRows: [(tick: Int64, cell: Int, trade: GoodsTraded)] = []
    private var numbers = 0
    private var isFull = false
    private var current = FrameChanges()
    private var pendingTrades: [GoodsTraded] = []
    private var startState: JSONValue = .null
    private var startCells: JSONValue = []
    private var side = 1
    private var pairs: [ExchangePair] = []

    mutating func start(_ fold: EconomyFold, _ rules: EconomyRulesView) {
        side = rules.gridSize
        pairs = rules.pairs
        let changes = FrameChanges(all: fold.agents.count)
        startState = frame(changes, fold, rules).0
        startCells = .array(
            fold.cells.flatMap { cell in
                [
                    .integer(Int64(place(cell.position))), .integer(cell.good == .a ? 0 : 1),
                    .integer(cell.amount),
                ]
            })
        current = FrameChanges(count: fold.agents.count)
    }

    mutating func note(_ event: EconomyEvent) {
        if isFull { return }
        if case .goodsTraded(let trade) = event { pendingTrades.append(trade) }
        current.note(event)
    }

    mutating func close(_ tick: Int64, _ fold: EconomyFold, _ rules: EconomyRulesView) {
        if isFull { return }
        let (frame, size) = frame(current, fold, rules)
        let cost = size + 8 * pendingTrades.count
        guard count < Self.mostTicks, numbers + cost <= Self.mostNumbers else {
            isFull = true
            return
        }
        frames.append(frame)
        for trade in pendingTrades { tradeRows.append((tick, place(trade.position), trade)) }
        pendingTrades.removeAll(keepingCapacity: true)
        numbers += cost
        count += 1
        current.reset()
    }

    /// The cells on which something grows: place, good (0 is A, 1 is B) and amount in turns.
    var cells: JSONValue { startCells }

    /// The state before the first tick, and what changed in every tick.
    var document: JSONValue { ["start": startState, "ticks": .array(frames)] }

    /// The trades of the ticks that are carried, in columns.
    var trades: JSONValue {
        func column(
            _ name: String, _ value: ((tick: Int64, cell: Int, trade: GoodsTraded)) -> JSONValue
        ) -> JSONMember {
            JSONMember(name, .array(tradeRows.map(value)))
        }
        return .object([
            column("tick") { .integer($0.tick) }, column("cell") { .integer(Int64($0.cell)) },
            column("buyer") { .integer(Int64($0.trade.buyer.index)) },
            column("seller") { .integer(Int64($0.trade.seller.index)) },
            column("pair") { .string($0.trade.pair.rawValue) },
            column("units") { .integer($0.trade.units) },
            column("payment") { .integer($0.trade.payment) },
            column("price") { EconomySeries.real($0.trade.price) },
            column("gain_buyer") { EconomySeries.real($0.trade.gainOfBuyer) },
            column("gain_seller") { EconomySeries.real($0.trade.gainOfSeller) },
        ])
    }

    private func place(_ position: Position) -> Int { Int(position.y) * side + Int(position.x) }
}

// What one frame holds.
extension EconomyFrames {
    private func frame(
        _ changes: FrameChanges, _ fold: EconomyFold, _ rules: EconomyRulesView
    ) -> (JSONValue, Int) {
        var members: [JSONMember] = []
        var size = 0
        func add(_ key: String, _ values: [JSONValue]) {
            if values.isEmpty { return }
            size += values.count
            members.append(JSONMember(key, .array(values)))
        }
        add("at", changes.moved.sorted().flatMap { [id($0), cell(fold.agents[$0].position)] })
        add("has", changes.holding.sorted().flatMap { holding($0, fold) })
        add("quotes", changes.holding.sorted().flatMap { quotes($0, fold, rules) })
        add("goal", changes.target.sorted().flatMap { goal($0, fold.agents[$0]) })
        add("pairs", changes.pairings.flatMap { [id($0.0), id($0.1), .integer($0.2)] })
        add("grown", changes.cells.sorted().flatMap { [cell($0), .integer(fold.amount(at: $0))] })
        if changes.failed > 0 { members.append(JSONMember("failed", .integer(changes.failed))) }
        return (.object(members), size)
    }

    private func id(_ agent: Int) -> JSONValue { .integer(Int64(agent)) }
    private func cell(_ position: Position) -> JSONValue { .integer(Int64(place(position))) }

    /// Who, its A, B and money, its utility and its λ.
    private func holding(_ index: Int, _ fold: EconomyFold) -> [JSONValue] {
        let agent = fold.agents[index]
        return [
            id(index), .integer(agent.holding.a), .integer(agent.holding.b),
            .integer(agent.holding.money), EconomySeries.real(fold.utility(of: AgentID(index))),
            EconomySeries.real(agent.taste.lambda),
        ]
    }

    /// Who, and ask and bid of every pair that may be exchanged; null where it sells at no price.
    private func quotes(
        _ index: Int, _ fold: EconomyFold, _ rules: EconomyRulesView
    ) -> [JSONValue] {
        guard let terms = fold.economy?.terms else { return [] }
        let agent = fold.agents[index]
        let quotes = Quotes(
            agent.taste, holding: agent.holding, spread: rules.spread, terms: terms)
        return [id(index)]
            + pairs.flatMap { pair in
                [EconomySeries.real(quotes[pair].ask), EconomySeries.real(quotes[pair].bid)]
            }
    }

    /// Who, the cell it walks to and the agent it seeks; −1 for none.
    private func goal(_ index: Int, _ agent: FoldedAgent) -> [JSONValue] {
        [
            id(index), agent.target.map(cell) ?? .integer(-1),
            .integer(Int64(agent.targetAgent?.index ?? -1)),
        ]
    }
}
