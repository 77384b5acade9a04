import Determinism
import MarketModel

extension SchemaName {
    /// The schema, in a market of these instruments and assets.
    func schema(in market: MarketDescription) -> JSONValue {
        switch self {
        case .actionBatch: Self.batchSchema
        case .action: Self.actionSchema(in: market)
        case .actionAnswer: Self.answerSchema
        case .actionResult: Self.resultSchema
        case .execution: Self.executionSchema
        case .agent: Self.agentSchema
        case .balance: Self.balanceSchema
        case .order: Self.orderSchema
        case .orderPage: Schema.page(of: .order)
        case .ownTrade: Self.ownTradeSchema
        case .ownTradePage: Schema.page(of: .ownTrade)
        case .instrument: Self.instrumentSchema
        case .instrumentList:
            Schema.object([
                ("tick_id", Schema.count), ("event_seq", Schema.sequence),
                ("items", Schema.list(of: SchemaName.instrument.reference)),
            ])
        case .book: Self.bookSchema
        case .level: Self.levelSchema
        case .trade: Self.tradeSchema
        case .tradePage: Schema.page(of: .trade)
        case .candle: Self.candleSchema
        case .candlePage: Schema.page(of: .candle)
        case .stats: Self.statsSchema
        case .runStatus: Self.runSchema
        case .leaderboard: Self.leaderboardSchema
        case .ranking: Self.rankingSchema
        case .newAgent: Self.newAgentSchema(in: market)
        case .createdAgent: Self.createdAgentSchema
        case .newKey: Self.newKeySchema
        case .createdKey: Self.createdKeySchema
        case .health: Schema.object([("status", Schema.text)])
        case .problem: Self.problemSchema
        case .anything: ["type": "object"]
        }
    }

    private static let instrumentSchema = Schema.object([
        ("symbol", Schema.text), ("tick_size", Schema.amount), ("lot_size", Schema.amount),
        ("max_price", Schema.amount), ("max_quantity", Schema.amount),
        ("maker_bps", Schema.text), ("taker_bps", Schema.text),
        ("reference_price", Schema.amount), ("mark_price", Schema.amount),
        ("status", Schema.words(["trading", "halted"])),
    ])

    private static let bookSchema = Schema.object([
        ("instrument", Schema.text), ("tick_id", Schema.count), ("event_seq", Schema.sequence),
        ("bids", Schema.list(of: SchemaName.level.reference)),
        ("asks", Schema.list(of: SchemaName.level.reference)),
    ])

    private static let levelSchema: JSONValue = [
        "type": "array", "description": "Price, quantity and number of orders.",
        "prefixItems": [Schema.amount, Schema.amount, Schema.count], "items": false,
        "minItems": 3, "maxItems": 3,
    ]

    private static let tradeSchema = Schema.object([
        ("trade_id", Schema.count), ("instrument", Schema.text), ("tick_id", Schema.count),
        ("event_seq", Schema.sequence), ("price", Schema.amount), ("quantity", Schema.amount),
        ("aggressor_side", Schema.side),
    ])

    private static let candleSchema = Schema.object([
        ("tick_id", Schema.count), ("open", Schema.amount), ("high", Schema.amount),
        ("low", Schema.amount), ("close", Schema.amount), ("volume", Schema.amount),
        ("trades", Schema.count),
    ])

    private static let statsSchema: JSONValue = {
        let price = Schema.nullable(Schema.amount)
        return Schema.object([
            ("instrument", Schema.text), ("tick_id", Schema.count),
            ("event_seq", Schema.sequence), ("open", price), ("high", price), ("low", price),
            ("last", price), ("volume", Schema.amount), ("trades", Schema.count),
            ("vwap", price), ("mark_price", Schema.amount), ("best_bid", price),
            ("best_ask", price), ("mean_spread", price), ("median_spread", price),
            ("mean_depth_at_best", price), ("volatility", Schema.nullableNumber),
        ])
    }()

    private static let runSchema = Schema.object(
        [
            ("run_id", Schema.text), ("name", Schema.text), ("seed", Schema.count),
            ("status", Schema.words(["running", "paused", "completed"])),
            ("tick_id", Schema.count), ("ticks", Schema.count), ("event_seq", Schema.sequence),
            ("event_hash", Schema.text), ("tick_every_ms", Schema.count),
            ("max_actions_per_tick", Schema.count),
        ], optional: ["tick_every_ms"])

    private static let leaderboardSchema = Schema.object([
        ("metric", Schema.words(LeaderboardMetric.allCases.map(\.rawValue))),
        ("tick_id", Schema.count), ("event_seq", Schema.sequence),
        ("items", Schema.list(of: SchemaName.ranking.reference)),
    ])

    private static let rankingSchema = Schema.object(
        [
            ("rank", Schema.count), ("agent_id", Schema.count), ("name", Schema.text),
            ("kind", Schema.words(["bot", "remote"])), ("bot", Schema.text),
            ("status", Schema.words(["active", "bankrupt"])), ("equity", Schema.amount),
            ("pnl", Schema.amount), ("pnl_percent", Schema.nullableNumber),
            ("spread", Schema.amount), ("inventory", Schema.amount), ("fees", Schema.amount),
            ("rebates", Schema.amount), ("decay", Schema.amount), ("other", Schema.amount),
            ("trade_count", Schema.count), ("sharpe", Schema.nullableNumber),
            ("max_drawdown", Schema.nullableNumber),
        ], optional: ["bot"])

    private static func newAgentSchema(in market: MarketDescription) -> JSONValue {
        let assets = market.assets.map { JSONMember($0, Schema.endowment) }
        return Schema.object([
            ("name", ["type": "string", "pattern": "^[a-z0-9][a-z0-9._-]{0,63}$"]),
            (
                "balances",
                [
                    "type": "object", "description": "By asset; what is left out is zero.",
                    "properties": .object(assets), "additionalProperties": false,
                ]
            ),
        ])
    }

    private static let createdAgentSchema = Schema.object([
        ("agent_id", Schema.count), ("name", Schema.text), ("active_from_tick", Schema.count),
        ("key_id", Schema.text), ("api_key", Schema.text),
    ])

    private static let newKeySchema = Schema.object(
        [
            (
                "expires_in",
                [
                    "type": "integer", "minimum": 1, "maximum": 3_155_760_000,
                    "description": "Seconds until the key ends; it does not by itself.",
                ]
            )
        ], optional: ["expires_in"])

    private static let createdKeySchema = Schema.object(
        [
            ("agent_id", Schema.count), ("key_id", Schema.text), ("api_key", Schema.text),
            ("expires_at", Schema.count),
        ], optional: ["expires_at"])

    private static let problemSchema = Schema.object(
        [
            ("type", Schema.text), ("title", Schema.text), ("status", Schema.count),
            ("detail", Schema.text),
            ("code", Schema.words(ProblemCode.allCases.map(\.rawValue))),
            (
                "errors",
                Schema.list(
                    of: Schema.object([("path", Schema.text), ("message", Schema.text)]))
            ),
        ], optional: ["errors"])
}
