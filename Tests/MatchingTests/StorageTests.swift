import Matching
import Primitives
import Testing

@Suite("The memory of a book")
struct StorageTests {
    @Test("nothing is allocated once the book has had its size")
    func steadyState() {
        let book = OrderBook()
        var flow = RandomFlow(.narrow, seed: 3)
        var bytes = 0
        for round in 0..<20 {
            for index in 1...300 as ClosedRange<UInt32> {
                let side = flow.side()
                let price = flow.price(side)
                book.cancel(OrderHandle(index))
                let lots = Lots(units: 10)
                let outcome = book.match(side, limit: price, quantity: lots, avoiding: nil)
                if outcome.end == .filled { continue }
                book.rest(
                    OrderHandle(index), owner: OwnerTag(0), side: side, price: price,
                    quantity: outcome.open)
            }
            if round == 2 { bytes = book.memoryBytes }
        }
        #expect(book.memoryBytes == bytes)
    }

    @Test("a book that was not told its size grows, and is the same as one that was")
    func growth() {
        let small = OrderBook()
        let large = OrderBook(reservingOrders: 20_000, handles: 40_000)
        var before = 0
        for book in [small, large] {
            for index in 1...20_000 as ClosedRange<UInt32> {
                book.rest(
                    OrderHandle(index * 2), owner: OwnerTag(index % 7), side: .bid,
                    price: Price(units: 50_000 - Int64(index) * 31 % 100),
                    quantity: Lots(units: Int64(index)))
                // The place for owners comes with the first one.
                if index == 1 { before = book.memoryBytes }
            }
            book.checkInvariants()
        }
        #expect(large.memoryBytes == before)
        #expect(small.levels(.bid) == large.levels(.bid))
        #expect(small.orders(.bid) == large.orders(.bid))
    }

    @Test("an order in dense levels takes at most 40 bytes, and a handle 4")
    func bytesPerOrder() {
        let count: UInt32 = 100_000
        let book = OrderBook(reservingOrders: Int(count), handles: Int(count))
        for index in 1...count {
            book.rest(
                OrderHandle(index), owner: OwnerTag(0), side: .ask,
                price: Price(units: 70_000 + Int64(index) * 31 % 1000),
                quantity: Lots(units: 1))
        }
        #expect(book.memoryBytes <= Int(count) * 44)
    }

    @Test("quantities beyond 32 bits shrink to below them and stay exact")
    func wideQuantities() throws {
        let edge = Int64(1) << 32
        for book in booksUnderTest() {
            try book.fill(["ask 100: a\(edge + 5)/1 b\(edge - 1) c\(Int64.max)/2"])
            _ = book.reduce(OrderHandle(1), by: Lots(units: 5))
            #expect(book.order(OrderHandle(1))?.open == Lots(units: edge))
            _ = try book.place("bid x1 @ 100")
            #expect(book.rows == ["ask 100: a\(edge - 1)/1 b\(edge - 1) c\(Int64.max)/2"])
            book.check()
            _ = try book.place("bid y\(3 * edge) @ 100")
            #expect(book.rows == ["ask 100: c\(Int64.max - edge - 2)/2"])
            #expect(book.executionList.map(\.makerOwner.number) == [1, 0, 2])
            #expect(book.cancel(OrderHandle(3)) == Lots(units: .max - edge - 2))
            try book.fill(["ask 100: c7"])
            #expect(book.rows == ["ask 100: c7"])
            book.check()
        }
    }

    @Test("a level's volume passes 2³² upwards and downwards, by orders, trades and reductions")
    func volumesBeyond32Bits() {
        let half = Int64(1) << 31
        for owner in [0, 9] as [UInt32] {
            let book = OrderBook()
            for index in 1...5 as ClosedRange<UInt32> {
                book.rest(
                    OrderHandle(index), owner: OwnerTag(owner), side: .ask,
                    price: Price(units: 100), quantity: Lots(units: half - 1 + Int64(index)))
                book.checkInvariants()
            }
            #expect(book.touch(.ask)?.volume == Int128(5 * half + 10))
            book.cancel(OrderHandle(2))
            #expect(book.touch(.ask)?.volume == Int128(4 * half + 9))
            book.reduce(OrderHandle(3), by: Lots(units: half))
            #expect(book.touch(.ask)?.volume == Int128(3 * half + 9))
            _ = book.match(
                .bid, limit: nil, quantity: Lots(units: half + 5), avoiding: nil)
            #expect(book.touch(.ask)?.volume == Int128(2 * half + 4))
            #expect(book.touch(.ask)?.orderCount == 2)
            book.checkInvariants()
        }
    }

    @Test("every order has an owner of its own, and upper halves of its own")
    func ownersOfNeighbours() {
        let book = OrderBook()
        let count: UInt32 = 500
        for index in 1...count {
            book.rest(
                OrderHandle(index), owner: OwnerTag(index * 3), side: .bid,
                price: Price(units: 1 + Int64(index) % 90),
                quantity: Lots(units: Int64(index) << 32 | 7))
        }
        for index in stride(from: 2, through: count, by: 3) { book.cancel(OrderHandle(index)) }
        for index in 1...count {
            let order = book.order(OrderHandle(index))
            #expect(order?.owner == (index % 3 == 2 ? nil : OwnerTag(index * 3)))
            #expect(order?.open == (index % 3 == 2 ? nil : Lots(units: Int64(index) << 32 | 7)))
        }
        book.checkInvariants()
    }
}
