import Matching
import Primitives
import Testing

@Suite("Whether an order can be filled whole")
struct FillOrKillTests {
    /// One question to every book.
    private func check(
        book rows: [String], wants text: String, ownOrders: OwnOrders = .count, _ expected: Bool,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        for book in booksUnderTest() {
            try book.fill(rows)
            let wanted = try TablePlacement(text)
            let answer = book.canFill(
                wanted.side, limit: wanted.limit, quantity: wanted.order.lots,
                ownOrders: ownOrders)
            #expect(answer == expected, sourceLocation: sourceLocation)
            #expect(book.rows == rows, "asking changes nothing", sourceLocation: sourceLocation)
        }
    }

    @Test("what lies within the limit counts, to the last lot and no further")
    func withinLimit() throws {
        let rows = ["ask 102: c9", "ask 101: b4", "ask 100: a3"]
        try check(book: rows, wants: "bid x7 @ 101", true)
        try check(book: rows, wants: "bid x8 @ 101", false)
        try check(book: rows, wants: "bid x16 @ 102", true)
        try check(book: rows, wants: "bid x16", true)
        try check(book: rows, wants: "bid x17", false)
        try check(book: [], wants: "ask x1 @ 1", false)
    }

    @Test("an own order ends what can be had, when it would end the matching")
    func stopsAtOwn() throws {
        let rows = ["bid 101: a3/1 b4/2 c5/1", "bid 100: d9/1"]
        let own = OwnOrders.stopAt(OwnerTag(2))
        try check(book: rows, wants: "ask x3 @ 100", ownOrders: own, true)
        try check(book: rows, wants: "ask x4 @ 100", ownOrders: own, false)
        try check(book: rows, wants: "ask x21", ownOrders: .stopAt(OwnerTag(3)), true)
    }

    @Test("own orders do not count, when they would be taken out of the way")
    func skipsOwn() throws {
        let rows = ["bid 101: a3/1 b4/2 c5/1", "bid 100: d9/2 e1/1"]
        let own = OwnOrders.skip(OwnerTag(2))
        try check(book: rows, wants: "ask x9 @ 100", ownOrders: own, true)
        try check(book: rows, wants: "ask x10 @ 100", ownOrders: own, false)
        try check(book: rows, wants: "ask x9 @ 101", ownOrders: own, false)
        try check(book: rows, wants: "ask x22", true)
    }

    @Test("sums beyond 2⁶³ − 1, and beyond 2⁶⁴, neither wrap nor trap")
    func largeSums() throws {
        let most = Int64.max
        let rows = ["ask 101: d\(most)", "ask 100: a\(most) b\(most) c\(most)"]
        try check(book: rows, wants: "bid x\(most) @ 100", true)
        try check(book: rows, wants: "bid x\(most)", ownOrders: .skip(OwnerTag(0)), false)
        try check(
            book: ["ask 100: a\(most) b\(most)"], wants: "bid x\(most) @ 99", false)
        for book in booksUnderTest() {
            try book.fill(rows)
            #expect(book.levels(.ask, limit: 1).first?.volume == 3 * Int128(most))
            for taken in 1...3 as ClosedRange<Int128> {
                _ = try book.place("bid x\(most) @ 100")
                let left = book.levels(.ask, limit: .max).first { $0.price.units == 100 }
                #expect(left?.volume == (taken == 3 ? nil : (3 - taken) * Int128(most)))
                book.check()
            }
            #expect(book.rows == ["ask 101: d\(most)"])
        }
    }

    @Test("a level beyond 2⁶⁴ comes down again by cancellations and reductions")
    func largeSumsShrink() throws {
        let most = Int64.max
        for book in booksUnderTest() {
            try book.fill(["bid 100: a\(most) b\(most) c\(most)"])
            _ = book.reduce(OrderHandle(1), by: Lots(units: most - 1))
            _ = book.cancel(OrderHandle(2))
            #expect(book.levels(.bid, limit: 1).first?.volume == Int128(most) + 1)
            book.check()
            _ = book.cancel(OrderHandle(3))
            #expect(book.rows == ["bid 100: a1"])
            book.check()
        }
    }
}
