public import MarketModel

/// The strategies that a scenario can name.
///
/// To add one: write a file beside this one with a `BotDescription`, and add a line here.
public enum BotCatalog {
    /// Every strategy, by name.
    public static let all: [BotDescription] =
        [
            AggressiveTaker.description,
            MarketMaker.description,
            MeanReversion.description,
            RandomTrader.description,
            TrendFollower.description,
        ] + robots

    /// The strategy with this name, if there is one.
    public static func description(named name: String) -> BotDescription? {
        all.first { $0.name == name }
    }
}
