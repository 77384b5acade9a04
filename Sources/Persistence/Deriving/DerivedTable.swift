/// A table whose rows follow from the events of a run.
public enum DerivedTable: String, Hashable, Sendable, CaseIterable {
    /// Who took part, and what became of it.
    case agents
    /// What was traded.
    case trades
    /// Every order, as its events left it: placed = filled + open + what it gave up or changed.
    case orders
    /// Every so many ticks and at the last one, what each agent had come to.
    case metrics = "metrics_snapshots"
    /// Every so many ticks, the best levels of each side.
    case books = "book_snapshots"

    /// The columns after `run`, in the order of a row.
    public var columns: [String] {
        switch self {
        case .agents:
            ["agent", "name", "kind", "bot", "balances", "bankrupt_at_tick", "bankruptcy_cause"]
        case .trades:
            [
                "trade", "seq", "tick", "instrument", "price", "quantity", "aggressor_side",
                "maker_order", "taker_order", "maker_agent", "taker_agent", "maker_fee",
                "taker_fee",
            ]
        case .orders:
            [
                "order_id", "seq", "tick", "agent", "instrument", "side", "type",
                "time_in_force", "price", "expires_at_tick", "client_order_id", "estate",
                "quantity", "filled", "open", "status", "reason", "closed_at_tick",
            ]
        case .metrics:
            [
                "agent", "tick", "cash", "holdings", "equity", "pnl", "pnl_percent",
                "high_water_mark", "drawdown", "trades", "orders", "rejections",
            ]
        case .books: ["tick", "instrument", "side", "level", "price", "quantity"]
        }
    }
}

/// A value of such a row.
public enum DerivedValue: Hashable, Sendable {
    /// There is none.
    case none
    /// A number, a count, a tick.
    case integer(Int64)
    /// A name, a word, an amount with its eight decimals.
    case text(String)
}

/// Where such rows go.
public protocol DerivedSink {
    /// Takes a row: a value for every column of its table but the run.
    ///
    /// - Throws: Whatever the outside failed with; nothing follows.
    mutating func add(_ row: [DerivedValue], to table: DerivedTable) throws
}

/// What is derived besides what always is.
public struct DerivedOptions: Hashable, Sendable {
    /// The number of ticks between two snapshots of the books; `nil` takes none.
    public var bookEveryTicks: Int64?
    /// How many levels of a side a snapshot has at most.
    public var bookLevels: Int

    /// Asks for snapshots of the books, or for none.
    public init(bookEveryTicks: Int64? = nil, bookLevels: Int = 10) {
        self.bookEveryTicks = bookEveryTicks
        self.bookLevels = bookLevels
    }
}
