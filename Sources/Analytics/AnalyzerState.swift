public import MarketModel
public import Primitives

/// What a ``RunAnalyzer`` has folded so far, as plain values to be kept in a snapshot.
public struct AnalyzerState: Codable, Sendable {
    var books: ContiguousArray<QuoteBook>
    var orders: OpenOrders
    var accounts: AccountFold
    var statistics: ContiguousArray<InstrumentStatistics>
    var stopReason: RunStopReason?
    var eventCount: Int64
    var actionCount: Int64
    var tradeCount: Int64
    var ticksDone: Int64
}

extension RunAnalyzer {
    /// What has been folded so far.
    public var state: AnalyzerState {
        AnalyzerState(
            books: quotes.books, orders: quotes.orders, accounts: accounts,
            statistics: statistics, stopReason: stopReason, eventCount: eventCount,
            actionCount: actionCount, tradeCount: tradeCount, ticksDone: ticksDone)
    }

    /// Prepares to fold the rest of a run.
    ///
    /// - Parameters:
    ///   - market: The run's assets and instruments.
    ///   - ticksPerYear: What annualises a Sharpe ratio; positive.
    ///   - origin: The scenario and seed of the run.
    ///   - state: Of an analyzer of the same run.
    /// - Throws: `SnapshotError` when the state cannot be one of this market.
    public convenience init(
        market: MarketDescription, ticksPerYear: Int64, origin: RunCreated,
        restoring state: AnalyzerState
    ) throws(SnapshotError) {
        self.init(market: market, ticksPerYear: ticksPerYear)
        let count = market.instruments.count
        guard state.books.count == count, state.statistics.count == count,
            state.accounts.fits(assetCount: market.assets.count)
        else { throw SnapshotError("figures of another market") }
        restore(state, origin: origin)
    }
}

extension OpenOrders: Codable {
    private enum Key: String, CodingKey { case issued, open }

    private struct Entry: Codable {
        var id: OrderID
        var order: Order
    }

    /// Reads the open orders; the closed ones leave only their number.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let issued = try container.decode(Int64.self, forKey: .issued)
        let entries = try container.decode([Entry].self, forKey: .open)
        self.init()
        var last: Int64 = 0
        for entry in entries {
            guard entry.id.number > last, entry.id.number <= issued else {
                throw DecodingError.dataCorruptedError(
                    forKey: .open, in: container, debugDescription: "order ids must rise")
            }
            last = entry.id.number
            insert(entry.id, entry.order)
        }
        pad(to: issued)
    }

    /// Writes the open orders by rising id.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(issuedCount, forKey: .issued)
        let entries = openIDs.map { Entry(id: $0, order: self[$0]) }
        try container.encode(entries, forKey: .open)
    }
}
