import Matching
import Primitives

/// The book that a message file describes, order by order.
///
/// Each side is an `OrderBook` of its own: what is inferred may be wrong, and two sides that
/// cross for a moment must not end the replay. Shares of which only price and side are known
/// are one order in front of all others there.
struct LobsterBook: ~Copyable {
    private let sides = [OrderBook(), OrderBook()]
    private var ids = IDTable()
    var inferences = LobsterInferences()

    /// The best levels of both sides.
    func row(levels: Int) -> LobsterBookRow {
        LobsterBookRow(asks: best(.ask, levels), bids: best(.bid, levels))
    }

    private func best(_ side: Side, _ count: Int) -> [LobsterLevel] {
        book(side).levels(side, limit: count).map {
            LobsterLevel(price: $0.price.units, shares: Int64(clamping: $0.volume))
        }
    }

    private func book(_ side: Side) -> OrderBook { sides[Int(side.rawValue)] }

    /// Rests shares of unknown orders.
    mutating func restUnknown(_ shares: Int64, _ side: Side, _ price: Int64) {
        rest(unknownOrder(side, price), side, price, shares)
    }

    /// Rests an order.
    ///
    /// - Returns: Whether it could; an order of this id may rest already.
    @discardableResult
    mutating func rest(id: UInt64, _ side: Side, _ price: Int64, _ shares: Int64) -> Bool {
        let handle = handle(id)
        if resting(handle) != nil { return false }
        rest(handle, side, price, shares)
        return true
    }

    /// Does what a message says, and what it implies of older orders.
    ///
    /// - Returns: Whether it could; a new order may have the id of one that rests.
    mutating func apply(_ message: LobsterMessage) -> Bool {
        switch message.kind {
        case .submission:
            if resting(handle(message.id)) != nil { return false }
            // What rested there would have traded first.
            let other = message.side.opposite
            while let best = book(other).best(other)?.units,
                !LobsterBookRow.isBetter(message.price, than: best, other)
            {
                passBy(other)
            }
            return rest(id: message.id, message.side, message.price, message.shares)
        case .execution:
            while let best = book(message.side).best(message.side)?.units,
                LobsterBookRow.isBetter(best, than: message.price, message.side)
            {
                passBy(message.side)
            }
            take(message)
        case .partialCancel, .deletion:
            take(message)
        case .hiddenExecution, .crossTrade, .halt:
            break
        }
        return true
    }

    private mutating func passBy(_ side: Side) {
        guard let front = book(side).front(side) else {
            preconditionFailure("a best price without an order")
        }
        book(side).cancel(front.handle)
        inferences.passedBy.add(front.open.units)
    }

    /// Takes shares from an order, or from what is unknown at its price.
    private mutating func take(_ message: LobsterMessage) {
        guard let order = resting(handle(message.id)) else { return takeUnknown(message) }
        let open = order.open.units
        let isWhole = message.kind == .deletion
        if order.side != message.side || order.price.units != message.price
            || message.shares > open || (isWhole && message.shares < open)
        {
            inferences.contradictions.add(message.shares)
        }
        take(isWhole ? open : min(message.shares, open), from: order.handle, order.side)
    }

    private mutating func takeUnknown(_ message: LobsterMessage) {
        let handle = unknownOrder(message.side, message.price)
        let open = book(message.side).order(handle)?.open.units ?? 0
        let taken = min(open, message.shares)
        if taken > 0 {
            take(taken, from: handle, message.side)
            inferences.takenFromSeed.add(taken)
        }
        if taken < message.shares { inferences.neverSeen.add(message.shares - taken) }
    }

    private func take(_ shares: Int64, from handle: OrderHandle, _ side: Side) {
        book(side).reduce(handle, by: Lots(units: shares))
    }

    private func rest(_ handle: OrderHandle, _ side: Side, _ price: Int64, _ shares: Int64) {
        book(side).rest(
            handle, owner: OwnerTag(0), side: side, price: Price(units: price),
            quantity: Lots(units: shares))
    }

    private func resting(_ handle: OrderHandle) -> RestingOrder? {
        book(.bid).order(handle) ?? book(.ask).order(handle)
    }

    private mutating func handle(_ id: UInt64) -> OrderHandle {
        OrderHandle(ids.number(of: id) ?? ids.insert(id))
    }

    /// Stands for the unknown orders of a price: an id no file can hold.
    private mutating func unknownOrder(_ side: Side, _ price: Int64) -> OrderHandle {
        handle(1 << 63 | UInt64(price) << 1 | UInt64(side.rawValue))
    }
}
