public import Determinism
import Kernel
public import MarketModel
public import Primitives

extension RunInput {
    /// Who said it; `nil` for the operator.
    public var agent: AgentID? {
        switch content {
        case .action(_, let agent), .excess(_, let agent): agent
        case .joining: nil
        }
    }

    /// What it was, as a store keeps it: the agent is a column of its own.
    public func document(in market: MarketDescription) -> JSONValue {
        switch content {
        case .action(let action, _): action.document(in: market)
        case .excess(let count, _): ["count": .integer(count), "type": "excess"]
        case .joining(let agent):
            [
                "balances": .object(
                    zip(market.assets, agent.balances).map {
                        JSONMember($0, .string($1.description))
                    }),
                "name": .string(agent.name), "type": "join",
            ]
        }
    }

    /// Reads what a store has kept.
    ///
    /// - Returns: `nil` for what no version of this form has written.
    public init?(
        in tick: Tick, agent: Int64?, document: JSONValue, market: MarketDescription
    ) {
        guard let type = document["type"]?.stringValue else { return nil }
        self.tick = tick
        if let agent {
            guard agent >= 0, let index = Int(exactly: agent) else { return nil }
            let id = AgentID(index)
            if type == "excess" {
                guard let count = document["count"]?.integerValue, count > 0 else { return nil }
                content = .excess(count, of: id)
            } else {
                guard let action = Action(document, market: market) else { return nil }
                content = .action(action, of: id)
            }
            return
        }
        guard type == "join", let name = document["name"]?.stringValue else { return nil }
        let balances = market.assets.compactMap { asset in
            document["balances"]?[asset]?.stringValue.flatMap { try? Amount(parsing: $0) }
        }
        guard balances.count == market.assets.count, balances.allSatisfy({ $0.units >= 0 })
        else { return nil }
        content = .joining(JoiningAgent(name: name, balances: balances))
    }
}

extension Action {
    /// The action as a store keeps it, with the fields of a request.
    func document(in market: MarketDescription) -> JSONValue {
        var members = [JSONMember("type", .string(name.rawValue))]
        func add(_ key: String, _ text: String?) {
            if let text { members.append(JSONMember(key, .string(text))) }
        }
        func add(_ key: String, _ number: Int64?) {
            if let number { members.append(JSONMember(key, .integer(number))) }
        }
        switch self {
        case .placeLimitOrder(let order):
            add("instrument", order.instrument.symbol(in: market))
            add("side", order.side.name)
            add("price", order.price.description)
            add("quantity", order.quantity.description)
            add("time_in_force", "\(order.timeInForce.name)")
            add("expires_at_tick", order.expiresAtTick?.index)
            add("client_order_id", order.clientOrderID)
        case .placeMarketOrder(let order):
            add("instrument", order.instrument.symbol(in: market))
            add("side", order.side.name)
            add("quantity", order.quantity.description)
            add("client_order_id", order.clientOrderID)
        case .cancelOrder(let order):
            add("order_id", order.number)
        case .cancelAll(let instrument):
            add("instrument", instrument?.symbol(in: market))
        case .replaceOrder(let order, let price, let quantity):
            add("order_id", order.number)
            add("price", price?.description)
            add("quantity", quantity?.description)
        case .reduceOrder(let order, let quantity):
            add("order_id", order.number)
            add("quantity", quantity.description)
        }
        return .object(members)
    }

    /// Reads what ``document(in:)`` gives; `nil` for anything else.
    init?(_ document: JSONValue, market: MarketDescription) {
        let fields = ActionFields(document, market)
        guard let name = fields.text("type").flatMap(ActionName.init) else { return nil }
        switch name {
        case .placeLimitOrder:
            guard let order = fields.limitOrder else { return nil }
            self = .placeLimitOrder(order)
        case .placeMarketOrder:
            guard let instrument = fields.instrument, let side = fields.side,
                let quantity = fields.amount("quantity")
            else { return nil }
            self = .placeMarketOrder(
                MarketOrder(
                    side, quantity, in: instrument, clientOrderID: fields.text("client_order_id")))
        case .cancelOrder:
            guard let order = fields.order else { return nil }
            self = .cancelOrder(order)
        case .cancelAll:
            self = .cancelAll(fields.instrument)
        case .replaceOrder:
            guard let order = fields.order else { return nil }
            self = .replaceOrder(
                order, price: fields.amount("price"), quantity: fields.amount("quantity"))
        case .reduceOrder:
            guard let order = fields.order, let quantity = fields.amount("quantity") else {
                return nil
            }
            self = .reduceOrder(order, quantity: quantity)
        }
    }
}

/// The fields of a stored action.
private struct ActionFields {
    private let document: JSONValue
    private let market: MarketDescription

    init(_ document: JSONValue, _ market: MarketDescription) {
        self.document = document
        self.market = market
    }

    func text(_ key: String) -> String? { document[key]?.stringValue }

    func amount(_ key: String) -> Amount? { text(key).flatMap { try? Amount(parsing: $0) } }

    var side: Side? { text("side").flatMap(Side.init(name:)) }

    var order: OrderID? { document["order_id"]?.integerValue.map { OrderID($0) } }

    var instrument: InstrumentReference? {
        text("instrument").map { InstrumentReference($0, in: market) }
    }

    var limitOrder: LimitOrder? {
        guard let instrument, let side, let price = amount("price"),
            let quantity = amount("quantity"),
            let timeInForce = text("time_in_force").flatMap(TimeInForce.init(name:))
        else { return nil }
        return LimitOrder(
            side, quantity, at: price, in: instrument, timeInForce: timeInForce,
            expiresAtTick: document["expires_at_tick"]?.integerValue.map { Tick($0) },
            clientOrderID: text("client_order_id"))
    }
}

extension InstrumentReference {
    /// The instrument of that symbol, listed or not.
    public init(_ symbol: String, in market: MarketDescription) {
        let listed = market.instruments.first { $0.symbol == symbol }
        self = listed.map { .listed($0.id) } ?? .unlisted(symbol)
    }

    func symbol(in market: MarketDescription) -> String {
        switch self {
        case .listed(let id): market.instruments[id.index].symbol
        case .unlisted(let symbol): symbol
        }
    }
}

extension Side {
    /// The name in requests and events.
    public var name: String {
        switch self {
        case .bid: "bid"
        case .ask: "ask"
        }
    }

    /// The side of that name.
    public init?(name: String) {
        switch name {
        case "bid": self = .bid
        case "ask": self = .ask
        default: return nil
        }
    }
}

extension TimeInForce {
    /// The time in force of that name.
    public init?(name: String) {
        let known = Self.allCases.first { "\($0.name)" == name }
        guard let known else { return nil }
        self = known
    }
}
