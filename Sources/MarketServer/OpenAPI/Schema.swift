import Determinism
import MarketModel

/// Pieces of JSON Schema.
enum Schema {
    static let amount: JSONValue = [
        "type": "string", "pattern": #"^-?[0-9]+\.[0-9]{8}$"#,
        "description": "An exact decimal with 8 decimals.",
    ]
    /// What a request may send for an amount.
    static let sentAmount: JSONValue = [
        "type": "string", "pattern": #"^-?[0-9]{1,30}(\.[0-9]{1,8})?$"#,
        "description": "An exact decimal with at most 8 decimals, as a string.",
        "examples": ["100.5"],
    ]
    static let count: JSONValue = [
        "type": "integer", "minimum": 0, "maximum": .integer(FieldReader.greatestNumber),
    ]
    static let text: JSONValue = ["type": "string"]
    static let truth: JSONValue = ["type": "boolean"]
    static let sequence: JSONValue = [
        "type": "integer", "minimum": -1, "description": "The number of an event of the run.",
    ]
    static let side: JSONValue = words(["bid", "ask"])
    /// What a request may send for what somebody owns.
    static let endowment: JSONValue = [
        "type": "string", "pattern": #"^[0-9]{1,15}(\.[0-9]{1,8})?$"#,
        "description": "An exact decimal with at most 8 decimals, as a string; not negative.",
        "examples": ["10000"],
    ]
    static let clientOrderID: JSONValue = [
        "type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$",
        "description": "A name of your own, echoed and not checked for repetition.",
    ]

    /// An instrument of a market.
    static func symbol(in market: MarketDescription) -> JSONValue {
        [
            "type": "string", "enum": .array(market.instruments.map { .string($0.symbol) }),
            "description": "BASE/QUOTE; may be left out when one instrument is traded.",
        ]
    }

    static func words(_ words: [String]) -> JSONValue {
        ["type": "string", "enum": .array(words.map { .string($0) })]
    }

    static func constant(_ word: String) -> JSONValue {
        ["type": "string", "const": .string(word)]
    }

    /// A value that may be missing for want of data.
    static func nullable(_ schema: JSONValue) -> JSONValue {
        ["anyOf": [schema, ["type": "null"]]]
    }

    static let nullableNumber = nullable(["type": "number"])

    static func list(of items: JSONValue) -> JSONValue { ["type": "array", "items": items] }

    /// An object that has nothing else.
    ///
    /// - Parameter optional: The keys that may be missing.
    static func object(
        _ properties: [(String, JSONValue)], optional: [String] = []
    ) -> JSONValue {
        [
            "type": "object",
            "properties": .object(properties.map { JSONMember($0.0, $0.1) }),
            "required": .array(
                properties.map(\.0).filter { !optional.contains($0) }.map { .string($0) }),
            "additionalProperties": false,
        ]
    }

    /// One page of a list.
    static func page(of item: SchemaName) -> JSONValue {
        object([
            ("items", list(of: item.reference)),
            ("next_cursor", nullable(text)),
        ])
    }
}
