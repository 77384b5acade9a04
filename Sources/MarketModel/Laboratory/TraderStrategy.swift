/// How a laboratory's trader decides what to quote; formulas and papers are those of the
/// trading-robot literature.
public enum TraderStrategy: Hashable, Sendable {
    /// Any price of the range, gain or loss.
    ///
    /// - Source: Gode and Sunder, *Journal of Political Economy* 101 (1993).
    case zeroIntelligenceUnconstrained
    /// Any price of the range that makes no loss.
    ///
    /// - Source: Gode and Sunder, *Journal of Political Economy* 101 (1993).
    case zeroIntelligenceConstrained
    /// The limit price itself.
    case giveaway
    /// One unit better than the best quote of the own side.
    case shaver
    /// Silent until late, then a shaver.
    case sniper
    /// Lets others talk, then takes a good quote.
    ///
    /// - Source: Rust, Miller and Palmer, *The Double Auction Market* (1993).
    case kaplan
    /// A margin that learns from what trades and what does not.
    ///
    /// - Source: Cliff, HP Laboratories HPL-97-91 (1997).
    case zeroIntelligencePlus(ZIPParameters)
    /// The quote of the greatest expected gain, by a belief from the last trades.
    ///
    /// - Source: Gjerstad and Dickhaut, *Games and Economic Behavior* 22 (1998).
    case gjerstadDickhaut(memory: Int64)
    /// The same with an eye to later chances, worth `discount` of present ones.
    ///
    /// - Source: Tesauro and Bredin, *AAMAS* (2002).
    case gjerstadDickhautExtended(memory: Int64, discount: Double)
    /// A target by an estimated equilibrium and an adaptive aggressiveness.
    ///
    /// - Source: Vytelingum, Cliff and Jennings, *Artificial Intelligence* 172 (2008).
    case adaptiveAggressive
    /// A price distribution between shaver (−1), zero intelligence (0) and giveaway (1).
    ///
    /// - Source: Cliff, *ECMS* (2021).
    case parameterizedResponse(strategy: Double)
}

/// How strongly a ZIP trader's targets differ from the last quote.
public struct ZIPParameters: Hashable, Sendable {
    /// The greatest relative change of a target, at least 0.
    public var relativeChange = 0.05
    /// The greatest absolute change of a target, in price units, at least 0.
    public var absoluteChange = 5.0

    /// The defaults.
    public init() {}
}

extension TraderStrategy {
    /// Its name in a scenario.
    public var name: String {
        switch self {
        case .zeroIntelligenceUnconstrained: "zi_u"
        case .zeroIntelligenceConstrained: "zi_c"
        case .giveaway: "giveaway"
        case .shaver: "shaver"
        case .sniper: "sniper"
        case .kaplan: "kaplan"
        case .zeroIntelligencePlus: "zip"
        case .gjerstadDickhaut: "gd"
        case .gjerstadDickhautExtended: "gdx"
        case .adaptiveAggressive: "aa"
        case .parameterizedResponse: "przi"
        }
    }
}
