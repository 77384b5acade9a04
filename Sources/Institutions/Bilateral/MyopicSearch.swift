/// Looks no farther than one step, and stays put where nothing is found.
public struct MyopicSearch: SearchRule {
    /// Creates the rule.
    public init() {}

    /// Sees one step far, or less if vision is less.
    public func choose(
        for agent: Int, in view: borrowing EconomyView, into outcome: inout SearchOutcome
    ) {
        let radius = min(1, view.parameters.visionRadius)
        outcome.choose(for: agent, in: view, within: radius, goesHome: false)
    }
}
