extension OrderBook {
    /// Checks all that must always hold, and traps where it does not.
    ///
    /// The best bid is below the best ask; every open quantity is at least one lot; a level's
    /// volume and count are those of its orders; the table of handles and the queues name the
    /// same orders; levels are strictly ordered, and those of the ring are where the bits say.
    ///
    /// - Complexity: O(orders + handles). For tests and debugging.
    public func checkInvariants() {
        let bids = core.pointee.sides[0].best
        let asks = core.pointee.sides[1].best
        precondition(
            bids == PriceKey.none || asks == PriceKey.none || bids < asks ^ .max,
            "the book is crossed: bid \(bids), ask \(asks ^ .max)")
        var queued = 0
        for side in 0..<2 {
            queued += core.pointee.checkedQueues(side)
            core.pointee.sides[side].checkInvariants()
        }
        let named = core.pointee.namedCount
        precondition(
            queued == core.pointee.restingCount && queued == named,
            "\(queued) orders queue, \(named) are named, \(restingCount) counted")
    }
}

extension BookCore {
    /// Checks the levels of a side and their queues.
    ///
    /// - Returns: How many orders queue.
    fileprivate func checkedQueues(_ side: Int) -> Int {
        var queued = 0
        var before: Int64?
        for number in levels(side) {
            let level = pool.level(number)
            let key = level.key
            precondition(level.side == side, "level \(number) is on the wrong side")
            precondition(
                before.map { key < $0 } ?? (key == sides[side].best), "key \(key) out of order")
            before = key
            let count = checkedQueue(number)
            precondition(count > 0, "level \(number) is empty")
            queued += count
        }
        precondition(
            before != nil || sides[side].best == PriceKey.none, "a best price without a level")
        return queued
    }

    /// Checks the orders of a level.
    ///
    /// - Returns: How many there are.
    private func checkedQueue(_ level: UInt32) -> Int {
        var volume: Int128 = 0
        var count = 0
        var previous = level
        var number = pool.level(level).first
        while number != level {
            let order = pool.order(number)
            let handle = pool.handle(number)
            precondition(order.level == level, "order \(number) names another level")
            precondition(order.previous == previous, "order \(number) is linked one way only")
            precondition(pool.open(number) > 0, "order \(number) has nothing open")
            precondition(find(handle) == number, "handle \(handle) is lost")
            volume += Int128(pool.open(number))
            count += 1
            previous = number
            number = order.next
        }
        let sentinel = pool.level(level)
        precondition(sentinel.last == previous, "level \(level) has another last order")
        precondition(
            sentinel.volume == volume && Int(sentinel.count) == count,
            "level \(level): \(sentinel.volume) in \(sentinel.count), is \(volume)")
        return count
    }
}

extension BookSide {
    /// Checks that the ring, its bits and the far levels fit together.
    fileprivate func checkInvariants() {
        precondition(base >= 0 && base & 63 == 0, "the ring starts at \(base)")
        precondition(best == PriceKey.none || holds(best), "the best \(best) is not in the ring")
        if !far.pointee.isEmpty {
            precondition(best != PriceKey.none, "far levels, but no best one")
            precondition(
                far.pointee.key(at: far.pointee.last) < base, "a far level inside the ring")
        }
        far.pointee.checkInvariants()
        for bit in 0...Int(ringMask) where occupied.contains(bit) {
            precondition(ring[bit] != Node.none, "slot \(bit) is occupied by no level")
        }
    }
}
