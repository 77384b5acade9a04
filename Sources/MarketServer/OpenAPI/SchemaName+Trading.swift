import Determinism
import MarketModel

// What agents send and get.
extension SchemaName {
    /// The key in the body is left to the description: a schema cannot say that it stands in the
    /// place of the header, and generators would send both.
    static let batchSchema = Schema.object([
        (
            "actions",
            [
                "type": "array", "minItems": 1,
                "maxItems": .integer(Int64(ActionsReader.greatestCount)),
                "items": SchemaName.action.reference,
            ]
        )
    ])

    static func actionSchema(in market: MarketDescription) -> JSONValue {
        [
            "oneOf": .array(ActionName.allCases.map { variant($0, market) }),
            "discriminator": ["propertyName": "type"],
        ]
    }

    private static func variant(_ name: ActionName, _ market: MarketDescription) -> JSONValue {
        var properties = [("type", Schema.constant(name.rawValue))]
        properties += ActionsReader.fields(of: name).map { ($0, field($0, market)) }
        var optional: [String] =
            switch name {
            case .placeLimitOrder:
                ["instrument", "time_in_force", "expires_at_tick", "client_order_id"]
            case .placeMarketOrder: ["instrument", "client_order_id"]
            case .cancelAll: ["instrument"]
            case .replaceOrder: ["price", "quantity"]
            case .cancelOrder, .reduceOrder: []
            }
        // Orders have to name their instrument where there are several.
        if name != .cancelAll && market.instruments.count > 1 {
            optional.removeAll { $0 == "instrument" }
        }
        let schema = Schema.object(properties, optional: optional)
        guard name == .replaceOrder, case .object(let members) = schema else { return schema }
        // One of the two may be left out, not both.
        return .object(
            members + [
                JSONMember("anyOf", [["required": ["price"]], ["required": ["quantity"]]])
            ])
    }

    private static func field(_ name: String, _ market: MarketDescription) -> JSONValue {
        switch name {
        case "instrument": Schema.symbol(in: market)
        case "side": Schema.side
        case "price", "quantity": Schema.sentAmount
        case "time_in_force": Schema.words(TimeInForce.allCases.map { "\($0.name)" })
        case "client_order_id": Schema.clientOrderID
        default: Schema.count
        }
    }

    static let answerSchema = Schema.object([
        ("run_id", Schema.text), ("tick_id", Schema.count), ("event_seq", Schema.sequence),
        ("results", Schema.list(of: SchemaName.actionResult.reference)),
    ])

    static let resultSchema: JSONValue = [
        "oneOf": [
            Schema.object(
                [
                    ("status", Schema.constant("accepted")), ("order_id", Schema.count),
                    ("open", Schema.amount), ("resting", Schema.truth),
                    ("reason", Schema.words(CancelReason.allCases.map { "\($0.name)" })),
                    ("executions", Schema.list(of: SchemaName.execution.reference)),
                    ("cancelled", Schema.list(of: Schema.count)),
                ],
                optional: ["order_id", "open", "resting", "reason", "executions", "cancelled"]),
            Schema.object([
                ("status", Schema.constant("rejected")), ("reason_code", Schema.text),
                ("message", Schema.text),
            ]),
            Schema.object([
                ("status", Schema.constant("scheduled")), ("due_tick", Schema.count),
            ]),
        ],
        "discriminator": ["propertyName": "status"],
    ]

    static let executionSchema = Schema.object([
        ("trade_id", Schema.count), ("price", Schema.amount), ("quantity", Schema.amount),
        ("fee", Schema.amount),
    ])

    static let agentSchema = Schema.object([
        ("agent_id", Schema.count), ("name", Schema.text),
        ("status", Schema.words(["joining", "active", "bankrupt"])),
        ("tick_id", Schema.count), ("event_seq", Schema.sequence),
        (
            "balances",
            ["type": "object", "additionalProperties": SchemaName.balance.reference]
        ),
        ("equity", Schema.amount),
        ("open_orders", Schema.list(of: SchemaName.order.reference)),
        ("actions_left", Schema.count),
    ])

    static let balanceSchema = Schema.object([
        ("available", Schema.amount), ("reserved", Schema.amount),
    ])

    static let orderSchema = Schema.object(
        [
            ("order_id", Schema.count), ("client_order_id", Schema.text),
            ("instrument", Schema.text), ("side", Schema.side),
            ("type", Schema.words(["limit", "market"])),
            ("time_in_force", Schema.words(TimeInForce.allCases.map { "\($0.name)" })),
            ("price", Schema.amount), ("quantity", Schema.amount), ("filled", Schema.amount),
            ("open", Schema.amount),
            ("status", Schema.words(OrderStatus.allCases.map(\.rawValue))),
            ("reason", Schema.words(CancelReason.allCases.map { "\($0.name)" })),
            ("placed_tick", Schema.count), ("expires_at_tick", Schema.count),
        ],
        optional: ["client_order_id", "time_in_force", "price", "reason", "expires_at_tick"])

    static let ownTradeSchema = Schema.object([
        ("trade_id", Schema.count), ("instrument", Schema.text), ("tick_id", Schema.count),
        ("event_seq", Schema.sequence), ("order_id", Schema.count), ("side", Schema.side),
        ("role", Schema.words(["maker", "taker"])), ("price", Schema.amount),
        ("quantity", Schema.amount), ("fee", Schema.amount),
    ])
}
