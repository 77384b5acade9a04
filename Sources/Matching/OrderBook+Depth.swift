public import Primitives

/// The orders of one price, taken together.
@frozen
public struct BookLevel: Hashable, Sendable {
    /// Their price.
    public let price: Price
    /// What they have open together, in lots; may exceed 2⁶³ − 1.
    public let volume: Int128
    /// How many they are; at least one.
    public let orderCount: Int

    package init(price: Price, volume: Int128, orderCount: Int) {
        self.price = price
        self.volume = volume
        self.orderCount = orderCount
    }
}

/// What it would take to fill an order at once.
@frozen
public struct FillCost: Hashable, Sendable {
    /// The lots that would trade; less than wanted when the book has no more.
    public let quantity: Lots
    /// The sum of price × quantity over them, in tick sizes × lot sizes.
    public let notional: Int128

    /// The volume-weighted price per lot, in tick sizes, rounded to nearest; `nil` for nothing.
    public var averagePrice: Double? {
        quantity == .zero ? nil : Double(notional) / Double(quantity.units)
    }
}

extension OrderBook {
    /// The best levels of a side with their volumes, best first (the market data called L2).
    ///
    /// - Complexity: O(`count`).
    public func levels(_ side: Side, limit count: Int = .max) -> [BookLevel] {
        core.pointee.levels(side.index).prefix(count).map { bookLevel($0, side) }
    }

    /// Calls `body` with the orders of a side in priority order (the market data called L3),
    /// until it returns `false`. The book must not change meanwhile.
    ///
    /// - Complexity: O(orders visited).
    public func forEachOrder(_ side: Side, _ body: (RestingOrder) -> Bool) {
        for level in core.pointee.levels(side.index) {
            let goesOn = core.pointee.forEachOrder(ofLevel: level) {
                body(core.pointee.restingOrder($0))
            }
            if !goesOn { return }
        }
    }

    /// The lots of a side within `ticks` price steps of its best price, that price included.
    ///
    /// - Precondition: `ticks` is not negative.
    /// - Complexity: O(levels within).
    public func depth(_ side: Side, withinTicks ticks: Int64) -> Int128 {
        precondition(ticks >= 0, "depth within \(ticks) ticks")
        let best = core.pointee.sides[side.index].best
        var volume: Int128 = 0
        for number in core.pointee.levels(side.index) {
            let level = core.pointee.pool.level(number)
            if best - level.key > ticks { break }
            volume += level.volume
        }
        return volume
    }

    /// What an incoming order of this side would pay or get, were it to trade at once.
    ///
    /// - Complexity: O(levels it reaches).
    public func costToFill(_ side: Side, quantity: Lots) -> FillCost {
        var missing = Int128(quantity.units)
        var notional: Int128 = 0
        for number in core.pointee.levels(side.opposite.index) where missing > 0 {
            let level = bookLevel(number, side.opposite)
            let lots = min(missing, level.volume)
            // At most (2⁶³ − 1)² over all levels, as `lots` add up to `quantity`.
            notional += lots * Int128(level.price.units)
            missing -= lots
        }
        let filled = Int128(quantity.units) - missing
        return FillCost(quantity: Lots(units: Int64(filled)), notional: notional)
    }

    /// The sum of the best bid and the best ask, which is twice the mid, exactly; `nil` when a
    /// side is empty.
    public var doubledMid: Int128? {
        guard let bid = bestBid, let ask = bestAsk else { return nil }
        return Int128(bid.units) + Int128(ask.units)
    }

    /// Half way between the best bid and the best ask, in tick sizes, rounded to nearest; `nil`
    /// when a side is empty. For display and analysis: rules use ``doubledMid``.
    public var mid: Double? { doubledMid.map { Double($0) / 2 } }

    /// The mid weighted by the volume at the touch, (b·Vₐ + a·V_b) ÷ (Vₐ + V_b) in tick sizes;
    /// `nil` when a side is empty. Nearer to the side with less on offer. In floating point:
    /// for display and analysis.
    public var microprice: Double? {
        guard let bid = touch(.bid), let ask = touch(.ask) else { return nil }
        let (bidVolume, askVolume) = (Double(bid.volume), Double(ask.volume))
        let weight = bidVolume / (bidVolume + askVolume)
        let low = Double(bid.price.units)
        return low + (Double(ask.price.units) - low) * weight
    }

    /// The best level of a side, `nil` when it is empty.
    ///
    /// - Complexity: O(1).
    public func touch(_ side: Side) -> BookLevel? {
        let book = core.pointee.sides + side.index
        return book.pointee.best == PriceKey.none ? nil : bookLevel(book.pointee.bestLevel, side)
    }

    private func bookLevel(_ number: UInt32, _ side: Side) -> BookLevel {
        let level = core.pointee.pool.level(number)
        return BookLevel(
            price: Price(units: level.key ^ side.keyMask), volume: level.volume,
            orderCount: Int(level.count))
    }
}
