import Determinism
import Primitives

/// A normalized order event: what is to be done in the book of which symbol.
struct TracebookEvent {
    /// What a new order asks for.
    enum Instruction: String {
        case limit = "LIMIT"
        case market = "MARKET"
        case immediate = "IOC"
        case fillOrKill = "FOK"
    }

    /// A new order, its numbers not yet brought onto the grids.
    struct Order {
        let id: Int64
        let side: Side
        let instruction: Instruction
        /// Means nothing to a market order.
        let price: Double
        let quantity: Double
        let owner: Int64
    }

    /// What is done.
    enum Operation {
        case place(Order)
        case cancel(id: Int64)
        case reduce(id: Int64, by: Double)
        /// What is `nil` stays as it is.
        case replace(id: Int64, price: Double?, quantity: Double?)
        case clear
    }

    /// An order of nobody, who may trade with nobody's.
    static let noOwner: Int64 = -1

    let symbol: String
    let operation: Operation
}

extension TracebookEvent {
    /// Reads an event; every field must have its type, used or not.
    init(_ fields: TracebookFields) throws(TracebookError) {
        symbol = Self.stripped(try fields.text("symbol") ?? "")
        if symbol.isEmpty { throw TracebookError("symbol must not be empty") }
        if let time = try fields.integer("timestamp_ns"), time < 0 {
            throw TracebookError("timestamp_ns must not be negative")
        }
        let id = try fields.integer("order_id")
        let price = try fields.number("price")
        let quantity = try fields.number("quantity")
        let order = try Self.order(fields, id: id ?? 0, price, quantity)
        let name = try fields.text("op") ?? ""
        if name == "clear" {
            operation = .clear
            return
        }
        guard let id, id > 0 else { throw TracebookError("order_id must be positive") }
        switch name {
        case "new":
            operation = .place(try order.get())
        case "cancel":
            operation = .cancel(id: id)
        case "reduce":
            guard let quantity, quantity > 0 else {
                throw TracebookError("reduce needs a positive quantity")
            }
            operation = .reduce(id: id, by: quantity)
        case "replace":
            if price == nil && quantity == nil {
                throw TracebookError("replace needs a price or a quantity")
            }
            operation = .replace(id: id, price: price, quantity: quantity)
        default:
            throw TracebookError("op must be new, cancel, reduce, replace or clear")
        }
    }

    /// The new order of the fields, or what it lacks.
    ///
    /// - Throws: ``TracebookError`` if a field is not what it can be in any event.
    private static func order(
        _ fields: TracebookFields, id: Int64, _ price: Double?, _ quantity: Double?
    ) throws(TracebookError) -> Result<Order, TracebookError> {
        let owner = try fields.integer("owner") ?? noOwner
        let name = try fields.text("order_type") ?? "LIMIT"
        guard let instruction = Instruction(rawValue: name) else {
            throw TracebookError("order_type must be LIMIT, MARKET, IOC or FOK")
        }
        let side = try side(fields)
        guard let side else { return .failure(TracebookError("side is required")) }
        guard let quantity else { return .failure(TracebookError("quantity is required")) }
        if price == nil && instruction != .market {
            return .failure(TracebookError("price is required"))
        }
        return .success(
            Order(
                id: id, side: side, instruction: instruction, price: price ?? 0,
                quantity: quantity, owner: owner))
    }

    private static func side(_ fields: TracebookFields) throws(TracebookError) -> Side? {
        switch try fields.text("side") {
        case nil: return nil
        case "BUY": return .bid
        case "SELL": return .ask
        default: throw TracebookError("side must be BUY or SELL")
        }
    }

    /// The text without white space around it; the separators of ASCII count as such.
    private static func stripped(_ text: String) -> String {
        func isSpace(_ scalar: Unicode.Scalar) -> Bool {
            scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
        }
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isSpace($0) }),
            let last = scalars.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(scalars[first...last])
    }
}
