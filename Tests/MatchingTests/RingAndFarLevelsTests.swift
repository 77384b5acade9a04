import Matching
import Primitives
import Testing

/// The places where a ring of levels with a far set behind it can go wrong.
@Suite("The ring of levels and what lies beyond it")
struct RingAndFarLevelsTests {
    private func rest(
        _ book: OrderBook, _ index: UInt32, _ side: Side, _ price: Int64, lots: Int64 = 1
    ) {
        book.rest(
            OrderHandle(index), owner: OwnerTag(0), side: side, price: Price(units: price),
            quantity: Lots(units: lots))
        book.checkInvariants()
    }

    private func cancel(_ book: OrderBook, _ index: UInt32) {
        #expect(book.cancel(OrderHandle(index)) != nil)
        book.checkInvariants()
    }

    private func prices(_ book: OrderBook, _ side: Side) -> [Int64] {
        book.levels(side).map(\.price.units)
    }

    @Test("a side that was empty begins again anywhere", arguments: [256, 8192])
    func emptySideRecentres(ringSize: Int) {
        let book = OrderBook(ringSize: ringSize)
        for price in [1_000_000, 5, 10_000_000_000, .max, 1, 999_936, 64, 63] as [Int64] {
            rest(book, 1, .bid, price)
            #expect(book.bestBid == Price(units: price))
            cancel(book, 1)
            #expect(book.bestBid == nil)
            rest(book, 2, .ask, price)
            #expect(book.bestAsk == Price(units: price))
            cancel(book, 2)
            #expect(book.bestAsk == nil)
        }
    }

    @Test("the lowest and the highest price rest in one book, on either side")
    func extremePrices() throws {
        for ringSize in [256, 8192] {
            let book = OrderBook(ringSize: ringSize)
            rest(book, 1, .bid, 1)
            rest(book, 2, .ask, .max)
            #expect(book.bestBid?.units == 1 && book.bestAsk?.units == .max)
            #expect(book.doubledMid == Int128(1) << 63)
            rest(book, 3, .bid, .max - 1)
            cancel(book, 2)
            rest(book, 4, .bid, .max)
            #expect(prices(book, .bid) == [.max, .max - 1, 1])
            let outcome = book.match(
                .ask, limit: Price(units: 1), quantity: Lots(units: 5), avoiding: nil)
            #expect(outcome == MatchOutcome(open: Lots(units: 2), end: .limitReached))
            #expect(book.executions.map(\.price.units) == [.max, .max - 1, 1])
            rest(book, 5, .ask, 1)
            rest(book, 6, .ask, .max)
            #expect(prices(book, .ask) == [1, .max])
        }
    }

    @Test("the same key on both sides is two levels")
    func sameKeyOnBothSides() {
        // The key of a bid is its price, that of an ask 2⁶³ − 1 less it.
        let book = OrderBook(ringSize: 256)
        let price: Int64 = 1000
        rest(book, 1, .bid, price)
        rest(book, 2, .ask, .max - price)
        rest(book, 3, .bid, 1)
        rest(book, 4, .ask, .max - 1)
        cancel(book, 1)
        cancel(book, 4)
        #expect(prices(book, .bid) == [1] && prices(book, .ask) == [.max - price])
    }

    @Test("better prices lift the ring, and what falls out of it comes back")
    func ringMovesUpAndDown() {
        let book = OrderBook(ringSize: 256)
        let all = Array(stride(from: 1000 as Int64, through: 3000, by: 7))
        for (place, price) in all.enumerated() { rest(book, UInt32(place) + 1, .bid, price) }
        #expect(prices(book, .bid) == all.reversed())
        for place in all.indices.reversed() {
            #expect(book.bestBid?.units == all[place])
            cancel(book, UInt32(place) + 1)
        }
        #expect(book.restingCount == 0)
    }

    @Test("a window of prices wider than the ring is full, and is swept")
    func sweepOfFullWindow() {
        let book = OrderBook(ringSize: 256)
        for place in 0..<1000 as Range<Int64> {
            // Neighbours come far apart in time, so both ends of the ring are used.
            rest(book, UInt32(place) + 1, .ask, 10_000 + place * 377 % 1000, lots: 2)
        }
        let outcome = book.match(.bid, limit: nil, quantity: Lots(units: 1999), avoiding: nil)
        #expect(outcome.end == .filled)
        #expect(book.executions.map(\.price.units) == Array(10_000..<11_000))
        #expect(prices(book, .ask) == [10_999])
        book.checkInvariants()
    }

    @Test("orders come in below a best price that has sunk to the bottom of the ring")
    func bestAtBottom() {
        let book = OrderBook(ringSize: 256)
        rest(book, 1, .bid, 10_192)
        rest(book, 2, .bid, 10_010)
        cancel(book, 1)
        for place in 0..<300 as Range<Int64> { rest(book, UInt32(place) + 3, .bid, 10_009 - place) }
        #expect(prices(book, .bid) == (9_710...10_010).reversed())
    }

    @Test("an emptied level is found again, with nothing left in it")
    func emptiedLevelComesBack() {
        let book = OrderBook(ringSize: 256)
        rest(book, 1, .ask, 500)
        rest(book, 2, .ask, 510, lots: 3)
        cancel(book, 2)
        rest(book, 3, .ask, 510, lots: 4)
        #expect(book.levels(.ask).map(\.volume) == [1, 4])
        #expect(book.levels(.ask).map(\.orderCount) == [1, 1])
    }

    @Test(
        "thousands of far levels stay sorted while they come and go",
        arguments: 1...3 as ClosedRange<UInt32>)
    func manyFarLevels(seed: UInt32) {
        var random = Mulberry32(seed: seed)
        let book = OrderBook(ringSize: 256)
        var price: [UInt32: Int64] = [:]
        var live: [UInt32] = []
        for index in 1...3000 as ClosedRange<UInt32> {
            // Distinct, as the remainder of a multiplication by a number without common factor.
            let units = 1 + Int64(index) * 7_919 % 1_000_003 * 1_000_000
            price[index] = units
            live.append(index)
            book.rest(
                OrderHandle(index), owner: OwnerTag(0), side: .bid, price: Price(units: units),
                quantity: Lots(units: 1))
        }
        while live.count > 20 {
            for _ in 0..<live.count / 3 {
                live.swapAt(Int(random.below(Int64(live.count))), live.count - 1)
                #expect(book.cancel(OrderHandle(live.removeLast())) != nil)
            }
            book.checkInvariants()
            let expected = live.compactMap { price[$0] }.sorted(by: >)
            #expect(prices(book, .bid) == expected, "seed \(seed)")
        }
    }

    @Test("sparse far levels do not hold memory for ever more")
    func sparseChunksAreJoined() {
        let book = OrderBook(ringSize: 256)
        rest(book, 1, .bid, 1 << 50)
        var most = 0
        for round in 0..<40 as Range<Int64> {
            // Dense runs at ever other places, of which one order each is left.
            let first = 1 + round * 1_000_000
            for place in 0..<200 as Range<Int64> {
                book.rest(
                    OrderHandle(UInt32(round * 200 + place) + 2), owner: OwnerTag(0), side: .bid,
                    price: Price(units: first + place * 1000), quantity: Lots(units: 1))
            }
            for place in 1..<200 { book.cancel(OrderHandle(UInt32(Int(round) * 200 + place) + 2)) }
            if round == 9 { most = book.memoryBytes - Int(2 + 200 * 10) * 4 }
        }
        book.checkInvariants()
        #expect(book.restingCount == 41)
        #expect(book.memoryBytes < most + 200 * 40 * 8)
    }
}
