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

    /// Trades of an instrument before an event, the newest first.
    func trades(
        of instrument: InstrumentID, before sequence: Int64, in ticks: ClosedRange<Int64>,
        limit: Int
    ) -> FoundTrades {
        Self.page(byInstrument[instrument.index], before: sequence, in: ticks, limit: limit)
    }

    /// Trades of a remote agent before an event, the newest first.
    func trades(
        of agent: AgentID, before sequence: Int64, in ticks: ClosedRange<Int64>, limit: Int
    ) -> FoundTrades {
        Self.page(byAgent[agent.index] ?? [], before: sequence, in: ticks, limit: limit)
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
        _ list: Deque<RecordedTrade>, before sequence: Int64, in ticks: ClosedRange<Int64>,
        limit: Int
    ) -> FoundTrades {
        var low = 0
        var high = list.count
        while low < high {
            let middle = (low + high) / 2
            if list[middle].sequence < sequence { low = middle + 1 } else { high = middle }
        }
        var found = FoundTrades()
        for index in (0..<low).reversed() {
            let tick = list[index].tick.index
            if tick < ticks.lowerBound { return found }
            if tick <= ticks.upperBound { found.trades.append(list[index]) }
            if found.trades.count == limit { return found }
        }
        // A full list has forgotten what was before.
        if list.count == kept, let first = list.first {
            found.earlier = min(sequence, first.sequence)
        }
        return found
    }
}

/// Trades, the newest first, and whether the archive may have more of them.
struct FoundTrades: Sendable {
    var trades: [RecordedTrade] = []
    /// The event before which the archive goes on.
    var earlier: Int64?

    /// How many events of the archive are looked at for a page.
    private static let mostEvents = 50_000

    /// Adds what the archive has.
    ///
    /// - Parameter isWanted: Whether a trade belongs into the list.
    /// - Throws: What the store failed with.
    mutating func addEarlier(
        from archive: any RunArchive, in ticks: ClosedRange<Int64>, limit: Int,
        where isWanted: (TradeExecuted) -> Bool
    ) throws {
        guard let start = earlier else { return }
        earlier = nil
        var left = Self.mostEvents
        try archive.forEachEvent(before: start) { sequence, event, tick in
            if tick.index < ticks.lowerBound { return false }
            if case .tradeExecuted(let trade) = event, tick.index <= ticks.upperBound,
                isWanted(trade)
            {
                trades.append(RecordedTrade(trade: trade, tick: tick, sequence: sequence))
            }
            left -= 1
            // The next page goes on from here.
            if left == 0 { earlier = sequence }
            return trades.count < limit && left > 0
        }
    }
}
