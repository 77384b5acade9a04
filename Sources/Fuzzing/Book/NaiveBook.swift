import Matching
package import Primitives

/// An order of a ``NaiveBook``.
package struct NaiveOrder: Hashable {
    package var id: UInt64
    var owner: UInt32
    package var side: Side
    package var price: Int64
    package var open: Int64
    /// What has traded of it so far, as far as its keeper counts that.
    package var filled: Int64

    /// The order as a book reports it whose handles are the ids.
    var resting: RestingOrder {
        RestingOrder(
            handle: OrderHandle(UInt32(id)), owner: OwnerTag(owner), side: side,
            price: Price(units: price), open: Lots(units: open))
    }
}

/// What a resting order gave to an incoming one.
struct NaiveFill {
    /// The resting order as it was before.
    let maker: NaiveOrder
    let quantity: Int64

    /// The same as a book reports it whose handles are the ids.
    func execution(taker: UInt64) -> Execution {
        Execution(
            maker: maker.resting.handle, makerOwner: maker.resting.owner,
            price: maker.resting.price, quantity: Lots(units: quantity),
            taker: OrderHandle(UInt32(taker)), makerIsFilled: quantity == maker.open)
    }
}

/// A book of two sorted arrays, slow and obviously right. It shares nothing with `OrderBook`
/// but the words in which both answer.
package struct NaiveBook {
    /// In priority order: better price first, at one price in the order of arrival.
    private var bids: [NaiveOrder] = []
    private var asks: [NaiveOrder] = []

    package var count: Int { bids.count + asks.count }

    package func orders(_ side: Side) -> [NaiveOrder] { side == .bid ? bids : asks }

    /// All orders, by a number below ``count``.
    subscript(index: Int) -> NaiveOrder {
        index < bids.count ? bids[index] : asks[index - bids.count]
    }

    func order(_ id: UInt64) -> NaiveOrder? {
        bids.first { $0.id == id } ?? asks.first { $0.id == id }
    }

    /// Whether an order of the side with this limit may trade at this price.
    private static func accepts(_ limit: Int64?, _ side: Side, _ price: Int64) -> Bool {
        guard let limit else { return true }
        return side == .bid ? price <= limit : price >= limit
    }

    func wouldCross(_ side: Side, _ price: Int64) -> Bool {
        orders(side.opposite).first.map { Self.accepts(price, side, $0.price) } ?? false
    }

    /// The lots an order of the side would find within its limit.
    func onOffer(_ side: Side, limit: Int64?, ownOrders: OwnOrders) -> Int128 {
        var sum: Int128 = 0
        for order in orders(side.opposite) where Self.accepts(limit, side, order.price) {
            switch ownOrders {
            case .stopAt(let owner) where owner.number == order.owner: return sum
            case .skip(let owner) where owner.number == order.owner: continue
            case .count, .stopAt, .skip: sum += Int128(order.open)
            }
        }
        return sum
    }

    /// Trades, ending before the first order of `owner`.
    mutating func trade(
        _ side: Side, limit: Int64?, quantity: Int64, avoiding owner: UInt32? = nil
    ) -> (open: Int64, fills: [NaiveFill], end: MatchEnd) {
        var open = quantity
        var fills: [NaiveFill] = []
        while open > 0, let maker = orders(side.opposite).first,
            Self.accepts(limit, side, maker.price)
        {
            if maker.owner == owner { return (open, fills, .ownOrder(maker.resting.handle)) }
            let lots = min(open, maker.open)
            fills.append(NaiveFill(maker: maker, quantity: lots))
            open -= lots
            change(maker.id, open: maker.open - lots, filled: maker.filled + lots)
        }
        return (open, fills, open == 0 ? .filled : .limitReached)
    }

    mutating func rest(_ order: NaiveOrder) {
        switch order.side {
        case .bid:
            bids.insert(order, at: bids.firstIndex { $0.price < order.price } ?? bids.count)
        case .ask:
            asks.insert(order, at: asks.firstIndex { $0.price > order.price } ?? asks.count)
        }
    }

    /// Changes an order in its place; without open lots it is gone.
    mutating func change(_ id: UInt64, open: Int64, filled: Int64) {
        Self.change(&bids, id, open, filled)
        Self.change(&asks, id, open, filled)
    }

    mutating func remove(_ id: UInt64) { change(id, open: 0, filled: 0) }

    private static func change(
        _ orders: inout [NaiveOrder], _ id: UInt64, _ open: Int64, _ filled: Int64
    ) {
        guard let place = orders.firstIndex(where: { $0.id == id }) else { return }
        if open == 0 {
            orders.remove(at: place)
        } else {
            orders[place].open = open
            orders[place].filled = filled
        }
    }
}
