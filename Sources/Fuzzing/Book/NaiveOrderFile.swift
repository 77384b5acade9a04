import Matching
import Primitives

/// What `catallaxy match` does, written as simply as possible from its rules: the reference
/// for `OrderFileSession`, with a parser and a book of its own.
package struct NaiveOrderFile {
    /// The rows of the executions, without header.
    package private(set) var executions: [String] = []
    /// For each execution, the number of the row that made it.
    package private(set) var executionRows: [Int] = []
    /// The rows of the rejects, without header.
    package private(set) var rejects: [String] = []
    package private(set) var rowCount = 0
    /// What rests now.
    package private(set) var book = NaiveBook()
    /// The ids that were used, in the order of their first use.
    package private(set) var usedIDs: [UInt64] = []
    private var isUsed: Set<UInt64> = []

    package init() {}

    /// Applies a whole file; `nil` if it does not begin with the header.
    package init?(_ file: [UInt8]) {
        var lines = file.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // What follows the last line end is a line only if there is something.
        if lines.last?.isEmpty == true { lines.removeLast() }
        guard let header = lines.first,
            Self.withoutReturn(header).elementsEqual("op,id,side,price,qty".utf8)
        else { return nil }
        for line in lines.dropFirst() { apply(line: line) }
    }

    /// The rows of the final book, without header.
    package var bookRows: [String] {
        Side.allCases.flatMap { side in
            book.orders(side).map {
                "\(side == .bid ? "B" : "S"),\($0.price),\($0.id),\($0.open)"
            }
        }
    }

    private static func withoutReturn(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        line.last == UInt8(ascii: "\r") ? line.dropLast() : line
    }

    /// Applies a row, without its `\n`.
    package mutating func apply(line: ArraySlice<UInt8>) {
        rowCount += 1
        let fields = Self.withoutReturn(line)
            .split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        if let reason = apply(fields) { rejects.append("\(rowCount),\(reason)") }
    }

    private static func number(_ text: String) -> Int64? {
        guard let value = Int64(text), value > 0, String(value) == text else { return nil }
        return value
    }

    private mutating func apply(_ fields: [String]) -> String? {
        guard fields.count == 5 else { return "malformed" }
        let letter = fields[0]
        func isOneOf(_ letters: String) -> Bool { letters.map(String.init).contains(letter) }
        guard isOneOf("LIFAMCRPU") else { return "bad_op" }
        guard let id = Self.number(fields[1]) else { return "bad_id" }
        if isOneOf("LIFAMP"), fields[2] != "B", fields[2] != "S" { return "bad_side" }
        let price = Self.number(fields[3])
        if isOneOf("LIFAPU"), price == nil { return "bad_price" }
        let quantity = Self.number(fields[4])
        if letter != "C", quantity == nil { return "bad_qty" }
        let order = NaiveOrder(
            id: UInt64(id), owner: 0, side: fields[2] == "B" ? .bid : .ask, price: price ?? 1,
            open: quantity ?? 1, filled: 0)
        return isOneOf("LIFAM") ? place(letter, order) : change(letter, order)
    }

    private mutating func place(_ letter: String, _ order: NaiveOrder) -> String? {
        if !isUsed.insert(order.id).inserted { return "duplicate_id" }
        usedIDs.append(order.id)
        switch letter {
        case "L":
            enter(order)
        case "M":
            _ = trade(order, limit: nil)
        case "A":
            if book.wouldCross(order.side, order.price) { return "would_cross" }
            enter(order)
        case "F":
            let offered = book.onOffer(order.side, limit: order.price, ownOrders: .count)
            if offered < Int128(order.open) { return "not_fillable" }
            _ = trade(order, limit: order.price)
        default:
            _ = trade(order, limit: order.price)
        }
        return nil
    }

    private mutating func change(_ letter: String, _ row: NaiveOrder) -> String? {
        guard let old = book.order(row.id) else { return "unknown_id" }
        switch letter {
        case "C":
            book.remove(old.id)
        case "R":
            book.change(old.id, open: max(0, old.open - row.open), filled: old.filled)
        case "P":
            book.remove(old.id)
            enter(row)
        default:
            update(old, price: row.price, total: row.open)
        }
        return nil
    }

    private mutating func update(_ old: NaiveOrder, price: Int64, total: Int64) {
        let open = total - old.filled
        if open <= 0 {
            book.remove(old.id)
        } else if price == old.price && total < old.filled + old.open {
            book.change(old.id, open: open, filled: old.filled)
        } else {
            book.remove(old.id)
            var new = old
            new.price = price
            new.open = open
            enter(new)
        }
    }

    /// Trades an order within its limit, and lets what is left of it rest.
    private mutating func enter(_ order: NaiveOrder) {
        var rest = order
        rest.open = trade(order, limit: order.price)
        rest.filled += order.open - rest.open
        if rest.open > 0 { book.rest(rest) }
    }

    private mutating func trade(_ order: NaiveOrder, limit: Int64?) -> Int64 {
        let outcome = book.trade(order.side, limit: limit, quantity: order.open)
        for fill in outcome.fills {
            executions.append("\(order.id),\(fill.maker.id),\(fill.maker.price),\(fill.quantity)")
            executionRows.append(rowCount)
        }
        return outcome.open
    }
}
