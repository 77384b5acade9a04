public import Primitives

/// What an agent has come to at a tick's closing, exactly.
public struct AgentMetrics: Hashable, Sendable {
    /// Available and reserved together.
    public var cash: Amount
    /// Every asset but cash, by number.
    public var holdings: [AssetBalance]
    /// At the marks of the closing, in cash, rounded down.
    public var equity: Amount
    /// Equity less the starting equity at reference prices.
    public var profit: Amount
    /// In percent of the starting equity, rounded down; `nil` if that was nothing.
    public var profitPercent: Amount?
    /// The highest equity of any closing so far, the starting equity included.
    public var highWaterMark: Amount
    /// How far equity lies below the high-water mark now, as a fraction of it, rounded down;
    /// `nil` if that is nothing.
    public var drawdown: Amount?
    /// Trades it took part in so far; one with itself counts on both sides.
    public var trades: Int64
    /// Orders that passed every check so far.
    public var orders: Int64
    /// Actions refused so far.
    public var rejections: Int64
}

extension RunAnalyzer {
    /// An agent's figures at the last closing.
    ///
    /// - Complexity: O(assets).
    public func metrics(of agent: AgentID) -> AgentMetrics {
        let account = accounts.accounts[agent.index]
        let (start, peak) = (account.startingEquity.units, account.equities.peak)
        let equity = account.equities.last
        let profit = equity - start
        let scale = Int128(Amount.unitsPerWhole)
        var percent: Amount?
        if start > 0 {
            let ratio = WideArithmetic.flooredQuotientAndRest(
                profit, times: 100 * scale, over: start)
            percent = Amount(units: ratio.quotient)
        }
        var drawdown: Amount?
        if peak > 0 {
            drawdown = Amount(
                units: WideArithmetic.quotient(max(0, peak - equity), times: scale, over: peak))
        }
        return AgentMetrics(
            cash: Amount(units: account.cash), holdings: goods(of: agent.index),
            equity: Amount(units: equity), profit: Amount(units: profit), profitPercent: percent,
            highWaterMark: Amount(units: peak), drawdown: drawdown, trades: account.trades,
            orders: account.orders, rejections: account.rejections)
    }

    /// The best levels of one side of a book, the best first: prices, and what is open there.
    ///
    /// - Complexity: O(levels asked for).
    public func depth(
        of instrument: InstrumentID, _ side: Side, levels: Int
    ) -> [(price: Amount, open: Amount)] {
        quotes.books[instrument.index].levels(side, levels).map {
            (Amount(units: $0.price), Amount(units: $0.open))
        }
    }
}
