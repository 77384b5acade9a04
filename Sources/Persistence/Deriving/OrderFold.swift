import MarketModel
import Primitives

/// The orders that are open, each with what its row will say.
///
/// A row is ready when its order has nothing open any more; so no more than the open ones are
/// kept, however long the run.
struct OrderFold {
    struct Order {
        var placed: OrderPlaced
        var sequence: Int64
        var tick: Int64
        var price: Amount?
        var filled = Amount.zero
        var open: Amount
    }

    /// How an order ended.
    enum End {
        case filled
        case cancelled(CancelReason)
        case expired
    }

    private var orders: [Int64: Order] = [:]
    private let market: MarketDescription

    init(_ market: MarketDescription) { self.market = market }

    mutating func place(_ placed: OrderPlaced, sequence: Int64, in tick: Tick) {
        var order = Order(
            placed: placed, sequence: sequence, tick: tick.index, open: placed.quantity)
        if case .limit(let price, _, _) = placed.terms { order.price = price }
        orders[placed.order.number] = order
    }

    mutating func replace(_ replaced: OrderReplaced) {
        orders[replaced.order.number]?.price = replaced.price
        orders[replaced.order.number]?.open = replaced.open
    }

    /// Fills an order by a trade; the row if that was all of it.
    mutating func fill(_ order: OrderID, _ quantity: Amount, in tick: Tick) -> [DerivedValue]? {
        guard var filled = orders[order.number] else { return nil }
        filled.filled = Amount(units: filled.filled.units + quantity.units)
        filled.open = Amount(units: filled.open.units - quantity.units)
        orders[order.number] = filled
        return filled.open == .zero ? close(order, .filled, in: tick) : nil
    }

    /// Ends an order; its row.
    mutating func close(_ order: OrderID, _ end: End, in tick: Tick) -> [DerivedValue]? {
        guard var closed = orders.removeValue(forKey: order.number) else { return nil }
        closed.open = .zero
        return row(closed, end, tick)
    }

    /// The rows of the orders that are still open, by rising id.
    func openRows() -> [[DerivedValue]] {
        // A dictionary is for look-up only: the ids are sorted before anybody sees them.
        orders.keys.sorted().compactMap { orders[$0].map { row($0, nil, nil) } }
    }

    private func row(_ order: Order, _ end: End?, _ tick: Tick?) -> [DerivedValue] {
        let placed = order.placed
        var (type, force, expiry) = ("market", DerivedValue.none, DerivedValue.none)
        if case .limit(_, let timeInForce, let expires) = placed.terms {
            type = "limit"
            force = .text("\(timeInForce.name)")
            if let expires { expiry = .integer(expires.index) }
        }
        let (status, reason) = Self.words(end)
        return [
            .integer(placed.order.number), .integer(order.sequence), .integer(order.tick),
            .integer(Int64(placed.agent.index)),
            .text(market.instruments[placed.instrument.index].symbol),
            .text(placed.side == .bid ? "bid" : "ask"), .text(type), force,
            order.price.map { .text($0.description) } ?? .none, expiry,
            placed.clientOrderID.map { .text($0) } ?? .none, .integer(placed.isEstate ? 1 : 0),
            .text(placed.quantity.description), .text(order.filled.description),
            .text(order.open.description), .text(status), reason,
            tick.map { .integer($0.index) } ?? .none,
        ]
    }

    private static func words(_ end: End?) -> (status: String, reason: DerivedValue) {
        switch end {
        case nil: ("open", .none)
        case .filled: ("filled", .none)
        case .cancelled(let reason): ("cancelled", .text("\(reason.name)"))
        case .expired: ("expired", .none)
        }
    }
}
