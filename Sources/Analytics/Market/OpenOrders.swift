import Primitives

/// The orders that have something open, by id.
///
/// Ids count without gaps, so that a plain table finds them: four bytes for every id issued.
struct OpenOrders {
    struct Order: Codable {
        var instrument: Int32
        var side: Side
        /// In units of 10⁻⁸; `nil` for a market order, which stands in no book.
        var price: Int128?
        var open: Int128
    }

    private var slots: ContiguousArray<Int32> = []
    private var orders: ContiguousArray<Order> = []
    private var free: ContiguousArray<Int32> = []

    /// Notes an order that has just been placed.
    ///
    /// - Precondition: Its id is higher than every one before.
    mutating func insert(_ id: OrderID, _ order: Order) {
        precondition(id.number > Int64(slots.count), "order ids rise, got \(id.number)")
        while Int64(slots.count) < id.number - 1 { slots.append(-1) }
        if let slot = free.popLast() {
            orders[Int(slot)] = order
            slots.append(slot)
        } else {
            slots.append(Int32(orders.count))
            orders.append(order)
        }
    }

    /// The order with this id.
    ///
    /// - Precondition: It has something open.
    subscript(id: OrderID) -> Order { orders[slot(of: id)] }

    /// Sets what is left of an order; one with nothing left is forgotten.
    mutating func setOpen(_ open: Int128, price: Int128?, of id: OrderID) {
        let slot = slot(of: id)
        if open == 0 {
            slots[Int(id.number - 1)] = -1
            free.append(Int32(slot))
        } else {
            orders[slot].open = open
            orders[slot].price = price
        }
    }

    /// How many ids have been issued.
    var issuedCount: Int64 { Int64(slots.count) }

    /// The orders that have something open, by rising id.
    var openIDs: [OrderID] {
        slots.indices.filter { slots[$0] >= 0 }.map { OrderID(Int64($0) + 1) }
    }

    /// Notes that so many ids have been issued, the last ones to orders now closed.
    mutating func pad(to issued: Int64) {
        while Int64(slots.count) < issued { slots.append(-1) }
    }

    private func slot(of id: OrderID) -> Int {
        precondition(id.number > 0 && id.number <= Int64(slots.count), "no order \(id.number)")
        let slot = slots[Int(id.number - 1)]
        precondition(slot >= 0, "order \(id.number) has nothing open")
        return Int(slot)
    }
}
