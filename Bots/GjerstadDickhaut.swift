import Determinism
import MarketModel
import Primitives

/// GD: the quote of the greatest expected gain, by a belief from recent quotes and trades.
///
/// - Source: Gjerstad and Dickhaut, *Games and Economic Behavior* 22 (1998).
struct GjerstadDickhaut: TradingRobot {
    private var belief: PriceBelief
    private var answer = CachedQuote()

    init(memory: Int64) { belief = PriceBelief(memory: memory) }

    var isListening: Bool { true }

    mutating func hear(_ shout: Shout, _ view: RobotView?, random: inout RandomStream) {
        belief.hear(shout)
    }

    mutating func quote(_ view: RobotView, random: inout RandomStream) -> Int64? {
        if answer.holds(for: view, version: belief.version) { return answer.quote }
        let quote = bestPrice(view)
        answer = CachedQuote(quote, for: view, version: belief.version)
        return quote
    }

    private func bestPrice(_ view: RobotView) -> Int64? {
        guard let harmless = view.harmless else { return nil }
        let chances = belief.chances(view)
        var best: (price: Int64, gain: Double)?
        for price in harmless {
            let chance = chances[Int(price - view.priceRange.lowerBound)]
            let gain = chance * Double(abs(view.limit - price))
            if gain > best?.gain ?? 0 { best = (price, gain) }
        }
        return best?.price
    }
}

/// A quote that holds until what it was made from changes.
struct CachedQuote: Hashable, Sendable, Codable {
    private var version = -1
    private var limit: Int64 = 0
    private var bid: Int64?
    private var ask: Int64?
    private var horizon: Int64 = 0
    /// What it is.
    private(set) var quote: Int64?

    /// Holds for nothing.
    init() {}

    /// Keeps a quote.
    ///
    /// - Parameter horizon: What else it depends on.
    init(_ quote: Int64?, for view: RobotView, version: Int, horizon: Int64 = 0) {
        self.quote = quote
        self.version = version
        self.horizon = horizon
        limit = view.limit
        bid = view.bestBid
        ask = view.bestAsk
    }

    /// Whether a view is the one it was made from.
    func holds(for view: RobotView, version: Int, horizon: Int64 = 0) -> Bool {
        version == self.version && view.limit == limit && view.bestBid == bid
            && view.bestAsk == ask && horizon == self.horizon
    }
}
