import Matching
import Primitives
import Testing

@Suite("The order book by example")
struct OrderBookTests {
    @Test("the oldest order at the best price trades first, at its own price")
    func priceThenTime() throws {
        try check(
            book: ["ask 101: b5", "ask 100: a3 c4"],
            place: "bid x5 @ 102",
            executions: ["x a 3 @ 100", "x c 2 @ 100"],
            end: .filled,
            leaves: ["ask 101: b5", "ask 100: c2"])
    }

    @Test("a better price goes first, whoever came first")
    func betterPriceFirst() throws {
        try check(
            book: ["bid 99: a2", "bid 100: b2", "bid 98: c9"],
            place: "ask x5 @ 98",
            executions: ["x b 2 @ 100", "x a 2 @ 99", "x c 1 @ 98"],
            leaves: ["bid 98: c8"])
    }

    @Test("what is left of a limit order rests, and is then the best")
    func remainderRests() throws {
        try check(
            book: ["ask 101: b5", "ask 100: a3", "bid 98: c1"],
            place: "bid x5 @ 100",
            executions: ["x a 3 @ 100"],
            end: .limitReached,
            leaves: ["ask 101: b5", "bid 100: x2", "bid 98: c1"])
    }

    @Test("an order without a limit takes all there is")
    func market() throws {
        try check(
            book: ["ask 9223372036854775807: b5", "ask 1: a3"],
            place: "bid x9",
            executions: ["x a 3 @ 1", "x b 5 @ 9223372036854775807"],
            end: .limitReached,
            leaves: [])
    }

    @Test("a partial fill keeps the place in the queue")
    func partialFillKeepsPlace() throws {
        for book in booksUnderTest() {
            try book.fill(["ask 100: a3 b4"])
            _ = try book.place("bid x1 @ 100")
            _ = try book.place("bid y1 @ 100")
            #expect(book.executionRows == ["y a 1 @ 100"])
            #expect(book.rows == ["ask 100: a1 b4"])
        }
    }

