import Determinism
import MarketModel
import Primitives

/// GVWY: quotes its limit and gives all it could gain away, unless the other side is kinder.
///
/// - Source: Cliff, *Bristol Stock Exchange* (2012); *EMSS* (2018).
struct Giveaway: TradingRobot {
    mutating func quote(_ view: RobotView, random: inout RandomStream) -> Int64? {
        view.harmless(view.limit)
    }
}
