import Matching
import Primitives
import Testing

@Suite("Batches of operations")
struct BatchTests {
    /// A random stream of all kinds, with dead and unknown handles in it.
    private func operations(_ shape: FlowShape, seed: UInt32, _ count: Int) -> [BookOperation] {
        var flow = RandomFlow(shape, seed: seed)
        var issued: UInt32 = 0
        let kinds: [BookOperation.Kind] = [
            .limit, .limit, .limit, .limit, .immediate, .fillOrKill, .addOnly, .market,
            .cancel, .cancel, .reduce, .replace,
        ]
        return (0..<count).map { _ in
            flow.moveMid()
            let kind = kinds[Int(flow.below(12))]
            let side = flow.side()
            let price = flow.price(side)
            let old = OrderHandle(1 + UInt32(flow.below(Int64(issued) + 2)))
            switch kind {
            case .cancel: return .cancel(old)
            case .reduce: return .reduce(old, by: flow.quantity())
            case .replace:
                return .place(kind, old, side: side, price: price, quantity: flow.quantity())
            case .market:
                issued += 1
                return .market(OrderHandle(issued), side: side, quantity: flow.quantity())
            case .limit, .immediate, .fillOrKill, .addOnly:
                issued += 1
                return .place(
                    kind, OrderHandle(issued), side: side, price: price,
                    quantity: flow.quantity())
            }
        }
    }

    private func apply(_ list: [BookOperation], to book: OrderBook, _ lookahead: Lookahead) {
        list.withUnsafeBufferPointer { book.apply($0, lookahead: lookahead) }
    }

    @Test("a batch does what its operations do one by one", arguments: FlowShape.allCases)
    func sameAsOneByOne(shape: FlowShape) {
        let list = operations(shape, seed: 11, 4000)
        let single = OrderBook(ringSize: 256)
        let ahead = OrderBook(ringSize: 256)
        let plain = OrderBook()
        var executions: [Execution] = []
        var rejections: [String] = []
        for (place, operation) in list.enumerated() {
            apply([operation], to: single, .automatic)
            executions += Array(single.executions)
            rejections += single.rejections.map { "\(place) \($0.reason)" }
        }
        for (book, lookahead) in [(ahead, Lookahead.on), (plain, .off)] {
            apply(list, to: book, lookahead)
            #expect(Array(book.executions) == executions, "shape \(shape)")
            let rejected = book.rejections.map { "\($0.operation) \($0.reason)" }
            #expect(rejected == rejections, "shape \(shape)")
            #expect(book.orders(.bid) == single.orders(.bid))
            #expect(book.orders(.ask) == single.orders(.ask))
            book.checkInvariants()
        }
        #expect(!executions.isEmpty && !rejections.isEmpty)
    }

    @Test("every kind does what it says")
    func kinds() throws {
        let book = OrderBook()
        try book.fill(["ask 101: b5", "ask 100: a3"])
        let price = Price(units: 100)
        func place(_ kind: BookOperation.Kind, _ index: UInt32, lots: Int64) -> BookOperation {
            .place(
                kind, OrderHandle(index), side: .bid, price: price, quantity: Lots(units: lots))
        }
        apply([place(.fillOrKill, 3, lots: 4), place(.addOnly, 4, lots: 1)], to: book, .off)
        #expect(book.rejections.map(\.reason) == [.notFillable, .wouldCross])
        #expect(book.rejections.map(\.operation) == [0, 1])
        #expect(book.rows == ["ask 101: b5", "ask 100: a3"])
        apply([place(.fillOrKill, 3, lots: 2), place(.immediate, 4, lots: 9)], to: book, .on)
        #expect(book.executionRows == ["c a 2 @ 100", "d a 1 @ 100"])
        #expect(book.rows == ["ask 101: b5"])
        apply([place(.limit, 5, lots: 2), place(.addOnly, 6, lots: 7)], to: book, .off)
        apply(
            [place(.replace, 5, lots: 4), .reduce(OrderHandle(6), by: Lots(units: 3))],
            to: book, .off)
        #expect(book.rows == ["ask 101: b5", "bid 100: f4 e4"])
        let sell = BookOperation.market(OrderHandle(7), side: .ask, quantity: Lots(units: 5))
        apply([sell, .cancel(OrderHandle(6)), place(.replace, 6, lots: 4)], to: book, .on)
        #expect(book.executionRows == ["g f 4 @ 100", "g e 1 @ 100"])
        #expect(book.rejections.map(\.reason) == [.notResting, .notResting])
        #expect(book.rows == ["ask 101: b5", "bid 100: e3"])
    }

    @Test("an empty batch does nothing")
    func empty() throws {
        let book = OrderBook()
        try book.fill(["ask 101: b5"])
        for lookahead in [Lookahead.on, .off, .automatic] { apply([], to: book, lookahead) }
        #expect(book.executions.isEmpty && book.rows == ["ask 101: b5"])
    }

    @Test("a replacement may trade at once, and loses its place")
    func replace() throws {
        let book = OrderBook()
        try book.fill(["ask 102: a5", "bid 100: b3 c4"])
        let up = BookOperation.place(
            .replace, OrderHandle(2), side: .bid, price: Price(units: 102),
            quantity: Lots(units: 7))
        apply([up], to: book, .automatic)
        #expect(book.executionRows == ["b a 5 @ 102"])
        #expect(book.rows == ["bid 102: b2", "bid 100: c4"])
    }
}
