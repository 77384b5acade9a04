public import Determinism
public import MarketModel
public import Primitives

/// The trading robots of the literature, by strategy.
public enum RobotCatalog {
    /// Makes a robot.
    ///
    /// - Parameters:
    ///   - side: The side it trades on, which some robots have to know from the start.
    ///   - random: The trader's own stream; some draw their character from it.
    public static func robot(
        _ strategy: TraderStrategy, side: Side, random: inout RandomStream
    ) -> any TradingRobot {
        switch strategy {
        case .zeroIntelligenceUnconstrained: ZeroIntelligenceUnconstrained()
        case .zeroIntelligenceConstrained: ZeroIntelligenceConstrained()
        case .giveaway: Giveaway()
        case .shaver: Shaver()
        case .sniper: Sniper()
        case .kaplan: Kaplan()
        case .zeroIntelligencePlus(let parameters):
            ZeroIntelligencePlus(parameters, side: side, random: &random)
        case .gjerstadDickhaut(let memory): GjerstadDickhaut(memory: memory)
        case .gjerstadDickhautExtended(let memory, let discount):
            GjerstadDickhautExtended(memory: memory, discount: discount)
        case .adaptiveAggressive: AdaptiveAggressive(side: side, random: &random)
        case .parameterizedResponse(let strategy):
            ParameterizedResponse(strategy: strategy, random: &random)
        }
    }
}
