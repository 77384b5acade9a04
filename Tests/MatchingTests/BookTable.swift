import Matching
import Primitives
import Testing

/// The books that every example is tried on.
func booksUnderTest() -> [any TestableBook] {
    [OrderBook(), OrderBook(ringSize: 256), NaiveOrderBook()]
}

/// An order as a table writes it: a letter, its lots, and after a slash whose it is.
struct TableOrder {
    let handle: OrderHandle
    let lots: Lots
    let owner: OwnerTag

    /// Reads `a3` or `a3/7`.
    init(_ text: Substring) throws {
        let parts = text.split(separator: "/")
        let name = try #require(parts.first?.first?.asciiValue)
        handle = OrderHandle(UInt32(name - UInt8(ascii: "a")) + 1)
        lots = Lots(units: try #require(Int64(parts[0].dropFirst())))
        owner = OwnerTag(parts.count > 1 ? try #require(UInt32(parts[1])) : 0)
    }
}

/// What to do with an order, as a table writes it: `bid x5/1 @ 102`, without `@` at any price.
struct TablePlacement {
    let side: Side
    let order: TableOrder
    let limit: Price?

    init(_ text: String) throws {
        let words = text.split(separator: " ")
        side = words[0] == "bid" ? .bid : .ask
        order = try TableOrder(words[1])
        limit = words.count > 3 ? Price(units: try #require(Int64(words[3]))) : nil
    }
}

func letter(_ handle: OrderHandle) -> String {
    String(UnicodeScalar(UInt8(ascii: "a") + UInt8(handle.index) - 1))
}

extension TestableBook {
    /// Fills the book from rows like `ask 101: b5 c2/1`, each oldest first.
    func fill(_ rows: [String]) throws {
        for row in rows {
            let words = row.split(whereSeparator: { $0 == " " || $0 == ":" })
            let price = Price(units: try #require(Int64(words[1])))
            for word in words.dropFirst(2) {
                let order = try TableOrder(word)
                rest(
                    order.handle, owner: order.owner, side: words[0] == "bid" ? .bid : .ask,
                    price: price, quantity: order.lots)
            }
        }
    }

    /// The book in the same form: asks from the highest down, then bids from the highest down.
    var rows: [String] { sideRows(.ask).reversed() + sideRows(.bid) }

    private func sideRows(_ side: Side) -> [String] {
        levels(side, limit: .max).map { level in
            let names = orders(side).filter { $0.price == level.price }.map { order in
                let owner = order.owner.number == 0 ? "" : "/\(order.owner.number)"
                return " \(letter(order.handle))\(order.open.units)\(owner)"
            }
            return "\(side) \(level.price.units):" + names.joined()
        }
    }

    /// The executions of the last match: taker, maker, lots and price.
    var executionRows: [String] {
        executionList.map {
            "\(letter($0.taker)) \(letter($0.maker)) \($0.quantity.units) @ \($0.price.units)"
        }
    }

    /// Trades an order with the book and lets the rest of it rest.
    func place(_ text: String, avoidingOwner: Bool = false) throws -> MatchOutcome {
        let placement = try TablePlacement(text)
        let order = placement.order
        let outcome = match(
            placement.side, limit: placement.limit, quantity: order.lots,
            owner: avoidingOwner ? order.owner : nil, taker: order.handle)
        if let limit = placement.limit, outcome.end == .limitReached {
            rest(
                order.handle, owner: order.owner, side: placement.side, price: limit,
                quantity: outcome.open)
        }
        return outcome
    }
}

/// Tries an order on every book, drawn as a table before and after.
func check(
    book rows: [String], place: String, avoidingOwner: Bool = false, executions: [String],
    end: MatchEnd? = nil, leaves: [String], sourceLocation: SourceLocation = #_sourceLocation
) throws {
    for book in booksUnderTest() {
        try book.fill(rows)
        let outcome = try book.place(place, avoidingOwner: avoidingOwner)
        #expect(book.executionRows == executions, sourceLocation: sourceLocation)
        #expect(book.rows == leaves, sourceLocation: sourceLocation)
        if let end { #expect(outcome.end == end, sourceLocation: sourceLocation) }
        book.check()
    }
}
