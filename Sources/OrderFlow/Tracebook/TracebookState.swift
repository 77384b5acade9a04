import Determinism
import Matching
import Primitives

/// The books of all symbols, by the bytes of their names.
struct TracebookState {
    let rules: TracebookRules
    private var books: [TracebookBook] = []
    private(set) var restingCount = 0

    init(rules: TracebookRules) { self.rules = rules }

    /// Does what the event says in the book of its symbol.
    ///
    /// A symbol has a book from its first `new` or `clear`, rejected or not.
    mutating func apply(_ event: TracebookEvent) -> TracebookBook.Outcome {
        let place = place(of: event.symbol)
        if place == books.count || !isSame(books[place].symbol, event.symbol) {
            switch event.operation {
            case .cancel, .reduce, .replace:
                return TracebookBook.Outcome(rejection: .orderNotActive)
            case .place, .clear:
                books.insert(TracebookBook(symbol: event.symbol, rules: rules), at: place)
            }
        }
        restingCount -= books[place].restingCount
        let outcome = books[place].apply(event.operation)
        restingCount += books[place].restingCount
        return outcome
    }

    /// Appends the state as the protocol hashes it: compact, every key in order, bids and asks
    /// in their priority.
    func append(to bytes: inout [UInt8]) {
        bytes += Array(#"{"books":["#.utf8)
        for (index, book) in books.enumerated() {
            bytes += Array((index > 0 ? #",{"asks":["# : #"{"asks":["#).utf8)
            append(book, .ask, to: &bytes)
            bytes += Array(#"],"bids":["#.utf8)
            append(book, .bid, to: &bytes)
            bytes += Array(#"],"symbol":"#.utf8)
            CanonicalJSON.appendString(book.symbol, to: &bytes)
            bytes.append(UInt8(ascii: "}"))
        }
        bytes += Array("]}".utf8)
    }

    private func append(_ book: TracebookBook, _ side: Side, to bytes: inout [UInt8]) {
        var isFirst = true
        book.forEachOrder(side) { order, id, owner in
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            bytes += Array(#"{"order_id":\#(id),"order_type":"LIMIT","owner":\#(owner)"#.utf8)
            bytes += Array(#","price":""#.utf8)
            rules.append(order.price, to: &bytes)
            bytes += Array(#"","remaining_quantity":""#.utf8)
            rules.append(order.open, to: &bytes)
            bytes += Array(#""}"#.utf8)
        }
    }

    /// Where a symbol's book is or belongs.
    private func place(of symbol: String) -> Int {
        var low = 0
        var high = books.count
        while low < high {
            let middle = (low + high) / 2
            if books[middle].symbol.utf8.lexicographicallyPrecedes(symbol.utf8) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    /// Whether both are the same bytes; `==` also holds for equivalent spellings.
    private func isSame(_ left: String, _ right: String) -> Bool {
        left.utf8.elementsEqual(right.utf8)
    }
}
