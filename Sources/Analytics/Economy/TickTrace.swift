import Determinism
public import MarketModel
import Preferences
public import Primitives

/// The tick trace of an economy: a JSON line per tick, the state at its end.
///
/// It follows from the events alone. Whoever drives the run takes ``lines`` away.
public final class TickTrace: EventConsumer {
    /// The lines of ticks that have ended, each with its newline.
    public private(set) var lines: [UInt8] = []

    private var fold = EconomyFold()
    private var modeChange: (old: EconomyMode, new: EconomyMode)?
    private var trades: [GoodsTraded] = []
    private var pairings: [EconomyEvent] = []
    private var markets: [MarketCleared] = []
    private var moves: [GoodsAllocated] = []

    /// Has seen nothing yet.
    public init() {}

    /// Forgets the lines, which have been taken away.
    public func removeLines() { lines.removeAll(keepingCapacity: true) }

    /// Takes an event in; the end of a tick adds a line.
    public func consume(_ event: Event, in tick: Tick) {
        fold.consume(event)
        switch event {
        case .tickStarted:
            fold.openTick()
            modeChange = nil
            trades.removeAll(keepingCapacity: true)
            pairings.removeAll(keepingCapacity: true)
            markets.removeAll(keepingCapacity: true)
            moves.removeAll(keepingCapacity: true)
        case .tickEnded: writeLine(tick)
        case .economy(.modeChanged(let old, let new)): modeChange = (old, new)
        case .economy(.goodsTraded(let trade)): trades.append(trade)
        case .economy(.goodsAllocated(let move)): moves.append(move)
        case .economy(.paired(let pair)): pairings.append(.paired(pair))
        case .economy(.unpaired(let pair)): pairings.append(.unpaired(pair))
        case .economy(.marketCleared(let market)): markets.append(market)
        case .economy, .runCreated, .runStarted, .runStopped, .runBranched, .agentCreated,
            .orderPlaced, .orderReplaced, .tradeExecuted, .orderCancelled, .orderExpired,
            .orderRejected, .rateLimitHit, .decayApplied, .agentBankrupt, .balanceUpdated,
            .scenarioEvent:
            break
        }
    }

    private func writeLine(_ tick: Tick) {
        var line = TraceText()
        line.open("tick", .integer(tick.index))
        line.add("mode", .string(fold.mode.rawValue))
        if let modeChange {
            line.add(
                "mode_change",
                [.string(modeChange.old.rawValue), .string(modeChange.new.rawValue)])
        }
        line.addList("agents", fold.agents.indices) { agent(AgentID($0), into: &$1) }
        line.addList("trades", trades) { trade($0, into: &$1) }
        line.addList("pairings", pairings) { pairing($0, into: &$1) }
        if fold.economy?.hasMarkets == true {
            line.addList("markets", markets) { market($0, into: &$1) }
        }
        if fold.economy?.hasAuctioneer == true {
            line.addList("moves", moves) { move($0, into: &$1) }
        }
        line.add("resources_changed", .array(changedCells()))
        line.add("claims", .array(claims()))
        line.close()
        lines.append(contentsOf: line.bytes)
        lines.append(UInt8(ascii: "\n"))
    }

    private func agent(_ id: AgentID, into line: inout TraceText) {
        let agent = fold.agents[id.index]
        line.open("id", .integer(Int64(id.index)))
        line.add("pos", agent.position.document)
        line.add("A", .integer(agent.holding.a))
        line.add("B", .integer(agent.holding.b))
        line.add("M", .integer(agent.holding.money))
        let utility = fold.utility(of: id)
        let ofGoods = agent.taste.utility.level(
            a: Double(agent.holding.a), b: Double(agent.holding.b))
        line.add("utility", .real(utility))
        if ofGoods != utility { line.add("u_goods", .real(ofGoods)) }
        if fold.economy?.learnsValueOfMoney == true {
            line.add("lambda", .real(agent.taste.lambda))
        }
        line.add("paired_with", agent.partner.map { .integer(Int64($0.index)) } ?? .null)
        if let target = agent.target { line.add("target", target.document) }
        if let other = agent.targetAgent { line.add("target_agent", .integer(Int64(other.index))) }
        if let cell = agent.commitment { line.add("committed", cell.document) }
        line.close()
    }

