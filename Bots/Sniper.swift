import Determinism
import MarketModel
import Primitives

/// SNPR: silent until a fifth of the period is left, then a shaver in growing steps.
///
/// The Bristol variant of Kaplan's idea; ``Kaplan`` is the original.
///
/// - Source: Cliff, *Bristol Stock Exchange* (2012).
struct Sniper: TradingRobot {
    private static let lurkThreshold = 0.2
    private static let shaveGrowth = 3.0

    mutating func quote(_ view: RobotView, random: inout RandomStream) -> Int64? {
        guard view.timeLeft <= Self.lurkThreshold else { return nil }
        let pace = 0.01 + view.timeLeft / (Self.shaveGrowth * Self.lurkThreshold)
        return Shaver.price(view, step: Int64(1 / pace))
    }
}
