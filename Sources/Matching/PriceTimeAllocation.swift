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
        let sentinel = core.records + Int(level)
        let wanted = incoming.open
        var number = sentinel.pointee.next
        var filledCount: UInt32 = 0
        var barrier = Record.none
        repeat {
            let maker = core.records + Int(number)
            if incoming.avoidsOwner && maker.pointee.ownerOrCarry == incoming.owner {
                barrier = number
                break
            }
            let open = maker.pointee.quantity
            let lots = min(open, incoming.open)
            core.executions.append(
                Execution(maker.pointee, price, lots: lots, taker: incoming.taker))
            incoming.open &-= lots
            if open > lots {
                maker.pointee.quantity = open &- lots
                break
            }
            let next = maker.pointee.next
            core.release(number, handle: maker.pointee.handle)
            filledCount &+= 1
            number = next
        } while incoming.open != 0 && number != level
        sentinel.pointee.next = number
        core.records[Int(number)].previous = level
        sentinel.pointee.subtract(wanted &- incoming.open)
        sentinel.pointee.levelOrCount &-= filledCount
        return barrier
    }
}

extension Execution {
    @inline(__always)
    fileprivate init(_ maker: Record, _ price: Int64, lots: UInt64, taker: UInt32) {
        self.init(
            maker: OrderHandle(maker.handle), makerOwner: OwnerTag(maker.ownerOrCarry),
            price: Price(units: price), quantity: Lots(units: Int64(bitPattern: lots)),
            taker: OrderHandle(taker), makerIsFilled: maker.quantity == lots)
    }
}
