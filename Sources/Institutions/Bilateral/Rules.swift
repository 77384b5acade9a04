/// Chooses where an agent goes and whom it would trade with; one type per named protocol.
public protocol SearchRule {
    /// Looks around for one agent.
    ///
    /// - Parameters:
    ///   - agent: Neither paired nor on its way to a cell that still holds something.
    ///   - view: As it is now, claims made by lower ids in the same tick included.
    ///   - outcome: Takes the agent's preferences, which ``SearchOutcome/begin(_:)`` has opened,
    ///     and the effects.
    func choose(for agent: Int, in view: borrowing EconomyView, into outcome: inout SearchOutcome)
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
