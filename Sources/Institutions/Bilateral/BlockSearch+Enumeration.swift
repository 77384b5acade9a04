public import Primitives

extension BlockSearch {
    /// How many payments for one quantity are looked at one by one.
    static let greatestSpan = 1_000.0

    /// Shows every block of a pair that both gain from, by rising units, then payment.
    ///
    /// As with ``block(of:)`` the first agent's purchases are looked at only where none of its
    /// sales helps both. All whole payments between the quotes are tried; where they are more
    /// than a thousand, those of the candidate prices.
    public func forEachBlock(of pair: ExchangePair, _ body: (Block) -> Void) {
        for direction in BlockDirection.allCases {
            var isAny = false
            forEachBlock(of: pair, direction) { block in
                isAny = true
                body(block)
            }
            if isAny { return }
        }
    }

    func forEachBlock(
        of pair: ExchangePair, _ direction: BlockDirection, _ body: (Block) -> Void
    ) {
        let quotes = quotes(pair, direction)
        guard quotes.ask <= quotes.bid else { return }
        let means = Double(means(pair, direction))
        for units in stride(from: Int64(1), through: greatestUnits(pair, direction), by: 1) {
            let least = max(1, (quotes.ask * Double(units)).rounded(.up))
            let most = min(means, (quotes.bid * Double(units)).rounded(.down))
            if most - least <= Self.greatestSpan {
                for payment in stride(from: least, through: most, by: 1) {
                    if let block = accepted(pair, direction, units, Int64(payment)) {
                        body(block)
                    }
                }
                continue
            }
            let prices = PriceCandidates(ask: quotes.ask, bid: quotes.bid, units: units)
            var last = 0.0
            for index in 0..<prices.count {
                let payment = (prices[index] * Double(units) + 0.5).rounded(.down)
                guard payment > last, payment <= means else { continue }
                last = payment
                if let block = accepted(pair, direction, units, Int64(payment)) { body(block) }
            }
        }
    }
}
