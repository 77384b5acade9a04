import Primitives

/// An incoming order on its way through the book.
struct IncomingOrder {
    /// How its caller calls it.
    let taker: UInt32
    /// What is left of it.
    var open: UInt64
    /// Whether orders of `owner` must not be traded with.
    let avoidsOwner: Bool
    let owner: UInt32
}

/// How the quantity of an incoming order is shared out among the orders of one level.
///
/// The matching loop goes from level to level and leaves each one to a rule. Price-time
/// priority is one; a pro-rata rule would be another type beside it, chosen where the loop is
/// called, and nothing else would change.
protocol LevelAllocation {
    /// Trades an incoming order with the orders of a level.
    ///
    /// - Returns: The order that must not be traded with, 0 when none was met. Otherwise
    ///   either the incoming order is filled or the level is empty.
    static func allocate(
        _ incoming: inout IncomingOrder, level: UInt32, price: Int64, in core: inout BookCore
    ) -> UInt32
}

/// The oldest order first, and each in full before the next.
enum PriceTimeAllocation: LevelAllocation {
    @inline(__always)
    static func allocate(
        _ incoming: inout IncomingOrder, level: UInt32, price: Int64, in core: inout BookCore
    ) -> UInt32 {
        let sentinel = core.pool.level(level)
        let wanted = incoming.open
        var number = sentinel.first
        var filledCount: UInt32 = 0
        var barrier = Node.none
        repeat {
            let owner = core.pool.owner(number)
            if incoming.avoidsOwner && owner == incoming.owner {
                barrier = number
                break
            }
            // Who is next is known here, often long before the next taker comes.
            let next = core.pool.order(number).next
            core.pool.expect(next)
            let handle = core.pool.handle(number)
            let open = core.pool.open(number)
            let lots = min(open, incoming.open)
            core.executions.append(
                Execution(
                    maker: OrderHandle(handle), makerOwner: OwnerTag(owner),
                    price: Price(units: price), quantity: Lots(lots),
                    taker: OrderHandle(incoming.taker), makerIsFilled: lots == open))
            incoming.open &-= lots
            if open > lots {
                core.pool.setOpen(number, open &- lots)
                break
            }
            core.release(number, handle: handle)
            filledCount &+= 1
            number = next
        } while incoming.open != 0 && number != level
        sentinel.first = number
        core.pool.order(number).previous = level
        sentinel.subtract(wanted &- incoming.open, orders: filledCount)
        return barrier
    }
}
