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
    /// Of an economy: what was exchanged two by two.
    case economyTrades = "economy_trades"
    /// Of an economy: every agent at the end of every tick.
    case agentSnapshots = "agent_snapshots"
    /// Of an economy: what grows where, at the end of every tenth tick.
    case resourceSnapshots = "resource_snapshots"
    /// Of an economy: what every agent decided in every tick.
    case decisions
    /// Of an economy: pairs made and dissolved.
    case pairings
    /// Of an economy: what agents learned of the value of money.
    case lambdaUpdates = "lambda_updates"
    /// Of an economy: where the mode is not that of the tick before.
    case modeChanges = "mode_changes"
    /// Of an economy: what may be done in each tick.
    case tickStates = "tick_states"
    /// Of an economy with markets: what each came to, good by good.
    case marketEvents = "market_events"
    /// Of an economy that logs them: whom each agent would trade with, best first.
    case preferences
    /// Of an economy that is looked into: every block that a negotiation looked at.
    case tradeAttempts = "trade_attempts"

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
        case .economyTrades: Self.economyTradeColumns
        case .agentSnapshots: Self.snapshotColumns
        case .resourceSnapshots: ["tick", "x", "y", "resource_type", "amount"]
        case .decisions: Self.decisionColumns
        case .pairings:
            ["tick", "agent_i", "agent_j", "event", "reason", "surplus_i", "surplus_j"]
        case .lambdaUpdates: Self.lambdaColumns
        case .modeChanges: ["tick", "old_mode", "new_mode"]
        case .tickStates: ["tick", "current_mode", "exchange_regime", "active_pairs"]
        case .marketEvents: Self.marketColumns
        case .preferences: Self.preferenceColumns
        case .tradeAttempts: Self.attemptColumns
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
    /// A real number: a price, a utility; infinite where it has no bound.
    case real(Double)
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
    /// How much is kept of an economy.
    public var telemetry: EconomyTelemetry

    /// Asks for snapshots of the books or for none, and for so much of an economy.
    public init(
        bookEveryTicks: Int64? = nil, bookLevels: Int = 10,
        telemetry: EconomyTelemetry = .standard
    ) {
        self.bookEveryTicks = bookEveryTicks
        self.bookLevels = bookLevels
        self.telemetry = telemetry
    }

    /// Whether a run of a kind has any tables made by these; no laboratory's has.
    public func leavesTables(ofKind kind: String) -> Bool {
        switch kind {
        case "exchange": true
        case "economy": telemetry != .none
        default: false
        }
    }
}
