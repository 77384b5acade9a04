/// Looks no farther than one step, and stays put where nothing is found.
public struct MyopicSearch: SearchRule {
    /// Creates the rule.
    public init() {}

    /// Ranks who is one step away, or less if vision is less.
    public func rank(
        for agent: Int, in view: borrowing EconomyView, into preferences: inout TradePreferences
    ) -> ForageChoice? {
        choice(in: view).rank(for: agent, in: view, into: &preferences)
    }

    /// Sees one step far, or less if vision is less.
    public func choose(
        for agent: Int, preferring partner: TradePreference?, or cell: ForageChoice?,
        in view: borrowing EconomyView, into effects: inout [EconomyEffect]
    ) {
        choice(in: view)
            .choose(for: agent, preferring: partner, or: cell, in: view, into: &effects)
    }

    private func choice(in view: borrowing EconomyView) -> DiscountedChoice {
        DiscountedChoice(radius: min(1, view.parameters.visionRadius), goesHome: false)
    }
}