    @Test("a reduction keeps the place, a replacement by hand loses it")
    func reduceKeepsPlace() throws {
        for book in booksUnderTest() {
            try book.fill(["bid 100: a5 b5 c5"])
            #expect(
                book.reduce(OrderHandle(1), by: Lots(units: 4)) == .reduced(open: Lots(units: 1)))
            #expect(book.cancel(OrderHandle(2)) == Lots(units: 5))
            _ = try book.place("bid b2 @ 100")
            #expect(book.rows == ["bid 100: a1 c5 b2"])
            book.check()
        }
    }

    @Test("a reduction by all or more removes the order", arguments: [5, 6, Int64.max])
    func reduceRemoves(lots: Int64) throws {
        for book in booksUnderTest() {
            try book.fill(["bid 100: a5", "bid 99: b1"])
            #expect(
                book.reduce(OrderHandle(1), by: Lots(units: lots)) == .removed(open: Lots(units: 5))
            )
            #expect(book.rows == ["bid 99: b1"])
            #expect(book.reduce(OrderHandle(1), by: Lots(units: 1)) == .notResting)
            book.check()
        }
    }

    @Test("what does not rest cannot be cancelled, and handles beyond the table are no fault")
    func unknownHandles() {
        for book in booksUnderTest() {
            for index in [0, 1, 1_000_000, UInt32.max] {
                #expect(book.cancel(OrderHandle(index)) == nil)
                #expect(book.order(OrderHandle(index)) == nil)
            }
        }
    }

    @Test("matching ends before the first order of the same owner, and leaves it alone")
    func stopsAtOwnOrder() throws {
        try check(
            book: ["ask 101: d9", "ask 100: a3/1 b4/2 c5/1"],
            place: "bid x9/2 @ 101", avoidingOwner: true,
            executions: ["x a 3 @ 100"],
            end: .ownOrder(OrderHandle(2)),
            leaves: ["ask 101: d9", "ask 100: b4/2 c5/1"])
    }

    @Test("an own order first in the queue stops matching at once")
    func stopsAtOnce() throws {
        try check(
            book: ["ask 100: a3/7"], place: "bid x9/7", avoidingOwner: true, executions: [],
            end: .ownOrder(OrderHandle(1)), leaves: ["ask 100: a3/7"])
    }

    @Test("an own order beyond the quantity or the limit is not met")
    func ownOrderNotMet() throws {
        try check(
            book: ["ask 101: b4/2", "ask 100: a3/1"], place: "bid x3/2 @ 101",
            avoidingOwner: true, executions: ["x a 3 @ 100"], end: .filled,
            leaves: ["ask 101: b4/2"])
        try check(
            book: ["ask 101: b4/2", "ask 100: a3/1"], place: "bid x5/2 @ 100",
            avoidingOwner: true, executions: ["x a 3 @ 100"], end: .limitReached,
            leaves: ["ask 101: b4/2", "bid 100: x2/2"])
    }

    @Test("without an owner to avoid, owners trade with themselves")
    func ownersMayTrade() throws {
        try check(
            book: ["ask 100: a3/7"], place: "bid x3/7", executions: ["x a 3 @ 100"], leaves: [])
    }

    @Test("an execution says whose the maker was, and whether it is gone")
    func executionDetails() throws {
        for book in booksUnderTest() {
            try book.fill(["ask 100: a3/7 b4/8"])
            _ = try book.place("bid x5 @ 100")
            #expect(book.executionList.map(\.makerOwner.number) == [7, 8])
            #expect(book.executionList.map(\.makerIsFilled) == [true, false])
        }
    }

    @Test("a handle may be used again as soon as its order is gone")
    func handleReuse() throws {
        for book in booksUnderTest() {
            try book.fill(["ask 100: a3"])
            _ = try book.place("bid x3 @ 100")
            try book.fill(["bid 90: a7 x1"])
            #expect(book.cancel(OrderHandle(1)) == Lots(units: 7))
            try book.fill(["ask 95: a2"])
            #expect(book.rows == ["ask 95: a2", "bid 90: x1"])
            book.check()
        }
    }

    @Test("the touch, the front and the order tell what rests")
    func lookups() throws {
        let book = OrderBook()
        #expect(book.bestBid == nil && book.front(.ask) == nil && book.mid == nil)
        try book.fill(["ask 105: a1", "ask 104: b6 c2", "bid 101: d2/9", "bid 7: e1"])
        #expect(book.bestBid == Price(units: 101) && book.bestAsk == Price(units: 104))
        #expect(book.front(.ask)?.handle == OrderHandle(2))
        #expect(book.front(.bid)?.owner == OwnerTag(9))
        #expect(book.isResting(OrderHandle(5)) && !book.isResting(OrderHandle(6)))
        #expect(book.restingCount == 5)
        #expect(book.wouldCross(.bid, price: Price(units: 104)))
        #expect(!book.wouldCross(.bid, price: Price(units: 103)))
        #expect(book.wouldCross(.ask, price: Price(units: 101)))
        #expect(!book.wouldCross(.ask, price: Price(units: 102)))
    }

    @Test("depth, cost, mid and microprice")
    func depth() throws {
        let book = OrderBook()
        try book.fill(["ask 106: a1", "ask 104: b6", "bid 101: d2", "bid 100: e3 f4"])
        #expect(book.doubledMid == 205 && book.mid == 102.5)
        #expect(book.microprice == 101.75)
        #expect(book.depth(.bid, withinTicks: 0) == 2)
        #expect(book.depth(.bid, withinTicks: 1) == 9)
        #expect(book.depth(.ask, withinTicks: 1) == 6)
        let cost = book.costToFill(.ask, quantity: Lots(units: 4))
        #expect(cost.notional == 402 && cost.averagePrice == 100.5)
        let all = book.costToFill(.bid, quantity: Lots(units: 100))
        #expect(all.quantity == Lots(units: 7) && all.notional == 730)
        #expect(book.levels(.bid, limit: 1).map(\.volume) == [2])
        #expect(book.levels(.bid).map(\.orderCount) == [1, 2])
    }
}
