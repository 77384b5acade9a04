import Matching
import Primitives
import Testing

/// Drives two books with one stream and compares all they answer.
struct BookComparison {
    let fast: OrderBook
    let naive = NaiveOrderBook()
    var flow: RandomFlow
    /// What a failure prints: how to see it again.
    let label: String
    private var live: [OrderHandle] = []
    private var free: [OrderHandle] = []
    private var issued: UInt32 = 0

    init(_ shape: FlowShape, seed: UInt32, ringSize: Int) {
        fast = OrderBook(ringSize: ringSize)
        flow = RandomFlow(shape, seed: seed)
        label = "shape \(shape), seed \(seed), ring \(ringSize)"
    }

    /// Applies `count` operations; stops at the first difference.
    mutating func run(_ count: Int, sourceLocation: SourceLocation = #_sourceLocation) {
        for number in 0..<count {
            let isSame = step() && (number % 64 != 0 || sameViews())
            if number % 256 == 0 { fast.checkInvariants() }
            if !isSame {
                Issue.record("operation \(number), \(label)", sourceLocation: sourceLocation)
                return
            }
        }
        fast.checkInvariants()
        #expect(sameViews(), "at the end, \(label)", sourceLocation: sourceLocation)
    }

    private mutating func step() -> Bool {
        flow.moveMid()
        let kind = flow.below(100)
        let isFull = live.count > flow.target
        if live.isEmpty || kind < (isFull ? 30 : 55) { return place() }
        if kind < 60 { return sweep() }
        let handle = flow.below(40) == 0 ? OrderHandle(issued + 1) : pick()
        if kind < 70 {
            let lots = flow.quantity()
            let same = fast.reduce(handle, by: lots) == naive.reduce(handle, by: lots)
            forgetGone()
            return same && fast.order(handle) == naive.order(handle)
        }
        let same = fast.cancel(handle) == naive.cancel(handle)
        forgetGone()
        return same
    }

    private mutating func pick() -> OrderHandle { live[Int(flow.below(Int64(live.count)))] }

    /// A new order: matched, and most of the time left to rest.
    private mutating func place() -> Bool {
        let side = flow.side()
        let price = flow.price(side)
        let lots = flow.quantity()
        let owner = flow.owner()
        let handle = free.popLast() ?? next()
        let avoided = flow.below(2) == 0 ? owner : nil
        if !sameFillable(side, price, lots, owner) { return false }
        let outcome = fast.match(
            side, limit: price, quantity: lots, owner: avoided, taker: handle)
        let expected = naive.match(
            side, limit: price, quantity: lots, owner: avoided, taker: handle)
        guard outcome == expected, fast.executionList == naive.executionList else { return false }
        forgetGone()
        guard outcome.end == .limitReached else {
            free.append(handle)
            return true
        }
        for book in [fast, naive] as [any TestableBook] {
            book.rest(handle, owner: owner, side: side, price: price, quantity: outcome.open)
        }
        live.append(handle)
        return true
    }

    private mutating func next() -> OrderHandle {
        issued += 1
        return OrderHandle(issued)
    }

    /// An order without a limit, that mostly empties some levels.
    private mutating func sweep() -> Bool {
        let side = flow.side()
        let lots = flow.quantity()
        let outcome = fast.match(side, limit: nil, quantity: lots, owner: nil, taker: .unnamed)
        let expected = naive.match(
            side, limit: nil, quantity: lots, owner: nil, taker: .unnamed)
        forgetGone()
        return outcome == expected && fast.executionList == naive.executionList
    }

    private mutating func forgetGone() {
        for place in live.indices.reversed() where !fast.isResting(live[place]) {
            free.append(live[place])
            live.swapAt(place, live.count - 1)
            live.removeLast()
        }
    }

    private func sameFillable(_ side: Side, _ price: Price, _ lots: Lots, _ owner: OwnerTag)
        -> Bool
    {
        [OwnOrders.count, .stopAt(owner), .skip(owner)].allSatisfy { own in
            fast.canFill(side, limit: price, quantity: lots, ownOrders: own)
                == naive.canFill(side, limit: price, quantity: lots, ownOrders: own)
        }
    }

    private func sameViews() -> Bool {
        Side.allCases.allSatisfy { side in
            fast.best(side) == naive.best(side)
                && fast.levels(side, limit: .max) == naive.levels(side, limit: .max)
                && fast.orders(side) == naive.orders(side)
                && fast.depth(side, withinTicks: 9) == naive.depth(side, withinTicks: 9)
                && fast.notional(side, quantity: Lots(units: 99))
                    == naive.notional(side, quantity: Lots(units: 99))
        }
    }
}

@Suite("The fast book and the naive one, operation by operation")
struct BookComparisonTests {
    @Test(
        "they agree on every stream, with small rings", arguments: FlowShape.allCases,
        [1, 2, 3] as [UInt32])
    func smallRing(shape: FlowShape, seed: UInt32) {
        var comparison = BookComparison(shape, seed: seed, ringSize: 256)
        comparison.run(6_000)
    }

    @Test(
        "they agree on every stream, with the full ring", arguments: FlowShape.allCases,
        [4, 5] as [UInt32])
    func fullRing(shape: FlowShape, seed: UInt32) {
        var comparison = BookComparison(shape, seed: seed, ringSize: 8192)
        comparison.run(4_000)
    }
}
