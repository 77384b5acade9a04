import Primitives

extension LobsterBook {
    /// Rests what was there before the first message.
    ///
    /// - Parameters:
    ///   - first: The first row of the orderbook file, if there is one: the book *after* the
    ///     first message.
    ///   - levels: How many levels that file has.
    mutating func seed(
        from first: LobsterBookRow?, levels: Int, _ rows: [LobsterMessageFile.Row]
    ) {
        var shown = first ?? LobsterBookRow()
        if first != nil, let message = rows.first?.message {
            shown.undo(message, levels: levels)
        }
        for side in Side.allCases {
            for level in shown[side] {
                restUnknown(level.shares, side, level.price)
                inferences.seededLevels.add(level.shares)
            }
        }
        seedOlderOrders(rows) { side, price in
            // Behind what is shown before the first message and after it.
            shown.isBehind(side, price) && first?.isBehind(side, price) ?? true
        }
    }

    /// Rests the orders that later messages take shares from without any having submitted them,
    /// at prices where they may have rested unseen.
    private mutating func seedOlderOrders(
        _ rows: [LobsterMessageFile.Row], where mayRest: (Side, Int64) -> Bool
    ) {
        var submitted = IDTable()
        var places: [UInt64: Int] = [:]
        var older: [(id: UInt64, side: Side, level: LobsterLevel)] = []
        for row in rows {
            guard let message = row.message else { continue }
            if message.kind == .submission, submitted.number(of: message.id) == nil {
                _ = submitted.insert(message.id)
            }
            guard message.kind.takesShares, submitted.number(of: message.id) == nil else {
                continue
            }
            if let place = places[message.id] {
                older[place].level.shares += message.shares
            } else if mayRest(message.side, message.price) {
                places[message.id] = older.count
                let level = LobsterLevel(price: message.price, shares: message.shares)
                older.append((message.id, message.side, level))
            }
        }
        for order in older {
            rest(id: order.id, order.side, order.level.price, order.level.shares)
            inferences.olderOrders.add(order.level.shares)
        }
    }
}

extension LobsterBookRow {
    /// Whether a price is worse than all that are shown of its side, and does not cross.
    fileprivate func isBehind(_ side: Side, _ price: Int64) -> Bool {
        let other = side.opposite
        if let best = self[other].first, !Self.isBetter(price, than: best.price, other) {
            return false
        }
        return self[side].last.map { Self.isBetter($0.price, than: price, side) } ?? true
    }

    /// Takes back what a message did to a row of so many levels.
    fileprivate mutating func undo(_ message: LobsterMessage, levels: Int) {
        if message.kind == .submission {
            take(message.shares, message.side, message.price)
        } else if message.kind.takesShares, shows(message.side, message.price, levels: levels) {
            add(message.shares, message.side, message.price)
        }
    }
}
