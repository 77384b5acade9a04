import Determinism
import MarketModel
import Primitives

/// SHVR: one unit better than the best quote of its side, never past its limit.
///
/// Where nobody quotes it begins at the end of the range that suits it.
///
/// - Source: Cliff, *Bristol Stock Exchange* (2012); *EMSS* (2018).
struct Shaver: TradingRobot {
    mutating func quote(_ view: RobotView, random: inout RandomStream) -> Int64? {
        Self.price(view, step: 1)
    }

    /// The shaved price.
    static func price(_ view: RobotView, step: Int64) -> Int64? {
        switch view.side {
        case .bid: view.harmless(view.bestBid.map { $0 + step } ?? view.priceRange.lowerBound)
        case .ask: view.harmless(view.bestAsk.map { $0 - step } ?? view.priceRange.upperBound)
        }
    }
}
