public import Primitives

/// What resting orders of an incoming order's own owner count for.
@frozen
public enum OwnOrders: Hashable, Sendable {
    /// As any other order: owners trade with themselves, or there are none.
    case count
    /// Matching ends at the first of them: what is behind it cannot be had.
    case stopAt(OwnerTag)
    /// They are taken out of the way: all but they can be had.
    case skip(OwnerTag)
}

extension OrderBook {
    /// Whether an incoming order would be filled whole.
    ///
    /// The sum never wraps, whatever rests; the search stops as soon as there is enough.
    ///
    /// - Parameters:
    ///   - side: The side of the incoming order.
    ///   - limit: The worst price it accepts; `nil` accepts any.
    ///   - quantity: What it wants.
    ///   - ownOrders: What orders of its own owner count for.
    /// - Complexity: O(levels within the limit) for ``OwnOrders/count``, otherwise O(orders
    ///   within the limit).
    public func canFill(
        _ side: Side, limit: Price?, quantity: Lots, ownOrders: OwnOrders = .count
    ) -> Bool {
        let makers = side.opposite
        let worst = limit.map { $0.units ^ makers.keyMask } ?? 0
        let wanted = UInt64(bitPattern: quantity.units)
        switch ownOrders {
        case .count:
            return core.pointee.canFill(wanted, from: makers.index, limit: worst)
        case .stopAt(let owner):
            return core.pointee.canFill(
                wanted, from: makers.index, limit: worst, own: owner.number, stopping: true)
        case .skip(let owner):
            return core.pointee.canFill(
                wanted, from: makers.index, limit: worst, own: owner.number, stopping: false)
        }
    }
}

extension BookCore {
    /// Whether the levels down to the key `limit` hold as many lots together.
    func canFill(_ wanted: UInt64, from side: Int, limit: Int64) -> Bool {
        // Less than `wanted` before each addition, so within 128 bits.
        var missing = Int128(wanted)
        if missing == 0 { return true }
        for level in levels(side) {
            let level = pool.level(level)
            if level.key < limit { return false }
            missing -= level.volume
            if missing <= 0 { return true }
        }
        return false
    }

    /// The same when orders of one owner end the search, or do not count.
    func canFill(
        _ wanted: UInt64, from side: Int, limit: Int64, own owner: UInt32, stopping: Bool
    ) -> Bool {
        var missing = wanted
        if missing == 0 { return true }
        for level in levels(side) {
            if pool.level(level).key < limit { return false }
            let goesOn = forEachOrder(ofLevel: level) { number in
                if pool.owner(number) == owner { return !stopping }
                missing -= min(missing, pool.open(number))
                return missing > 0
            }
            if !goesOn { return missing == 0 }
        }
        return false
    }
}
