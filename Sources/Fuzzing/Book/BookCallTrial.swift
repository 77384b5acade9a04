import Determinism
import Matching
import Primitives

/// One call of an `OrderBook` after another: owners, trades with oneself prevented, handles
/// used again.
final class BookCallTrial: BookTrial {
    private(set) var executionCount = 0
    private(set) var rejectionCount = 0
    private let fast: OrderBook
    private var naive = NaiveBook()
    private var flow: BookFlow
    private var operation = 0

    init(_ shape: BookFlowShape, seed: UInt32, ringSize: Int) {
        fast = OrderBook(ringSize: ringSize)
        flow = BookFlow(shape, seed: seed)
    }

    func run(_ operations: Int) throws(BookDifference) {
        for number in 1...operations {
            operation = number
            try step()
            try compareTouch()
            if number % 64 == 0 { try compareOrders() }
            if number % 256 == 0 { fast.checkInvariants() }
        }
        try compareOrders()
        fast.checkInvariants()
    }

    private func same<Value: Equatable>(
        _ fast: Value, _ naive: Value, _ what: @autoclosure () -> String
    ) throws(BookDifference) {
        try same(fast, naive, what(), operation)
    }

    private func step() throws(BookDifference) {
        let kind = flow.kind(resting: naive.count)
        switch kind {
        case .limit, .immediate, .fillOrKill, .addOnly, .market:
            try place(kind, id: newHandle())
        case .cancel:
            try cancel(anyHandle())
        case .reduce:
            try reduce(anyHandle())
        case .replace, .update:
            let id = anyHandle()
            if try cancel(id) { try place(.limit, id: id) }
        }
    }

    /// A handle that names no order; now and then far above all others.
    private func newHandle() -> UInt64 {
        let reach = flow.random.below(2_000) == 0 ? 200_000 : 4 * flow.target
        var handle = UInt64(1 + flow.random.below(reach))
        while naive.order(handle) != nil { handle = UInt64(1 + flow.random.below(reach)) }
        return handle
    }

    private func anyHandle() -> UInt64 {
        if naive.count == 0 || flow.random.below(40) == 0 { return newHandle() }
        return naive[flow.random.below(naive.count)].id
    }

    private func place(_ kind: BookFlowKind, id: UInt64) throws(BookDifference) {
        let side = flow.side()
        let order = NaiveOrder(
            id: id, owner: UInt32(flow.random.below(5)), side: side, price: flow.price(side),
            open: flow.quantity(), filled: 0)
        if kind == .addOnly {
            let crosses = naive.wouldCross(side, order.price)
            try same(
                fast.wouldCross(side, price: order.resting.price), crosses, "would cross")
            if crosses { rejectionCount += 1 } else { rest(order) }
            return
        }
        let isFillable = try compareOnOffer(order)
        if kind == .fillOrKill && !isFillable {
            rejectionCount += 1
            return
        }
        let avoidsOwn = kind != .fillOrKill && flow.random.below(2) == 0
        let left = try trade(order, isLimited: kind != .market, avoidsOwn: avoidsOwn)
        if kind == .limit, let left { rest(left) }
    }

    private func rest(_ order: NaiveOrder) {
        naive.rest(order)
        let resting = order.resting
        fast.rest(
            resting.handle, owner: resting.owner, side: resting.side, price: resting.price,
            quantity: resting.open)
    }

    /// Asks for the order's quantity, its own orders counted in each way.
    ///
    /// - Returns: Whether it can be filled when nobody's orders are avoided.
    private func compareOnOffer(_ order: NaiveOrder) throws(BookDifference) -> Bool {
        let (limit, owner) = (order.resting.price, order.resting.owner)
        for own in [OwnOrders.stopAt(owner), .skip(owner), .count] {
            let offered = naive.onOffer(order.side, limit: order.price, ownOrders: own)
            let canFill = fast.canFill(
                order.side, limit: limit, quantity: order.resting.open, ownOrders: own)
            try same(
                canFill, offered >= Int128(order.open), "can fill \(order.open) (\(own))")
        }
        return naive.onOffer(order.side, limit: order.price, ownOrders: .count)
            >= Int128(order.open)
    }

    /// Trades an order with both books.
    ///
    /// - Returns: What is left of it, if it may rest.
    private func trade(
        _ order: NaiveOrder, isLimited: Bool, avoidsOwn: Bool
    ) throws(BookDifference) -> NaiveOrder? {
        let resting = order.resting
        let outcome = fast.match(
            order.side, limit: isLimited ? resting.price : nil, quantity: resting.open,
            avoiding: avoidsOwn ? resting.owner : nil, taker: resting.handle)
        let expected = naive.trade(
            order.side, limit: isLimited ? order.price : nil, quantity: order.open,
            avoiding: avoidsOwn ? order.owner : nil)
        let fills = expected.fills.map { $0.execution(taker: order.id) }
        try same(Array(fast.executions), fills, "executions of \(resting)")
        try same(outcome.open.units, expected.open, "what is left of \(resting)")
        try same(outcome.end, expected.end, "the end of \(resting)")
        executionCount += fills.count
        guard expected.end == .limitReached else { return nil }
        var left = order
        left.open = expected.open
        return left
    }

    @discardableResult
    private func cancel(_ id: UInt64) throws(BookDifference) -> Bool {
        let open = naive.order(id)?.open
        naive.remove(id)
        if open == nil { rejectionCount += 1 }
        try same(fast.cancel(OrderHandle(UInt32(id)))?.units, open, "cancelling \(id)")
        return open != nil
    }

    private func reduce(_ id: UInt64) throws(BookDifference) {
        let lots = flow.quantity()
        let outcome = fast.reduce(OrderHandle(UInt32(id)), by: Lots(units: lots))
        guard let order = naive.order(id) else {
            rejectionCount += 1
            return try same(outcome, .notResting, "reducing \(id)")
        }
        let left = max(0, order.open - lots)
        naive.change(id, open: left, filled: 0)
        let expected: ReduceOutcome =
            left == 0
            ? .removed(open: Lots(units: order.open)) : .reduced(open: Lots(units: left))
        try same(outcome, expected, "reducing \(id) by \(lots)")
        try same(fast.order(OrderHandle(UInt32(id))), naive.order(id)?.resting, "order \(id)")
    }

    private func compareTouch() throws(BookDifference) {
        try same(fast.restingCount, naive.count, "resting orders")
        for side in Side.allCases {
            let first = naive.orders(side).first?.resting
            try same(fast.front(side), first, "the first \(side)")
            try same(fast.best(side), first?.price, "the best \(side)")
        }
    }

    private func compareOrders() throws(BookDifference) {
        for side in Side.allCases {
            try same(
                fast.orderList(side), naive.orders(side).map(\.resting), "\(side) orders")
            var levels: [BookLevel] = []
            for order in naive.orders(side) {
                let last = levels.last?.price.units == order.price ? levels.popLast() : nil
                levels.append(
                    BookLevel(
                        price: Price(units: order.price),
                        volume: (last?.volume ?? 0) + Int128(order.open),
                        orderCount: (last?.orderCount ?? 0) + 1))
            }
            try same(fast.levels(side), levels, "\(side) levels")
        }
    }
}

extension OrderBook {
    /// The orders of a side in priority order.
    func orderList(_ side: Side) -> [RestingOrder] {
        var list: [RestingOrder] = []
        forEachOrder(side) { order in
            list.append(order)
            return true
        }
        return list
    }
}
