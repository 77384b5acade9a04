import Determinism
import MarketModel
import Primitives
import RealModule

/// AA: an estimate of the equilibrium, and an aggressiveness that says how far from it to bid.
///
/// - Source: Vytelingum, Cliff and Jennings, *Artificial Intelligence* 172 (2008).
struct AdaptiveAggressive: TradingRobot {
    private static let window = 5
    private static let approach = 3.0
    private static let shortTermRate = 0.4
    private static let longTermRate = 0.4
    private static let relativeStep = 0.02
    private static let absoluteStep = 0.01
    private static let shapes = -8.0...2.0
    private static let shapeSteepness = 2.0

    private let side: Side
    /// r, in −1…1: 1 quotes the limit, −1 what hardly anybody takes.
    private(set) var aggressiveness: Double
    /// θ: how fast targets leave the estimate.
    private var shape: Double
    private var estimate: Double?
    private var recent: [Double] = []
    private var leastVolatility = Double.infinity
    private var greatestVolatility = 0.0

    init(side: Side, random: inout RandomStream) {
        self.side = side
        aggressiveness = -0.3 * random.uniform()
        shape = -5 * random.uniform()
    }

    var isListening: Bool { true }

    mutating func quote(_ view: RobotView, random: inout RandomStream) -> Int64? {
        guard view.harmless != nil else { return nil }
        let limit = Double(view.limit)
        let isBuyer = side == .bid
        let lowest = Double(view.bestBid ?? view.priceRange.lowerBound)
        let highest = Double(view.bestAsk ?? view.priceRange.upperBound)
        let own = isBuyer ? lowest : highest
        if isBuyer ? own >= limit : own <= limit { return nil }
        var target = isBuyer ? min(limit, highest) : max(limit, lowest)
        if let estimate {
            target = self.target(limit, estimate, view)
            if let other = view.bestOther, view.harmless(other) == other {
                if isBuyer ? Double(other) <= target : Double(other) >= target { return other }
            }
        }
        let price = own + (target - own) / Self.approach
        return view.harmless(Int64(price.rounded(isBuyer ? .up : .down)))
    }

    mutating func hear(_ shout: Shout, _ view: RobotView?, random: inout RandomStream) {
        if let price = shout.tradePrice { learn(Double(price)) }
        guard let view, let estimate else { return }
        let limit = Double(view.limit)
        let target = target(limit, estimate, view)
        let heard = Double(shout.tradePrice ?? shout.price)
        let isBuyer = side == .bid
        let isBehind = isBuyer ? target < heard : target > heard
        if shout.tradePrice != nil {
            adapt(to: heard, isMore: isBehind, limit, estimate, view)
        } else if shout.side == side, isBehind || target == heard {
            adapt(to: heard, isMore: true, limit, estimate, view)
        }
    }

    /// Follows prices and their volatility.
    private mutating func learn(_ price: Double) {
        let weight = 2 / Double(Self.window + 1)
        let now = estimate.map { $0 + weight * (price - $0) } ?? price
        estimate = now
        recent.append(price)
        if recent.count > Self.window { recent.removeFirst() }
        let squares = recent.reduce(0) { $0 + ($1 - now) * ($1 - now) }
        let volatility = (squares / Double(recent.count)).squareRoot() / now
        leastVolatility = min(leastVolatility, volatility)
        greatestVolatility = max(greatestVolatility, volatility)
        let span = greatestVolatility - leastVolatility
        let share = span > 0 ? (volatility - leastVolatility) / span : 0
        let low = Self.shapes.lowerBound
        let wanted =
            (Self.shapes.upperBound - low)
            * (1 - share * Double.exp(Self.shapeSteepness * (share - 1))) + low
        shape += Self.longTermRate * (wanted - shape)
    }

    /// Moves r towards a little more, or less, than would have quoted what was heard.
    private mutating func adapt(
        to heard: Double, isMore: Bool, _ limit: Double, _ estimate: Double, _ view: RobotView
    ) {
        let sign = isMore ? 1.0 : -1.0
        let shouted = aggressiveness(for: heard, limit, estimate, view)
        let wanted = (1 + sign * Self.relativeStep) * shouted + sign * Self.absoluteStep
        aggressiveness += Self.shortTermRate * (wanted - aggressiveness)
        aggressiveness = min(max(aggressiveness, -1), 1)
    }

    /// The r whose target is a price, by bisection: targets rise with a buyer's r.
    private func aggressiveness(
        for price: Double, _ limit: Double, _ estimate: Double, _ view: RobotView
    ) -> Double {
        var copy = self
        var (low, high) = (-1.0, 1.0)
        for _ in 0..<30 {
            copy.aggressiveness = (low + high) / 2
            let target = copy.target(limit, estimate, view)
            let isLow = side == .bid ? target < price : target > price
            if isLow { low = copy.aggressiveness } else { high = copy.aggressiveness }
        }
        return (low + high) / 2
    }
}

// The targets.
extension AdaptiveAggressive {
    /// The price it would trade at; for a seller the formulas of a buyer in a mirror.
    private func target(_ limit: Double, _ estimate: Double, _ view: RobotView) -> Double {
        let top = Double(view.priceRange.upperBound)
        let isBuyer = side == .bid
        let isIntramarginal = isBuyer ? limit > estimate : limit < estimate
        let sign = isBuyer ? 1.0 : -1.0
        /// How far a price may fall, or for a seller rise.
        func room(_ price: Double) -> Double { isBuyer ? price : max(0, top - price) }
        if aggressiveness >= 0 {
            if !isIntramarginal { return limit }
            let gap = abs(limit - estimate)
            return estimate + sign * gap * Self.curve(aggressiveness, shape)
        }
        if !isIntramarginal {
            return limit - sign * room(limit) * Self.curve(-aggressiveness, shape)
        }
        let slope = Self.slope(shape) * abs(limit - estimate)
        let inner = room(estimate) > 0 ? Self.shape(ofSlope: slope / room(estimate)) : shape
        return estimate - sign * room(estimate) * Self.curve(-aggressiveness, inner)
    }

    /// (e^{xθ} − 1)/(e^θ − 1): from 0 at 0 to 1 at 1.
    private static func curve(_ x: Double, _ shape: Double) -> Double {
        abs(shape) < 1e-9 ? x : Double.expMinusOne(x * shape) / Double.expMinusOne(shape)
    }

    /// θ/(e^θ − 1), the slope of the curve at 0; it falls with θ.
    private static func slope(_ shape: Double) -> Double {
        abs(shape) < 1e-9 ? 1 : shape / Double.expMinusOne(shape)
    }

    /// The θ of a slope at 0, so that both branches of the target meet smoothly.
    private static func shape(ofSlope slope: Double) -> Double {
        var (low, high) = (-50.0, 50.0)
        for _ in 0..<50 {
            let middle = (low + high) / 2
            if self.slope(middle) > slope { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
