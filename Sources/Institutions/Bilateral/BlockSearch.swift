public import Preferences
public import Primitives

/// One side of a negotiation: what it wants, has and quotes.
public struct Negotiator: Hashable, Sendable {
    /// What it wants.
    public var taste: Taste
    /// What it has now.
    public var bundle: GoodsBundle
    /// What it quoted at the start of the tick.
    public var quotes: Quotes

    /// Puts a side together.
    public init(taste: Taste, bundle: GoodsBundle, quotes: Quotes) {
        self.taste = taste
        self.bundle = bundle
        self.quotes = quotes
    }
}

/// Looks for blocks of goods that two agents both gain from; the first is the lower id.
///
/// Quotes bound the prices, whole units the quantities, and utilities decide.
public struct BlockSearch {
    private let first: Negotiator
    private let second: Negotiator
    private let utilityOfFirst: Double
    private let utilityOfSecond: Double
    private let terms: MoneyTerms
    private let greatestBlock: Int64
    let mode: ExecutionMode

    /// Prepares a search between two agents.
    public init(
        _ first: Negotiator, _ second: Negotiator, terms: MoneyTerms, greatestBlock: Int64,
        mode: ExecutionMode
    ) {
        self.first = first
        self.second = second
        self.terms = terms
        self.greatestBlock = greatestBlock
        self.mode = mode
        utilityOfFirst = first.taste.total(of: first.bundle, under: terms)
        utilityOfSecond = second.taste.total(of: second.bundle, under: terms)
    }

    /// The first block of a pair, the first agent's sale tried before its purchase.
    ///
    /// - Complexity: O(greatest block × 24) evaluations of both utilities.
    public func block(of pair: ExchangePair) -> Block? {
        block(of: pair, .firstSells) ?? block(of: pair, .firstBuys)
    }

    private func block(of pair: ExchangePair, _ direction: BlockDirection) -> Block? {
        let quotes = quotes(pair, direction)
        guard quotes.ask <= quotes.bid else { return nil }
        let limit = greatestUnits(pair, direction)
        for units in stride(from: Int64(1), through: limit, by: 1) {
            let prices = PriceCandidates(ask: quotes.ask, bid: quotes.bid, units: units)
            var tried: Int64 = 0
            for index in 0..<prices.count {
                guard let payment = payment(prices[index], units, pair, direction) else {
                    continue
                }
                // Neighbouring prices often round to one payment: it is looked at once.
                if payment == tried { continue }
                tried = payment
                guard let found = accepted(pair, direction, units, payment) else { continue }
                return mode == .minimum
                    ? found : largest(pair, direction, price: prices[index], limit: limit)
            }
        }
        return nil
    }

    /// The block of a direction at one price, which no payment per unit may leave a range of.
    ///
    /// - Parameters:
    ///   - ceiling: The highest payment per unit; quantities that would break it are passed over.
    ///   - floor: The lowest payment per unit.
    func block(
        of pair: ExchangePair, _ direction: BlockDirection, at price: Double, ceiling: Double?,
        floor: Double?
    ) -> Block? {
        let limit = greatestUnits(pair, direction)
        func isAllowed(_ payment: Int64, _ units: Int64) -> Bool {
            if let ceiling, Double(payment) > ceiling * Double(units) { return false }
            if let floor, Double(payment) < floor * Double(units) { return false }
            return true
        }
        var best: Block?
        for units in stride(from: Int64(1), through: limit, by: 1) {
            let payment = payment(price, units, pair, direction)
            if let payment, !isAllowed(payment, units) { continue }
            let found = payment.flatMap { accepted(pair, direction, units, $0) }
            switch mode {
            case .minimum: if let found { return found }
            case .maximum:
                guard let found else { return best }
                best = found
            }
        }
        return best
    }

    /// One unit for a payment, if both have what it takes and gain.
    package func unit(
        of pair: ExchangePair, _ direction: BlockDirection, for payment: Int64
    ) -> Block? {
        guard greatestUnits(pair, direction) >= 1, payment >= 1,
            payment <= means(pair, direction)
        else { return nil }
        return accepted(pair, direction, 1, payment)
    }

    /// The largest block at a price, as long as every smaller one helps both.
    private func largest(
        _ pair: ExchangePair, _ direction: BlockDirection, price: Double, limit: Int64
    ) -> Block? {
        var best: Block?
        for units in stride(from: Int64(1), through: limit, by: 1) {
            guard let payment = payment(price, units, pair, direction),
                let found = accepted(pair, direction, units, payment)
            else { break }
            best = found
        }
        return best
    }

    /// What so many units cost at a price, rounded half up; `nil` if that is nothing, or more
    /// than the buyer has.
    @inline(__always)
    private func payment(
        _ price: Double, _ units: Int64, _ pair: ExchangePair, _ direction: BlockDirection
    ) -> Int64? {
        let exact = (price * Double(units) + 0.5).rounded(.down)
        let means = (direction == .firstSells ? second : first).bundle.means(of: pair)
        guard exact > 0, exact <= Double(means) else { return nil }
        return Int64(exact)
    }

    /// The block, if both gain more than epsilon from it.
    func accepted(
        _ pair: ExchangePair, _ direction: BlockDirection, _ units: Int64, _ payment: Int64
    ) -> Block? {
        var block = Block(
            pair: pair, direction: direction, units: units, payment: payment, gainOfFirst: 0,
            gainOfSecond: 0)
        let change = block.changeOfFirst
        block.gainOfFirst =
            first.taste.total(of: first.bundle + change, under: terms) - utilityOfFirst
        guard block.gainOfFirst > terms.epsilon else { return nil }
        block.gainOfSecond =
            second.taste.total(of: second.bundle + -change, under: terms) - utilityOfSecond
        return block.gainOfSecond > terms.epsilon ? block : nil
    }

    /// The block with what both would gain from it.
    ///
    /// - Precondition: The buyer can pay for it.
    func valued(_ block: Block) -> Block {
        var valued = block
        let change = block.changeOfFirst
        valued.gainOfFirst =
            first.taste.total(of: first.bundle + change, under: terms) - utilityOfFirst
        valued.gainOfSecond =
            second.taste.total(of: second.bundle + -change, under: terms) - utilityOfSecond
        return valued
    }

    /// The seller's ask and the buyer's bid.
    @inline(__always)
    func quotes(_ pair: ExchangePair, _ direction: BlockDirection) -> Quote {
        let own = first.quotes[pair]
        let other = second.quotes[pair]
        return switch direction {
        case .firstSells: Quote(ask: own.ask, bid: other.bid)
        case .firstBuys: Quote(ask: other.ask, bid: own.bid)
        }
    }

    /// How many units the seller has and the rules let go at once.
    @inline(__always)
    func greatestUnits(_ pair: ExchangePair, _ direction: BlockDirection) -> Int64 {
        let seller = direction == .firstSells ? first : second
        return min(greatestBlock, seller.bundle[pair.good])
    }

    /// What the buyer has to pay with.
    func means(_ pair: ExchangePair, _ direction: BlockDirection) -> Int64 {
        (direction == .firstSells ? second : first).bundle.means(of: pair)
    }
}