    private func trade(_ trade: GoodsTraded, into line: inout TraceText) {
        let amounts = trade.amounts
        line.open("buyer", .integer(Int64(trade.buyer.index)))
        line.add("seller", .integer(Int64(trade.seller.index)))
        line.add("pair", .string(trade.pair.rawValue))
        line.add("dA", .integer(amounts.a))
        line.add("dB", .integer(amounts.b))
        line.add("dM", .integer(amounts.money))
        line.add("price", .real(trade.price))
        line.add("at", trade.position.document)
        line.close()
    }

    private func move(_ move: GoodsAllocated, into line: inout TraceText) {
        line.open("agent", .integer(Int64(move.agent.index)))
        line.add("dA", .integer(move.change.a))
        line.add("dB", .integer(move.change.b))
        line.add("dM", .integer(move.change.money))
        line.add("at", move.position.document)
        line.close()
    }

    private func pairing(_ event: EconomyEvent, into line: inout TraceText) {
        if case .paired(let pair) = event {
            line.open("event", "pair")
            line.add("i", .integer(Int64(pair.first.index)))
            line.add("j", .integer(Int64(pair.second.index)))
            line.add("reason", .string(pair.reason.rawValue))
            line.add("surplus_i", .real(pair.surplus))
            line.add("surplus_j", .real(pair.surplus))
            line.close()
        } else if case .unpaired(let pair) = event {
            line.open("event", "unpair")
            line.add("i", .integer(Int64(pair.first.index)))
            line.add("j", .integer(Int64(pair.second.index)))
            line.add("reason", .string(pair.reason.name))
            line.close()
        }
    }

    private func market(_ market: MarketCleared, into line: inout TraceText) {
        func ids(_ agents: [AgentID]) -> JSONValue {
            .array(agents.map { .integer(Int64($0.index)) })
        }
        line.open("id", .integer(market.market))
        line.add("pair", .string(market.pair.rawValue))
        line.add("members", ids(market.members))
        line.add("price", market.price.map { .real($0) } ?? .null)
        line.add("buyers", ids(market.buyers))
        line.add("sellers", ids(market.sellers))
        line.add("volume", .integer(market.volume))
        line.close()
    }

    private func changedCells() -> [JSONValue] {
        fold.changedCells.map { (fold.cells[$0.cell], $0.before) }
            .filter { $0.amount != $1 }.map(\.0).sorted { $0.position < $1.position }
            .map {
                [
                    .integer(Int64($0.position.x)), .integer(Int64($0.position.y)),
                    .integer($0.amount),
                ]
            }
    }

    private func claims() -> [JSONValue] {
        fold.claims.sorted { $0.position < $1.position }.map {
            [
                .integer(Int64($0.position.x)), .integer(Int64($0.position.y)),
                .integer(Int64($0.agent.index)),
            ]
        }
    }
}

/// JSON objects member by member, in the order in which a reader wants them.
private struct TraceText {
    private(set) var bytes: [UInt8] = []

    mutating func open(_ key: String, _ value: JSONValue) {
        bytes.append(UInt8(ascii: "{"))
        append(key, value)
    }

    mutating func add(_ key: String, _ value: JSONValue) {
        bytes.append(UInt8(ascii: ","))
        append(key, value)
    }

    mutating func addList<Elements: Sequence>(
        _ key: String, _ elements: Elements,
        _ write: (Elements.Element, inout TraceText) -> Void
    ) {
        bytes.append(contentsOf: ",\"\(key)\":[".utf8)
        var isFirst = true
        for element in elements {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            write(element, &self)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    mutating func close() { bytes.append(UInt8(ascii: "}")) }

    private mutating func append(_ key: String, _ value: JSONValue) {
        bytes.append(contentsOf: "\"\(key)\":".utf8)
        bytes.append(contentsOf: CanonicalJSON.encode(value))
    }
}

extension JSONValue {
    /// A number; a text where there is none with digits.
    static func real(_ value: Double) -> JSONValue {
        value.isFinite ? .number(value) : RecordedReal.document(value)
    }
}

extension Position {
    var document: JSONValue { [.integer(Int64(x)), .integer(Int64(y))] }
}
