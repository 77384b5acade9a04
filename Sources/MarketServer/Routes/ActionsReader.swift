import Determinism
import MarketModel
import Primitives
import Runner

/// Reads the body of `POST /v1/actions`.
struct ActionsReader {
    /// The most actions of a request.
    static let greatestCount = 100
    /// The longest symbol that is carried on as one that nobody trades.
    static let longestSymbol = 64
    /// The longest name of an agent's own for an order.
    static let longestClientID = 64

    private let market: MarketDescription
    private var errors = FieldErrors()

    /// What a body says.
    struct Content {
        var actions: [Action]
        /// What may stand in the place of the header.
        var idempotencyKey: String?
    }

    init(_ market: MarketDescription) { self.market = market }

    /// The key in a body that need not be right otherwise.
    static func key(in document: JSONValue?) -> String? {
        document?["idempotency_key"]?.stringValue
    }

    /// - Throws: All that is wrong.
    mutating func read(_ document: JSONValue) throws(Problem) -> [Action] {
        var actions: [Action] = []
        if let body = FieldReader(
            document, at: "", known: ["actions", "idempotency_key"], &errors)
        {
            _ = body.string("idempotency_key", &errors, isNeeded: false)
            switch body.value("actions") {
            case .array(let list)?:
                if list.isEmpty || list.count > Self.greatestCount {
                    errors.add("actions", "expected 1 to \(Self.greatestCount) actions")
                } else {
                    actions = list.enumerated().compactMap { action($1, at: "actions[\($0)]") }
                }
            case nil: errors.add("actions", "missing")
            case _?: errors.add("actions", "expected a list")
            }
        }
        if !errors.list.isEmpty { throw .invalid(errors.list) }
        return actions
    }

    private mutating func action(_ value: JSONValue, at path: String) -> Action? {
        guard case .object = value else {
            errors.add(path, "expected an object")
            return nil
        }
        guard let type = value["type"] else {
            errors.add(path + ".type", "missing")
            return nil
        }
        guard let name = type.stringValue.flatMap(ActionName.init(rawValue:)) else {
            let names = ActionName.allCases.map(\.rawValue).joined(separator: ", ")
            errors.add(path + ".type", "expected one of \(names)")
            return nil
        }
        let known = ["type"] + Self.fields(of: name)
        guard let fields = FieldReader(value, at: path, known: known, &errors) else { return nil }
        switch name {
        case .placeLimitOrder: return limitOrder(fields).map { .placeLimitOrder($0) }
        case .placeMarketOrder: return marketOrder(fields).map { .placeMarketOrder($0) }
        case .cancelOrder: return order(fields).map { .cancelOrder($0) }
        case .cancelAll:
            if fields.value("instrument") == nil { return .cancelAll(nil) }
            return instrument(fields).map { .cancelAll($0) }
        case .replaceOrder: return replacement(fields)
        case .reduceOrder:
            guard let order = order(fields), let cut = fields.amount("quantity", &errors) else {
                return nil
            }
            return .reduceOrder(order, quantity: cut)
        }
    }

    /// The fields of an action beside its type.
    static func fields(of name: ActionName) -> [String] {
        switch name {
        case .placeLimitOrder:
            [
                "instrument", "side", "price", "quantity", "time_in_force", "expires_at_tick",
                "client_order_id",
            ]
        case .placeMarketOrder: ["instrument", "side", "quantity", "client_order_id"]
        case .cancelOrder: ["order_id"]
        case .cancelAll: ["instrument"]
        case .replaceOrder: ["order_id", "price", "quantity"]
        case .reduceOrder: ["order_id", "quantity"]
        }
    }
}

extension ActionsReader {
    private mutating func limitOrder(_ fields: FieldReader) -> LimitOrder? {
        let instrument = instrument(fields)
        let side = side(fields)
        let price = fields.amount("price", &errors)
        let quantity = fields.amount("quantity", &errors)
        var timeInForce = TimeInForce.gtc
        if let text = fields.string("time_in_force", &errors, isNeeded: false) {
            if let named = TimeInForce(name: text) {
                timeInForce = named
            } else {
                let names = TimeInForce.allCases.map { "\($0.name)" }.joined(separator: ", ")
                errors.add(fields.place("time_in_force"), "expected one of \(names)")
            }
        }
        let expiry = fields.number("expires_at_tick", &errors, isNeeded: false)
        let client = clientID(fields)
        guard let instrument, let side, let price, let quantity else { return nil }
        return LimitOrder(
            side, quantity, at: price, in: instrument, timeInForce: timeInForce,
            expiresAtTick: expiry.map { Tick($0) }, clientOrderID: client)
    }

    private mutating func marketOrder(_ fields: FieldReader) -> MarketOrder? {
        let instrument = instrument(fields)
        let side = side(fields)
        let quantity = fields.amount("quantity", &errors)
        let client = clientID(fields)
        guard let instrument, let side, let quantity else { return nil }
        return MarketOrder(side, quantity, in: instrument, clientOrderID: client)
    }

    private mutating func replacement(_ fields: FieldReader) -> Action? {
        let price = fields.amount("price", &errors, isNeeded: false)
        let quantity = fields.amount("quantity", &errors, isNeeded: false)
        guard let order = order(fields) else { return nil }
        if fields.value("price") == nil && fields.value("quantity") == nil {
            errors.add(fields.place("price"), "a price, a quantity or both are needed")
            return nil
        }
        return .replaceOrder(order, price: price, quantity: quantity)
    }

    private mutating func order(_ fields: FieldReader) -> OrderID? {
        fields.number("order_id", &errors).map { OrderID($0) }
    }

    private mutating func side(_ fields: FieldReader) -> Side? {
        guard let text = fields.string("side", &errors) else { return nil }
        if let side = Side(name: text) { return side }
        errors.add(fields.place("side"), "expected bid or ask")
        return nil
    }

    /// It may be left out when there is one.
    private mutating func instrument(_ fields: FieldReader) -> InstrumentReference? {
        let isAlone = market.instruments.count == 1
        guard let text = fields.string("instrument", &errors, isNeeded: !isAlone) else {
            return isAlone && fields.value("instrument") == nil
                ? .listed(market.instruments[0].id) : nil
        }
        if !text.isEmpty, text.count <= Self.longestSymbol, text.utf8.count <= 256 {
            return InstrumentReference(text, in: market)
        }
        errors.add(
            fields.place("instrument"), "expected BASE/QUOTE, at most \(Self.longestSymbol) long")
        return nil
    }

    private mutating func clientID(_ fields: FieldReader) -> String? {
        guard let text = fields.string("client_order_id", &errors, isNeeded: false) else {
            return nil
        }
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        if isPlain, !text.isEmpty, text.utf8.count <= Self.longestClientID { return text }
        errors.add(fields.place("client_order_id"), "expected 1 to 64 of A-Z a-z 0-9 _ -")
        return nil
    }
}
