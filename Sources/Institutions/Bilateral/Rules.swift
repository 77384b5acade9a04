/// Chooses where an agent goes and whom it would trade with; one type per named protocol.
public protocol SearchRule {
    /// Ranks whom an agent would trade with, where the mode has trade, and says where it would
    /// gather, where the mode has that.
    ///
    /// Agents are asked in no order of theirs: what they see here is the same for all of them.
    ///
    /// - Parameters:
    ///   - agent: Neither paired nor on its way to a cell that still holds something.
    ///   - preferences: Takes the agent's, in any order; they are put in order afterwards.
    /// - Returns: The best cell as claims are before anybody has chosen, if there is one.
    func rank(
        for agent: Int, in view: borrowing EconomyView, into preferences: inout TradePreferences
    ) -> ForageChoice?

    /// Chooses for an agent, by rising id.
    ///
    /// - Parameters:
    ///   - agent: Neither paired nor on its way to a cell that still holds something.
    ///   - partner: The best of those it would trade with.
    ///   - cell: What `rank` returned; somebody may have claimed it since.
    ///   - view: As it is now, claims made by lower ids in the same tick included.
    ///   - effects: Takes what is to be done.
    func choose(
        for agent: Int, preferring partner: TradePreference?, or cell: ForageChoice?,
        in view: borrowing EconomyView, into effects: inout [EconomyEffect])
}

/// Brings agents together two by two; one type per named protocol.
public protocol MatchingRule {
    /// Chooses pairs among the free agents.
    ///
    /// - Returns: The pairs in the order in which they are to be made, and what else follows.
    func match(
        _ preferences: TradePreferences, in view: borrowing EconomyView
    ) -> [EconomyEffect]
}

/// Settles what a pair exchanges; one type per named protocol.
public protocol BargainingRule {
    /// Negotiates for a pair that has met, the lower id first.
    ///
    /// - Parameter effects: Takes a trade or a parting, and what else follows.
    func settle(
        _ first: Int, _ second: Int, in view: borrowing EconomyView,
        into effects: inout [EconomyEffect]
    )
}
