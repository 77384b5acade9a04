import Determinism
import Primitives

/// Folds the events of an exchange run into the rows of `agents`, `trades` and `orders`.
struct DerivedFold {
    private(set) var agents: [AgentRow] = []
    private(set) var trades: [TradeRow] = []
    private(set) var orders: [OrderRow] = []
    private var places: [Int64: Int] = [:]

    /// Whether events of a type change any of the rows; the others need not be parsed.
    static func needs(_ type: some Sequence<UInt8>) -> Bool {
        needed.contains { type.elementsEqual($0) }
    }

    private static let needed = [
        "TRADE_EXECUTED", "ORDER_PLACED", "ORDER_CANCELLED", "ORDER_REPLACED", "ORDER_EXPIRED",
        "AGENT_CREATED", "AGENT_BANKRUPT",
    ].map { Array($0.utf8) }

    mutating func take(_ type: String, _ payload: Payload) throws(PayloadFault) {
        switch type {
        case "TRADE_EXECUTED": try trade(payload)
        case "ORDER_PLACED": try place(payload)
        case "ORDER_REPLACED": try replace(payload)
        case "ORDER_CANCELLED":
            try close(payload, as: "cancelled", because: try payload.text("reason"))
        case "ORDER_EXPIRED": try close(payload, as: "expired", because: nil)
        case "AGENT_CREATED": try create(payload)
        case "AGENT_BANKRUPT": try ruin(payload)
        default: break
        }
    }

    private mutating func create(_ payload: Payload) throws(PayloadFault) {
        guard let balances = payload.value["balances"] else { throw payload.fault("balances") }
        agents.append(
            AgentRow(
                agent: try payload.integer("agent_id"), name: try payload.text("name"),
                kind: try payload.text("kind"), bot: payload.value["bot"]?.stringValue,
                balances: CanonicalJSON.text(balances)))
    }

    private mutating func ruin(_ payload: Payload) throws(PayloadFault) {
        let agent = try payload.integer("agent_id")
        // Agents are created in the order of their numbers, from 0.
        guard let index = Int(exactly: agent), agents.indices.contains(index) else {
            throw payload.fault("agent_id")
        }
        agents[index].bankruptAtTick = payload.tick
        agents[index].cause = try payload.text("cause")
    }

    private mutating func place(_ payload: Payload) throws(PayloadFault) {
        let (order, quantity) = (try payload.integer("order_id"), try payload.amount("quantity"))
        let value = payload.value
        guard places.updateValue(orders.count, forKey: order) == nil else {
            throw payload.fault("order_id")
        }
        orders.append(
            OrderRow(
                order: order, sequence: payload.sequence, tick: payload.tick,
                agent: try payload.integer("agent_id"),
                instrument: try payload.text("instrument"), side: try payload.text("side"),
                type: try payload.text("type"),
                timeInForce: value["time_in_force"]?.stringValue,
                price: value["price"]?.stringValue,
                expiresAtTick: value["expires_at_tick"]?.integerValue,
                clientOrderID: value["client_order_id"]?.stringValue,
                isEstate: value["estate"]?.boolValue ?? false, quantity: quantity,
                open: quantity))
    }

    private mutating func replace(_ payload: Payload) throws(PayloadFault) {
        let index = try index(payload, "order_id")
        orders[index].price = try payload.text("price")
        orders[index].open = try payload.amount("open")
    }

    private mutating func close(
        _ payload: Payload, as status: String, because reason: String?
    ) throws(PayloadFault) {
        let index = try index(payload, "order_id")
        orders[index].open = .zero
        orders[index].status = status
        orders[index].reason = reason
        orders[index].closedAtTick = payload.tick
    }

    private mutating func trade(_ payload: Payload) throws(PayloadFault) {
        trades.append(
            TradeRow(
                trade: try payload.integer("trade_id"), sequence: payload.sequence,
                tick: payload.tick, instrument: try payload.text("instrument"),
                price: try payload.text("price"), quantity: try payload.text("quantity"),
                aggressorSide: try payload.text("aggressor_side"),
                makerOrder: try payload.integer("maker_order_id"),
                takerOrder: try payload.integer("taker_order_id"),
                makerAgent: try payload.integer("maker_agent_id"),
                takerAgent: try payload.integer("taker_agent_id"),
                makerFee: try payload.text("maker_fee"),
                takerFee: try payload.text("taker_fee")))
        let quantity = try payload.amount("quantity")
        try fill(try index(payload, "maker_order_id"), quantity, payload)
        try fill(try index(payload, "taker_order_id"), quantity, payload)
    }

    private mutating func fill(
        _ index: Int, _ quantity: Amount, _ payload: Payload
    ) throws(PayloadFault) {
        do {
            orders[index].filled = try orders[index].filled + quantity
            orders[index].open = try orders[index].open - quantity
        } catch {
            throw payload.fault("quantity")
        }
        guard orders[index].open == .zero else { return }
        orders[index].status = "filled"
        orders[index].closedAtTick = payload.tick
    }

    private func index(_ payload: Payload, _ key: String) throws(PayloadFault) -> Int {
        guard let index = places[try payload.integer(key)] else { throw payload.fault(key) }
        return index
    }
}
