import Primitives

/// What an instrument's quotes are, as the events tell: levels, last trade, reference price.
struct QuoteBook: Codable {
    /// The fallback for marks.
    var referencePrice: Amount
    /// The price of the last trade of the run.
    var lastPrice: Amount?
    /// What a unit was worth just before the action whose trades are being told.
    private(set) var markBeforeAction: Mark

    private var bids = LevelStack(.bid)
    private var asks = LevelStack(.ask)

    init(referencePrice: Amount) {
        self.referencePrice = referencePrice
        markBeforeAction = Mark(referencePrice)
    }

    var bestBid: LevelStack.Level? { bids.best }
    var bestAsk: LevelStack.Level? { asks.best }

    /// Halfway between the best prices; `nil` when a side is empty.
    var mid: Mark? {
        guard let bid = bids.best, let ask = asks.best else { return nil }
        return Mark(
            halfwayBetween: Amount(units: bid.price), and: Amount(units: ask.price))
    }

    /// Last trade, else mid, else reference price.
    var mark: Mark {
        if let lastPrice { return Mark(lastPrice) }
        return mid ?? Mark(referencePrice)
    }

    /// Notes what a unit is worth before an action changes anything: the mid, else the mark.
    mutating func beginAction() { markBeforeAction = mid ?? mark }

    /// Lets an order stand, an incoming one too: nobody looks before its trades are told.
    mutating func add(_ open: Int128, at price: Int128, _ side: Side) {
        switch side {
        case .bid: bids.add(open, at: price)
        case .ask: asks.add(open, at: price)
        }
    }

    /// Takes away what has traded or left.
    mutating func remove(_ open: Int128, at price: Int128, _ side: Side) {
        switch side {
        case .bid: bids.remove(open, at: price)
        case .ask: asks.remove(open, at: price)
        }
    }
}
