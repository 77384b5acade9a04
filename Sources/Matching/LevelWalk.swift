/// The levels of a side that hold orders, from the best one on, by their numbers.
struct LevelWalk: Sequence, IteratorProtocol {
    private enum Place {
        case ring(Int64)
        case far(FarLevels.Position)
        case end
    }

    private let book: UnsafeMutablePointer<BookSide>
    private var place: Place

    init(_ book: UnsafeMutablePointer<BookSide>) {
        self.book = book
        place = book.pointee.best == PriceKey.none ? .end : .ring(book.pointee.best)
    }

    mutating func next() -> UInt32? {
        let far = book.pointee.far
        switch place {
        case .ring(let key):
            if let lower = book.pointee.ringKey(below: key) {
                place = .ring(lower)
            } else {
                place = far.pointee.isEmpty ? .end : .far(far.pointee.last)
            }
            return book.pointee.ringLevel(key)
        case .far(let position):
            place = far.pointee.position(before: position).map { .far($0) } ?? .end
            return far.pointee.level(at: position)
        case .end:
            return nil
        }
    }
}

extension BookCore {
    /// The levels of a side that hold orders, best first; the book must not change meanwhile.
    func levels(_ side: Int) -> LevelWalk { LevelWalk(sides + side) }

    /// Calls `body` with the orders of a level, oldest first, until it returns `false`.
    ///
    /// - Returns: Whether `body` never did.
    @inline(__always)
    func forEachOrder(ofLevel level: UInt32, _ body: (UInt32) -> Bool) -> Bool {
        var number = pool.level(level).first
        while number != level {
            if !body(number) { return false }
            number = pool.order(number).next
        }
        return true
    }
}
