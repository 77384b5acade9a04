public import Primitives

/// A block that a negotiation looked at, whether or not anybody wanted it.
public struct BlockAttempt: Hashable, Sendable {
    /// What is exchanged, and for how much; what it would have gained is 0 if it cannot be paid.
    public var block: Block
    /// The price that was tried.
    public var price: Double
    /// Whether the payment is something, and no more than the buyer has.
    public var isPayable: Bool
    /// Whether both gain more than epsilon.
    public var isAccepted: Bool
}

extension BlockSearch {
    /// Shows what is looked at for a pair, in order: as ``block(of:)`` does it or, where every
    /// quantity is considered, as ``forEachBlock(of:_:)``.
    ///
    /// - Returns: Whether the search found anything; then the last that was accepted, or of every
    ///   quantity all. In maximum mode a block may help both although one unit at its price does
    ///   not, and nothing is found.
    /// - Complexity: As of the search itself.
    public func forEachAttempt(
        of pair: ExchangePair, _ enumeration: Enumeration, _ body: (BlockAttempt) -> Void
    ) -> Bool {
        for direction in BlockDirection.allCases {
            let quotes = quotes(pair, direction)
            guard quotes.ask <= quotes.bid else { continue }
            let isAny =
                switch enumeration {
                case .block: attemptFirst(pair, direction, quotes, body)
                case .all: attemptAll(pair, direction, body)
                }
            if isAny { return true }
        }
        return false
    }

    private func attemptFirst(
        _ pair: ExchangePair, _ direction: BlockDirection, _ quotes: Quote,
        _ body: (BlockAttempt) -> Void
    ) -> Bool {
        let limit = greatestUnits(pair, direction)
        for units in stride(from: Int64(1), through: limit, by: 1) {
            let prices = PriceCandidates(ask: quotes.ask, bid: quotes.bid, units: units)
            var tried: Int64?
            for index in 0..<prices.count {
                let attempt = attempt(pair, direction, units, at: prices[index])
                if attempt.block.payment == tried { continue }
                tried = attempt.block.payment
                body(attempt)
                guard attempt.isAccepted else { continue }
                return mode == .minimum
                    || attemptLarger(pair, direction, at: prices[index], limit, body)
            }
        }
        return false
    }

    private func attemptLarger(
        _ pair: ExchangePair, _ direction: BlockDirection, at price: Double, _ limit: Int64,
        _ body: (BlockAttempt) -> Void
    ) -> Bool {
        var isAny = false
        for units in stride(from: Int64(1), through: limit, by: 1) {
            let attempt = attempt(pair, direction, units, at: price)
            body(attempt)
            if !attempt.isAccepted { break }
            isAny = true
        }
        return isAny
    }

    /// Where every quantity is considered only what helps both is told: the rest is without end.
    private func attemptAll(
        _ pair: ExchangePair, _ direction: BlockDirection, _ body: (BlockAttempt) -> Void
    ) -> Bool {
        var isAny = false
        forEachBlock(of: pair, direction) { block in
            isAny = true
            body(
                BlockAttempt(block: block, price: block.price, isPayable: true, isAccepted: true))
        }
        return isAny
    }

    private func attempt(
        _ pair: ExchangePair, _ direction: BlockDirection, _ units: Int64, at price: Double
    ) -> BlockAttempt {
        let exact = (price * Double(units) + 0.5).rounded(.down)
        // What is too much to count is too much to pay, whatever the number.
        let payment = Int64(exactly: max(0, exact)) ?? .max
        let block = Block(
            pair: pair, direction: direction, units: units, payment: payment, gainOfFirst: 0,
            gainOfSecond: 0)
        guard payment > 0, payment <= means(pair, direction) else {
            return BlockAttempt(block: block, price: price, isPayable: false, isAccepted: false)
        }
        let valued = valued(block)
        return BlockAttempt(
            block: valued, price: price, isPayable: true,
            isAccepted: accepted(pair, direction, units, payment) != nil)
    }
}
