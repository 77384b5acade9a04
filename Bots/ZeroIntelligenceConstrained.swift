import Determinism
import MarketModel
import Primitives

/// ZI-C: any price of the range that makes no loss, each as likely as any other.
///
/// - Source: Gode and Sunder, *Journal of Political Economy* 101 (1993).
struct ZeroIntelligenceConstrained: TradingRobot {
    mutating func quote(_ view: RobotView, random: inout RandomStream) -> Int64? {
        guard let range = view.harmless else { return nil }
        return random.price(in: range)
    }
}
