import Primitives

extension Side {
    /// 0 for bids, 1 for asks.
    @inline(__always)
    var index: Int { Int(rawValue) }

    /// Turns a price into a key of the side, and back.
    @inline(__always)
    var keyMask: Int64 { PriceKey.mask(side: index) }
}

extension Lots {
    /// A quantity of an order, which came in as `Lots` and so fits.
    @inline(__always)
    init(_ lots: UInt64) { self.init(units: Int64(bitPattern: lots)) }
}

extension BookCore {
    /// Whether an order of the side, with a key of that side, trades at once.
    @inline(__always)
    func crosses(_ side: Int, key: Int64) -> Bool {
        // Keys of the two sides are each other's complement to 2⁶³ − 1.
        sides[side ^ 1].best >= key ^ .max
    }

    /// An order in the words of the caller.
    func restingOrder(_ number: UInt32) -> RestingOrder {
        let level = pool.level(pool.order(number).level)
        let side: Side = level.side == 0 ? .bid : .ask
        return RestingOrder(
            handle: OrderHandle(pool.handle(number)), owner: OwnerTag(pool.owner(number)),
            side: side,
            price: Price(units: level.key ^ side.keyMask), open: Lots(pool.open(number)))
    }
}
