import Determinism
import MarketModel
import Primitives

/// GDX: GD's belief in a dynamic programme, so that waiting for a better trade has a value.
///
/// V(m, n) = max over p of f(p)·(s(p) + γV(m − 1, n − 1)) + (1 − f(p))·γV(m, n − 1), with m
/// units and n chances left. Chances beyond a horizon weigh too little to count, and later units
/// are taken to be worth what the next one is.
///
/// - Source: Tesauro and Bredin, *AAMAS* (2002).
struct GjerstadDickhautExtended: TradingRobot {
    /// 0.9⁵⁰ is half a percent.
    private static let horizon: Int64 = 50
    /// So many units ahead are looked at.
    private static let greatestUnits: Int64 = 8

    private let discount: Double
    private var belief: PriceBelief
    private var answer = CachedQuote()

    init(memory: Int64, discount: Double) {
        belief = PriceBelief(memory: memory)
        self.discount = discount
    }

    var isListening: Bool { true }

    mutating func hear(_ shout: Shout, _ view: RobotView?, random: inout RandomStream) {
        belief.hear(shout)
    }

    mutating func quote(_ view: RobotView, random: inout RandomStream) -> Int64? {
        let chances = min(view.drawsLeft, Self.horizon)
        let units = min(view.unitsLeft, Self.greatestUnits)
        let horizon = chances * (Self.greatestUnits + 1) + units
        if answer.holds(for: view, version: belief.version, horizon: horizon) {
            return answer.quote
        }
        let quote = bestPrice(view, chances: Int(chances), units: Int(units))
        answer = CachedQuote(quote, for: view, version: belief.version, horizon: horizon)
        return quote
    }

    private func bestPrice(_ view: RobotView, chances: Int, units: Int) -> Int64? {
        guard let harmless = view.harmless else { return nil }
        let all = belief.chances(view)
        let options = harmless.map { price in
            Option(
                price: price, chance: all[Int(price - view.priceRange.lowerBound)],
                gain: Double(abs(view.limit - price)))
        }.filter { $0.chance > 0 && $0.gain > 0 }
        var values = Array(repeating: 0.0, count: units + 1)
        var best: Int64?
        for _ in 0..<max(1, chances) {
            var next = values
            for unit in 1...units {
                let waiting = discount * values[unit]
                let trading = discount * values[unit - 1]
                var top = waiting
                if unit == units { best = nil }
                for option in options {
                    let value =
                        option.chance * (option.gain + trading) + (1 - option.chance) * waiting
                    if value > top {
                        top = value
                        if unit == units { best = option.price }
                    }
                }
                next[unit] = top
            }
            values = next
        }
        return best
    }

    private struct Option {
        var price: Int64
        var chance: Double
        var gain: Double
    }
}
