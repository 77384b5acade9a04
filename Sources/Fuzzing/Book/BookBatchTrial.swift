import Determinism
import Matching
import Primitives

/// Batches of operations, with and without looking ahead.
final class BookBatchTrial: BookTrial {
    private(set) var executionCount = 0
    private(set) var rejectionCount = 0
    private let fast: OrderBook
    private var naive = NaiveBook()
    private var flow: BookFlow
    private var nextHandle: UInt64 = 1
    private var batch: [BookOperation] = []
    private var executions: [Execution] = []
    private var rejections: [Rejection] = []

    private struct Rejection: Equatable {
        let place: Int
        let reason: BatchRejection.Reason
    }

    init(_ shape: BookFlowShape, seed: UInt32, ringSize: Int) {
        fast = OrderBook(ringSize: ringSize)
        flow = BookFlow(shape, seed: seed)
    }

    func run(_ operations: Int) throws(BookDifference) {
        var done = 0
        while done < operations {
            let lookahead = flow.random.pick([.automatic, .off, .on] as [Lookahead])
            let length = min(flow.random.below(120), operations - done)
            batch = []
            executions = []
            rejections = []
            for _ in 0..<length { step() }
            done += length
            try compare(lookahead, done)
        }
        fast.checkInvariants()
    }

    private func compare(_ lookahead: Lookahead, _ done: Int) throws(BookDifference) {
        batch.withUnsafeBufferPointer { fast.apply($0, lookahead: lookahead) }
        try same(Array(fast.executions), executions, "executions of the batch", done)
        let refused = fast.rejections.map { Rejection(place: $0.operation, reason: $0.reason) }
        try same(refused, rejections, "rejections of the batch", done)
        for side in Side.allCases {
            try same(
                fast.orderList(side), naive.orders(side).map(\.resting), "\(side) orders", done)
        }
        executionCount += executions.count
        rejectionCount += rejections.count
    }

    /// Applies an operation to the naive book and puts it into the batch.
    private func step() {
        let kind = flow.kind(resting: naive.count)
        switch kind {
        case .limit: place(.limit, newHandle())
        case .immediate: place(.immediate, newHandle())
        case .fillOrKill: place(.fillOrKill, newHandle())
        case .addOnly: place(.addOnly, newHandle())
        case .market: market(newHandle())
        case .cancel: cancel(anyHandle())
        case .reduce: reduce(anyHandle())
        case .replace, .update:
            let id = anyHandle()
            if naive.order(id) == nil { reject(.notResting) }
            naive.remove(id)
            place(.replace, id, isRefused: rejections.last?.place == batch.count)
        }
    }

    private func newHandle() -> UInt64 {
        defer { nextHandle += 1 }
        return nextHandle
    }

    private func anyHandle() -> UInt64 {
        if naive.count == 0 || flow.random.below(40) == 0 {
            return UInt64(1 + flow.random.below(Int(nextHandle) + 100))
        }
        return naive[flow.random.below(naive.count)].id
    }

    private func reject(_ reason: BatchRejection.Reason) {
        rejections.append(Rejection(place: batch.count, reason: reason))
    }

    private func trade(_ order: NaiveOrder, limit: Int64?) -> Int64 {
        let outcome = naive.trade(order.side, limit: limit, quantity: order.open)
        executions += outcome.fills.map { $0.execution(taker: order.id) }
        return outcome.open
    }

    private func place(_ kind: BookOperation.Kind, _ id: UInt64, isRefused: Bool = false) {
        let side = flow.side()
        var order = NaiveOrder(
            id: id, owner: 0, side: side, price: flow.price(side), open: flow.quantity(),
            filled: 0)
        let operation = BookOperation.place(
            kind, order.resting.handle, side: side, price: order.resting.price,
            quantity: order.resting.open)
        defer { batch.append(operation) }
        if isRefused { return }
        let offered = naive.onOffer(side, limit: order.price, ownOrders: .count)
        if kind == .addOnly && offered > 0 { return reject(.wouldCross) }
        if kind == .fillOrKill && offered < Int128(order.open) { return reject(.notFillable) }
        order.open = trade(order, limit: order.price)
        let rests = kind == .limit || kind == .replace || kind == .addOnly
        if rests && order.open > 0 { naive.rest(order) }
    }

    private func market(_ id: UInt64) {
        let order = NaiveOrder(
            id: id, owner: 0, side: flow.side(), price: 1, open: flow.quantity(), filled: 0)
        let resting = order.resting
        batch.append(.market(resting.handle, side: order.side, quantity: resting.open))
        _ = trade(order, limit: nil)
    }

    private func cancel(_ id: UInt64) {
        if naive.order(id) == nil { reject(.notResting) }
        naive.remove(id)
        batch.append(.cancel(OrderHandle(UInt32(id))))
    }

    private func reduce(_ id: UInt64) {
        let lots = flow.quantity()
        if let order = naive.order(id) {
            naive.change(id, open: max(0, order.open - lots), filled: 0)
        } else {
            reject(.notResting)
        }
        batch.append(.reduce(OrderHandle(UInt32(id)), by: Lots(units: lots)))
    }
}
