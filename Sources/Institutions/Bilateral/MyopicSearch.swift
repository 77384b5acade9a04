/// Looks no farther than one step, and stays put where nothing is found.
public struct MyopicSearch: SearchRule {
    /// Creates the rule.
    public init() {}

    /// Ranks who is one step away, or less if vision is less.
    public func rank(
        for agent: Int, in view: borrowing EconomyView, into preferences: inout TradePreferences
    ) {
        preferences.addPartners(of: agent, in: view, within: radius(in: view))
    }

    /// Sees one step far, or less if vision is less.
    public func choose(
        for agent: Int, preferring partner: TradePreference?, in view: borrowing EconomyView,
        into effects: inout [EconomyEffect]
    ) {
        DiscountedChoice(radius: radius(in: view), goesHome: false)
            .choose(for: agent, preferring: partner, in: view, into: &effects)
    }

    private func radius(in view: borrowing EconomyView) -> Int {
        min(1, view.parameters.visionRadius)
    }
}
