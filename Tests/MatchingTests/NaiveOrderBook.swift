import Matching
import Primitives

/// What the fast and the naive book have in common, so that one suite tests both.
protocol TestableBook: AnyObject {
    var executionList: [Execution] { get }
    func best(_ side: Side) -> Price?
    func match(_ side: Side, limit: Price?, quantity: Lots, owner: OwnerTag?, taker: OrderHandle)
        -> MatchOutcome
    func rest(
        _ handle: OrderHandle, owner: OwnerTag, side: Side, price: Price, quantity: Lots)
    func cancel(_ handle: OrderHandle) -> Lots?
    func reduce(_ handle: OrderHandle, by lots: Lots) -> ReduceOutcome
    func order(_ handle: OrderHandle) -> RestingOrder?
    func canFill(_ side: Side, limit: Price?, quantity: Lots, ownOrders: OwnOrders) -> Bool
    func levels(_ side: Side, limit count: Int) -> [BookLevel]
    func orders(_ side: Side) -> [RestingOrder]
    func depth(_ side: Side, withinTicks ticks: Int64) -> Int128
    func notional(_ side: Side, quantity: Lots) -> Int128
    func check()
}

extension OrderBook: TestableBook {
    var executionList: [Execution] { Array(executions) }

    func match(
        _ side: Side, limit: Price?, quantity: Lots, owner: OwnerTag?, taker: OrderHandle
    ) -> MatchOutcome {
        match(side, limit: limit, quantity: quantity, avoiding: owner, taker: taker)
    }

    func orders(_ side: Side) -> [RestingOrder] {
        var list: [RestingOrder] = []
        forEachOrder(side) { order in
            list.append(order)
            return true
        }
        return list
    }

    func notional(_ side: Side, quantity: Lots) -> Int128 {
        costToFill(side, quantity: quantity).notional
    }

    func check() { checkInvariants() }
}

/// A book of two sorted arrays, slow and obviously right.
final class NaiveOrderBook: TestableBook {
    /// In priority order: better price first, at one price in the order of arrival.
    private var resting: [Side: [RestingOrder]] = [.bid: [], .ask: []]
    private(set) var executionList: [Execution] = []

    func orders(_ side: Side) -> [RestingOrder] { resting[side] ?? [] }

    func best(_ side: Side) -> Price? { orders(side).first?.price }

    func order(_ handle: OrderHandle) -> RestingOrder? {
        (orders(.bid) + orders(.ask)).first { $0.handle == handle }
    }

    private static func isBetter(_ price: Price, than other: Price, _ side: Side) -> Bool {
        side == .bid ? price > other : price < other
    }

    private static func accepts(_ limit: Price?, _ side: Side, _ price: Price) -> Bool {
        guard let limit else { return true }
        return side == .bid ? price <= limit : price >= limit
    }

    func match(
        _ side: Side, limit: Price?, quantity: Lots, owner: OwnerTag?, taker: OrderHandle
    ) -> MatchOutcome {
        executionList = []
        var open = quantity.units
        while open > 0, let maker = orders(side.opposite).first {
            if !Self.accepts(limit, side, maker.price) { break }
            if maker.owner == owner {
                return MatchOutcome(open: Lots(units: open), end: .ownOrder(maker.handle))
            }
            let lots = min(open, maker.open.units)
            executionList.append(
                Execution(
                    maker: maker.handle, makerOwner: maker.owner, price: maker.price,
                    quantity: Lots(units: lots), taker: taker,
                    makerIsFilled: lots == maker.open.units))
            open -= lots
            setOpen(of: maker, at: 0, to: maker.open.units - lots)
        }
        return MatchOutcome(
            open: Lots(units: open), end: open == 0 ? .filled : .limitReached)
    }

    func rest(
        _ handle: OrderHandle, owner: OwnerTag, side: Side, price: Price, quantity: Lots
    ) {
        let list = orders(side)
        let place =
            list.firstIndex { Self.isBetter(price, than: $0.price, side) } ?? list.count
        let order = RestingOrder(
            handle: handle, owner: owner, side: side, price: price, open: quantity)
        resting[side]?.insert(order, at: place)
    }

    func cancel(_ handle: OrderHandle) -> Lots? {
        guard let (order, place) = find(handle) else { return nil }
        setOpen(of: order, at: place, to: 0)
        return order.open
    }

    func reduce(_ handle: OrderHandle, by lots: Lots) -> ReduceOutcome {
        guard let (order, place) = find(handle) else { return .notResting }
        let left = max(0, order.open.units - lots.units)
        setOpen(of: order, at: place, to: left)
        return left == 0 ? .removed(open: order.open) : .reduced(open: Lots(units: left))
    }

    private func find(_ handle: OrderHandle) -> (RestingOrder, Int)? {
        for side in Side.allCases {
            if let place = orders(side).firstIndex(where: { $0.handle == handle }) {
                return (orders(side)[place], place)
            }
        }
        return nil
    }

    private func setOpen(of order: RestingOrder, at place: Int, to open: Int64) {
        if open == 0 {
            resting[order.side]?.remove(at: place)
        } else {
            resting[order.side]?[place] = RestingOrder(
                handle: order.handle, owner: order.owner, side: order.side,
                price: order.price, open: Lots(units: open))
        }
    }

    func canFill(_ side: Side, limit: Price?, quantity: Lots, ownOrders: OwnOrders) -> Bool {
        var offered: Int128 = 0
        for order in orders(side.opposite) where Self.accepts(limit, side, order.price) {
            switch ownOrders {
            case .stopAt(let owner) where owner == order.owner:
                return offered >= Int128(quantity.units)
            case .skip(let owner) where owner == order.owner:
                continue
            case .count, .stopAt, .skip:
                offered += Int128(order.open.units)
            }
        }
        return offered >= Int128(quantity.units)
    }

    func levels(_ side: Side, limit count: Int) -> [BookLevel] {
        var levels: [BookLevel] = []
        for order in orders(side) {
            let last = levels.last?.price == order.price ? levels.popLast() : nil
            levels.append(
                BookLevel(
                    price: order.price,
                    volume: (last?.volume ?? 0) + Int128(order.open.units),
                    orderCount: (last?.orderCount ?? 0) + 1))
        }
        return Array(levels.prefix(count))
    }

    func depth(_ side: Side, withinTicks ticks: Int64) -> Int128 {
        let first = orders(side).first?.price.units ?? 0
        return orders(side)
            .filter { abs(Int128($0.price.units) - Int128(first)) <= Int128(ticks) }
            .reduce(0) { $0 + Int128($1.open.units) }
    }

    func notional(_ side: Side, quantity: Lots) -> Int128 {
        var left = quantity.units
        var sum: Int128 = 0
        for order in orders(side.opposite) {
            let lots = min(left, order.open.units)
            sum += Int128(lots) * Int128(order.price.units)
            left -= lots
        }
        return sum
    }

    func check() {}
}
