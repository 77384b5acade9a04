extension BookCore {
    /// Trades an incoming order with the other side as far as its limit allows.
    ///
    /// - Parameters:
    ///   - makers: The side it trades with.
    ///   - limit: The worst key it accepts there; 0 accepts all.
    /// - Returns: The order that must not be traded with, 0 when none was met.
    /// - Precondition: The incoming order has something open.
    @inline(__always)
    mutating func match<Rule: LevelAllocation>(
        _ incoming: inout IncomingOrder, with makers: Int, limit: Int64, by rule: Rule.Type
    ) -> UInt32 {
        let book = sides + makers
        while book.pointee.best >= limit {
            let key = book.pointee.best
            let level = book.pointee.bestLevel
            let barrier = Rule.allocate(
                &incoming, level: level, price: key ^ PriceKey.mask(side: makers), in: &self)
            if pool.level(level).first == level { emptied(level) }
            if incoming.open == 0 || barrier != Node.none { return barrier }
        }
        return Node.none
    }

    /// Trades with anyone.
    ///
    /// - Returns: What is left.
    @inline(never)
    mutating func match(
        _ taker: UInt32, with makers: Int, limit: Int64, open: UInt64
    ) -> UInt64 {
        var incoming = IncomingOrder(taker: taker, open: open, avoidsOwner: false, owner: 0)
        _ = match(&incoming, with: makers, limit: limit, by: PriceTimeAllocation.self)
        return incoming.open
    }

    /// Trades up to the first order of an owner.
    ///
    /// - Returns: What is left, and the order that stopped it, 0 for none.
    @inline(never)
    mutating func match(
        _ taker: UInt32, with makers: Int, limit: Int64, open: UInt64, avoiding owner: UInt32
    ) -> (open: UInt64, barrier: UInt32) {
        var incoming = IncomingOrder(taker: taker, open: open, avoidsOwner: true, owner: owner)
        let barrier = match(
            &incoming, with: makers, limit: limit, by: PriceTimeAllocation.self)
        return (incoming.open, barrier)
    }
}
