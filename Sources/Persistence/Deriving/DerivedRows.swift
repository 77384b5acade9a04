import Determinism
import Primitives

/// An order as its events leave it: placed = filled + open + what it gave up or changed.
struct OrderRow {
    var order: Int64
    var sequence: Int64
    var tick: Int64
    var agent: Int64
    var instrument: String
    var side: String
    var type: String
    var timeInForce: String?
    var price: String?
    var expiresAtTick: Int64?
    var clientOrderID: String?
    var isEstate: Bool
    var quantity: Amount
    var filled = Amount.zero
    var open: Amount
    var status = "open"
    var reason: String?
    var closedAtTick: Int64?
}

struct TradeRow {
    var trade: Int64
    var sequence: Int64
    var tick: Int64
    var instrument: String
    var price: String
    var quantity: String
    var aggressorSide: String
    var makerOrder: Int64
    var takerOrder: Int64
    var makerAgent: Int64
    var takerAgent: Int64
    var makerFee: String
    var takerFee: String
}

struct AgentRow {
    var agent: Int64
    var name: String
    var kind: String
    var bot: String?
    /// Canonical JSON of the amounts by asset it started with.
    var balances: String
    var bankruptAtTick: Int64?
    var cause: String?
}

/// A payload's fields by name; a field that has to be there and is not is a ``PayloadFault``.
struct Payload {
    let value: JSONValue
    let sequence: Int64
    let tick: Int64

    func integer(_ key: String) throws(PayloadFault) -> Int64 {
        guard let number = value[key]?.integerValue else { throw fault(key) }
        return number
    }

    func text(_ key: String) throws(PayloadFault) -> String {
        guard let text = value[key]?.stringValue else { throw fault(key) }
        return text
    }

    func amount(_ key: String) throws(PayloadFault) -> Amount {
        let text = try text(key)
        do { return try Amount(parsing: text) } catch { throw fault(key) }
    }

    func fault(_ key: String) -> PayloadFault { PayloadFault(sequence: sequence, key: key) }
}

/// A payload that is chained but lacks a field, or has it in another form.
struct PayloadFault: Error {
    var sequence: Int64
    var key: String
}
