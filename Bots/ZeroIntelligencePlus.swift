import Determinism
import MarketModel
import Primitives

/// ZIP: a profit margin that follows what trades and what does not, with momentum.
///
/// A seller's price is its cost times one plus the margin; it rises after deals at or above it,
/// and falls, while the seller has units left, after bids accepted below it and asks rejected at
/// or below it. Buyers mirror that.
///
/// - Source: Cliff, *Minimal-intelligence agents for bargaining behaviors in market-based
///   environments*, HP Laboratories HPL-97-91 (1997).
struct ZeroIntelligencePlus: TradingRobot {
    private let side: Side
    private let relativeChange: Double
    private let absoluteChange: Double
    /// How fast the price moves to its target.
    private let learningRate: Double
    /// How much of the last change goes on.
    private let momentum: Double
    /// A buyer's in −1…0, a seller's at least 0.
    private(set) var margin: Double
    private var change = 0.0
    /// The limit it had last: a trader who is done still learns.
    private var limit: Double?

    init(_ parameters: ZIPParameters, side: Side, random: inout RandomStream) {
        self.side = side
        relativeChange = parameters.relativeChange
        absoluteChange = parameters.absoluteChange
        learningRate = 0.1 + 0.4 * random.uniform()
        momentum = 0.1 * random.uniform()
        let size = 0.05 + 0.3 * random.uniform()
        margin = side == .bid ? -size : size
    }

    var isListening: Bool { true }

    mutating func quote(_ view: RobotView, random: inout RandomStream) -> Int64? {
        limit = Double(view.limit)
        let price = Double(view.limit) * (1 + margin)
        // A price far beyond the range is clamped to it; the sum is finite by construction.
        return view.harmless(Int64(min(price, 1e15).rounded()))
    }

    mutating func hear(_ shout: Shout, _ view: RobotView?, random: inout RandomStream) {
        if let view { limit = Double(view.limit) }
        guard let limit, limit > 0 else { return }
        let price = limit * (1 + margin)
        // What it would have said: prices are whole, and its own is compared as such.
        let said = min(price, 1e15).rounded()
        let heard = Double(shout.tradePrice ?? shout.price)
        let isActive = view != nil
        // In a seller's words; for a buyer dear and cheap change places.
        let isSeller = side == .ask
        let couldGetMore = isSeller ? said <= heard : said >= heard
        let asksTooMuch = isSeller ? said > heard : said < heard
        let isOwnSide = shout.side == side
        if shout.tradePrice != nil {
            if couldGetMore {
                move(up: isSeller, from: price, heard, limit, &random)
            } else if !isOwnSide && isActive && asksTooMuch {
                move(up: !isSeller, from: price, heard, limit, &random)
            }
        } else if isOwnSide && isActive && (asksTooMuch || said == heard) {
            move(up: !isSeller, from: price, heard, limit, &random)
        }
    }

    /// One step of the Widrow-Hoff rule with momentum.
    private mutating func move(
        up: Bool, from price: Double, _ heard: Double, _ limit: Double,
        _ random: inout RandomStream
    ) {
        let sign = up ? 1.0 : -1.0
        let target =
            (1 + sign * relativeChange * random.uniform()) * heard
            + sign * absoluteChange * random.uniform()
        let step = learningRate * (target - price)
        change = momentum * change + (1 - momentum) * step
        let moved = (price + change) / limit - 1
        margin = side == .bid ? min(max(moved, -1), 0) : min(max(moved, 0), 1e6)
    }
}
