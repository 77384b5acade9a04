public import Primitives

/// What an auditor found wrong with a record, and where.
public struct AuditFinding: Error, Hashable, Sendable {
    /// The rule that was broken.
    public enum Rule: String, Hashable, Sendable, CaseIterable {
        /// `RUN_CREATED` does not describe a run that can be audited.
        case scenario
        /// An event of another tick, phase or turn; or one that had no reason to come now.
        case eventOrder
        /// Order, trade and agent ids count on without gaps and name what exists.
        case identifiers
        /// I1: nothing is created or lost.
        case conservation
        /// I2: no balance is negative, nothing is reserved that is not there.
        case solvency
        /// I3: what is reserved is what the open orders need.
        case reservations
        /// I4: no book is crossed or locked.
        case book
        /// I5: placed = open + filled + cancelled; quantities and prices on the grid.
        case orderAccounts
        /// I6: the best price first, at one price the oldest order.
        case priority
        /// What the run's mode of self-trade prevention asks for.
        case selfTrade
        /// Fees are the rates in force, rounded up.
        case fees
        /// I9: a bankrupt agent causes refusals and its estate's sale, nothing else.
        case bankruptcy
        /// What decays, when, and what is cancelled for it.
        case decay
        /// Good-till-tick orders end at their tick's closing.
        case expiry
        /// A halted instrument does not trade, and halts end when they are over.
        case halt
        /// A refusal whose reason cannot be.
        case refusal
        /// What a mint, burn, halt or change of fees has to bring about.
        case consequences
        /// `TICK_END` counts what happened; limits of actions hold.
        case counts
        /// In an economy: who is paired with whom, and only such trade, at arm's length.
        case pairing
        /// In an economy: both sides of a trade gain more than epsilon.
        case gain
        /// In an economy: agents and resources are on the grid, walks within the budget.
        case place
        /// In an economy: what cells hold, give and grow, and who claims them.
        case resources
    }

    /// The `event_seq` of the event at which it showed.
    public let sequence: Int64
    /// The tick of that event.
    public let tick: Tick
    /// The rule that was broken.
    public let rule: Rule
    /// What had to be there.
    public let expected: String
    /// What was there instead.
    public let found: String
}

extension AuditFinding: CustomStringConvertible {
    /// The place, the rule, and both sides.
    public var description: String {
        "event \(sequence), tick \(tick.index), \(rule.rawValue): "
            + "expected \(expected), found \(found)"
    }
}
