import Determinism
import MarketModel
import Primitives

/// ZI-U: any price of the range, gain or loss.
///
/// What its market still finds is the work of its rules alone: hardly anything, for everything
/// trades.
///
/// - Source: Gode and Sunder, *Journal of Political Economy* 101 (1993).
struct ZeroIntelligenceUnconstrained: TradingRobot {
    mutating func quote(_ view: RobotView, random: inout RandomStream) -> Int64? {
        random.price(in: view.priceRange)
    }
}
