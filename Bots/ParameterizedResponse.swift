import Determinism
import MarketModel
public import Primitives
import RealModule

/// PRZI: a price distribution between shaver (−1), zero intelligence (0) and giveaway (1).
///
/// - Source: Cliff, *Parameterized-response zero-intelligence traders*, ECMS (2021).
struct ParameterizedResponse: TradingRobot {
    private let strategy: Double
    /// A seller's guess of the highest price, in units of its limit.
    private let factor: Double
    /// The highest price heard.
    private var highest: Int64 = 0
    private var table = PriceTable()

    init(strategy: Double, random: inout RandomStream) {
        self.strategy = strategy
        factor = Double(random.price(in: 1...10)).squareRoot()
    }

    var isListening: Bool { true }

    mutating func hear(_ shout: Shout, _ view: RobotView?, random: inout RandomStream) {
        highest = max(highest, shout.price)
    }

    mutating func quote(_ view: RobotView, random: inout RandomStream) -> Int64? {
        guard let range = range(view) else { return nil }
        table.prepare(range, side: view.side, strategy: strategy)
        return table.price(at: random.uniform())
    }

    /// The prices it draws from; a cautious one leaves out those far from the best quote.
    private func range(_ view: RobotView) -> ClosedRange<Int64>? {
        guard let harmless = view.harmless, let shaved = Shaver.price(view, step: 1) else {
            return nil
        }
        func moved(_ extreme: Int64) -> Int64 {
            if strategy > 0 { return extreme }
            let mean = (1 + strategy) * Double(extreme) - strategy * Double(shaved)
            return Int64(mean.rounded())
        }
        switch view.side {
        case .bid:
            return min(moved(harmless.lowerBound), harmless.upperBound)...harmless.upperBound
        case .ask:
            let guess = max(Int64((Double(view.limit) * factor).rounded()), highest)
            let top = min(max(guess, harmless.lowerBound), harmless.upperBound)
            return harmless.lowerBound...max(moved(top), harmless.lowerBound)
        }
    }
}

/// The distribution of a PRZI trader over a range of prices.
public struct PriceTable: Hashable, Sendable, Codable {
    private static let steepness = 4.0
    private static let greatestCurvature = 100.0

    private var lowest: Int64 = 0
    private var side: Int = 0
    /// Cumulative, one per price.
    private var cumulative: [Double] = []

    /// Holds nothing yet.
    public init() {}

    /// Makes the distribution of a range, unless it is there already.
    ///
    /// - Parameter strategy: The same in every call, in −1…1.
    public mutating func prepare(
        _ range: ClosedRange<Int64>, side: Side, strategy: Double
    ) {
        if range.lowerBound == lowest, range.count == cumulative.count,
            Int(side.rawValue) == self.side
        {
            return
        }
        lowest = range.lowerBound
        self.side = Int(side.rawValue)
        let weights = Self.weights(count: range.count, side: side, strategy: strategy)
        let sum = weights.reduce(0, +)
        var total = 0.0
        cumulative = weights.map { weight in
            total += weight / sum
            return total
        }
    }

    /// The price at which the cumulative distribution reaches a number in [0, 1).
    ///
    /// - Precondition: A range has been prepared.
    public func price(at share: Double) -> Int64 {
        var low = 0
        var high = cumulative.count - 1
        while low < high {
            let middle = (low + high) / 2
            if cumulative[middle] > share { high = middle } else { low = middle + 1 }
        }
        return lowest + Int64(low)
    }

    /// The probability of each price, from the lowest.
    public var probabilities: [Double] {
        cumulative.indices.map { cumulative[$0] - ($0 > 0 ? cumulative[$0 - 1] : 0) }
    }

    /// The mean price.
    public var mean: Double {
        probabilities.enumerated().reduce(0) { $0 + $1.element * Double(lowest + Int64($1.offset)) }
    }

    /// w(r) = (e^{cr} − 1)/(e^c − 1), turned over for a cautious strategy.
    private static func weights(count: Int, side: Side, strategy: Double) -> [Double] {
        if count == 1 || strategy == 0 { return Array(repeating: 1, count: count) }
        let tangent = steepness * Double.tan(.pi * (strategy + 0.5))
        let curvature = min(max(tangent, -greatestCurvature), greatestCurvature)
        return (0..<count).map { place in
            let up = Double(place) / Double(count - 1)
            let share = side == .bid ? up : 1 - up
            // Where the curve is straight the quotient has no value of its own.
            let weight =
                abs(curvature) < 1e-9
                ? share : Double.expMinusOne(curvature * share) / Double.expMinusOne(curvature)
            return strategy > 0 ? weight : 1 - weight
        }
    }
}
