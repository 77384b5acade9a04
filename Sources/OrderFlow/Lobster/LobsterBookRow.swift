import Primitives

/// The shares on offer at one price.
struct LobsterLevel: Hashable {
    var price: Int64
    var shares: Int64
}

/// The best levels of a book after an event: a row of a LOBSTER orderbook file.
struct LobsterBookRow: Hashable {
    /// Best first; only occupied ones.
    var asks: [LobsterLevel] = []
    /// Best first; only occupied ones.
    var bids: [LobsterLevel] = []

    subscript(side: Side) -> [LobsterLevel] {
        get { side == .ask ? asks : bids }
        set { if side == .ask { asks = newValue } else { bids = newValue } }
    }

    /// Whether `price` is better on its side than `other`.
    static func isBetter(_ price: Int64, than other: Int64, _ side: Side) -> Bool {
        side == .ask ? price < other : price > other
    }

    /// The best `count` levels of it.
    func prefix(_ count: Int) -> LobsterBookRow {
        LobsterBookRow(asks: Array(asks.prefix(count)), bids: Array(bids.prefix(count)))
    }
}

extension LobsterBookRow {
    /// Whether an order of this price would be among the best `levels` prices of its side.
    func shows(_ side: Side, _ price: Int64, levels: Int) -> Bool {
        let shown = self[side]
        return shown.count < levels || !Self.isBetter(shown[levels - 1].price, than: price, side)
    }

    /// Whether a message is part of the file of so many levels, this being the row before it.
    ///
    /// Visible events are if their price is shown, hidden executions if it lies between the
    /// outermost prices shown, and what concerns the whole market always.
    func isTouched(by message: LobsterMessage, levels: Int) -> Bool {
        switch message.kind {
        case .submission, .partialCancel, .deletion, .execution:
            shows(message.side, message.price, levels: levels)
        case .hiddenExecution:
            shows(.bid, message.price, levels: levels)
                && shows(.ask, message.price, levels: levels)
        case .crossTrade, .halt: true
        }
    }

    /// Puts shares at a price.
    mutating func add(_ shares: Int64, _ side: Side, _ price: Int64) {
        let place = self[side].firstIndex { !Self.isBetter($0.price, than: price, side) }
        if let place, self[side][place].price == price {
            self[side][place].shares += shares
        } else {
            let level = LobsterLevel(price: price, shares: shares)
            self[side].insert(level, at: place ?? self[side].count)
        }
    }

    /// Takes shares away from a price; returns whether there were so many.
    @discardableResult
    mutating func take(_ shares: Int64, _ side: Side, _ price: Int64) -> Bool {
        guard let place = self[side].firstIndex(where: { $0.price == price }),
            self[side][place].shares >= shares
        else { return false }
        self[side][place].shares -= shares
        if self[side][place].shares == 0 { self[side].remove(at: place) }
        return true
    }

    /// Whether this is what a message makes of the row before it, in a file of so many levels.
    /// What comes into sight from behind the outermost level may be anything.
    func follows(_ previous: LobsterBookRow, _ message: LobsterMessage, levels: Int) -> Bool {
        var expected = previous
        if message.kind == .submission {
            expected.add(message.shares, message.side, message.price)
        } else if message.kind.takesShares {
            guard expected.take(message.shares, message.side, message.price) else { return false }
        }
        return Side.allCases.allSatisfy { side in
            let known = expected[side].prefix(levels)
            let mayShowMore = previous[side].count == levels
            return self[side].starts(with: known)
                && (mayShowMore || self[side].count == known.count)
        }
    }
}
