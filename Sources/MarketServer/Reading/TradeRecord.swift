import DequeModule
import MarketModel
import Primitives

/// A trade with its place in the record.
struct RecordedTrade: Sendable {
    var trade: TradeExecuted
    var tick: Tick
    var sequence: Int64
}

/// The last trades of every instrument and of every remote agent, folded from the events.
final class TradeRecord: EventConsumer {
    /// How many are kept of each.
    static let kept = 10_000

    private var byInstrument: [Deque<RecordedTrade>]
    private var byAgent: [Int: Deque<RecordedTrade>] = [:]
    private var sequence: Int64 = -1

    init(instruments: Int) { byInstrument = Array(repeating: [], count: instruments) }

    func consume(_ event: Event, in tick: Tick) {
        sequence += 1
        switch event {
        case .agentCreated(let agent):
            if agent.kind == .remote { byAgent[agent.agent.index] = [] }
        case .tradeExecuted(let trade):
            let recorded = RecordedTrade(trade: trade, tick: tick, sequence: sequence)
            Self.append(recorded, to: &byInstrument[trade.instrument.index])
            note(recorded, of: trade.makerAgent)
            if trade.takerAgent != trade.makerAgent { note(recorded, of: trade.takerAgent) }
        case .runCreated, .runBranched, .runStarted, .runStopped, .tickStarted, .tickEnded,
            .orderPlaced, .orderReplaced, .orderCancelled, .orderExpired, .orderRejected,
            .rateLimitHit, .decayApplied, .agentBankrupt, .balanceUpdated, .scenarioEvent,
            .economy:
            break
        }
    }

    /// Trades of an instrument before one, the newest first.
    func trades(
        of instrument: InstrumentID, before trade: Int64, in ticks: ClosedRange<Int64>, limit: Int
    ) -> [RecordedTrade] {
        Self.page(byInstrument[instrument.index], before: trade, in: ticks, limit: limit)
    }

    /// Trades of a remote agent before one, the newest first.
    func trades(
        of agent: AgentID, before trade: Int64, in ticks: ClosedRange<Int64>, limit: Int
    ) -> [RecordedTrade] {
        Self.page(byAgent[agent.index] ?? [], before: trade, in: ticks, limit: limit)
    }

    private func note(_ trade: RecordedTrade, of agent: AgentID) {
        guard byAgent[agent.index] != nil else { return }
        Self.append(trade, to: &byAgent[agent.index, default: []])
    }

    private static func append(_ trade: RecordedTrade, to list: inout Deque<RecordedTrade>) {
        if list.count == kept { list.removeFirst() }
        list.append(trade)
    }

    private static func page(
        _ list: Deque<RecordedTrade>, before trade: Int64, in ticks: ClosedRange<Int64>, limit: Int
    ) -> [RecordedTrade] {
        var low = 0
        var high = list.count
        while low < high {
            let middle = (low + high) / 2
            if list[middle].trade.trade.number < trade { low = middle + 1 } else { high = middle }
        }
        var found: [RecordedTrade] = []
        for index in (0..<low).reversed() {
            let tick = list[index].tick.index
            if tick < ticks.lowerBound { break }
            if tick <= ticks.upperBound { found.append(list[index]) }
            if found.count == limit { break }
        }
        return found
    }
}
