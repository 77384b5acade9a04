/// A table of a results file; its first column is the number of the run.
public enum ResultTable: String, Hashable, Sendable, CaseIterable {
    /// A row per run.
    case runs
    /// A row per run and agent.
    case agents
    /// A row per run and instrument, or pair of goods.
    case instruments
    /// A row per run and way to trade.
    case institutions

    /// The columns in order.
    public var columns: [String] {
        switch self {
        case .runs:
            [
                "number", "run_id", "variant", "scenario", "kind", "settings", "seed", "status",
                "error", "ticks", "actions", "events", "trades", "final_hash",
            ]
        case .agents:
            [
                "number", "agent", "name", "kind", "bot", "status", "cash", "holdings", "equity",
                "pnl", "pnl_pct", "spread", "inventory", "fees", "rebates", "decay", "other",
                "max_drawdown", "sharpe", "sharpe_annual", "win_rate", "trades", "orders",
                "rejections", "rate_limited", "maker_share", "fees_paid", "decay_paid",
                "bankrupt_at_tick", "start_utility", "end_utility", "gain",
            ]
        case .instruments:
            [
                "number", "instrument", "open", "high", "low", "last", "volume", "trades", "vwap",
                "mean_spread", "median_spread", "quoted_share", "mean_depth", "volatility",
                "mean_price", "price_deviation",
            ]
        case .institutions:
            [
                "number", "institution", "trades", "volume", "failed", "house", "mean_gain",
                "gini",
            ]
        }
    }

    /// How many columns, from the first, tell a row from all others.
    public var keyCount: Int { self == .runs ? 1 : 2 }

    /// The columns that hold amounts: text with eight decimals.
    public var amounts: [String] {
        switch self {
        case .runs: []
        case .agents:
            [
                "cash", "equity", "pnl", "spread", "inventory", "fees", "rebates", "decay",
                "other", "fees_paid", "decay_paid",
            ]
        case .instruments:
            [
                "open", "high", "low", "last", "volume", "vwap", "mean_spread", "median_spread",
                "mean_depth",
            ]
        case .institutions: ["volume"]
        }
    }

    /// The place of a column.
    ///
    /// - Precondition: There is such a column.
    public func place(of column: String) -> Int {
        guard let place = columns.firstIndex(of: column) else {
            preconditionFailure("\(rawValue) has no column \(column)")
        }
        return place
    }
}
