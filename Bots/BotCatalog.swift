public import MarketModel

/// The strategies that a scenario can name.
///
/// To add one: write a file beside this one with a `BotDescription`, and add a line here.
public enum BotCatalog {
    /// Every strategy, by name; after those of the exchange the robots of the laboratory.
    public static let all: [BotDescription] =
        [
            AggressiveTaker.description,
            MarketMaker.description,
            MeanReversion.description,
            RandomTrader.description,
            TrendFollower.description,
        ] + robots

    private static let robots: [BotDescription] = [
        RobotTrader<AdaptiveAggressive>.description(
            "aa", "An adaptive aggressiveness about an estimate of the equilibrium."),
        RobotTrader<GjerstadDickhaut>.description(
            "gd", "The greatest expected gain, by belief.", [RobotCharacter.memory]
        ) { RobotCharacter(memory: $0.integer("memory")) },
        RobotTrader<GjerstadDickhautExtended>.description(
            "gdx", "The same with an eye to later chances.",
            [
                RobotCharacter.memory,
                .real("gamma", 0.9, in: 0...1, "What a later gain is worth of a present one."),
            ]
        ) { RobotCharacter(memory: $0.integer("memory"), discount: $0.real("gamma")) },
        RobotTrader<Giveaway>.description("giveaway", "Quotes what a lot is worth to it."),
        RobotTrader<Kaplan>.description(
            "kaplan", "Lets others talk, then takes a good quote."),
        RobotTrader<ParameterizedResponse>.description(
            "przi", "A price distribution between shaver and giveaway.",
            [.real("s", 0, in: -1...1, "−1 as a shaver, 0 as zi_c, 1 as giveaway.")]
        ) { RobotCharacter(strategy: $0.real("s")) },
        RobotTrader<Shaver>.description(
            "shaver", "One tick size better than the best quote of its side."),
        RobotTrader<Sniper>.description(
            "sniper", "Silent until late in a period, then a shaver."),
        RobotTrader<ZeroIntelligenceConstrained>.description(
            "zi_c", "Any price that makes no loss."),
        RobotTrader<ZeroIntelligencePlus>.description(
            "zip", "A margin that learns from what trades."),
        RobotTrader<ZeroIntelligenceUnconstrained>.description(
            "zi_u", "Any price of its range, gain or loss."),
    ]

    /// The strategy with this name, if there is one.
    public static func description(named name: String) -> BotDescription? {
        all.first { $0.name == name }
    }
}
