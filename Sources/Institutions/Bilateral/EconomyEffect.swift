public import MarketModel
public import Primitives

/// What a rule of an economy wants done. The kernel checks it, does it, and tells by events.
public enum EconomyEffect: Hashable, Sendable {
    /// The agent goes where another one stands now, to trade with it.
    case seek(agent: Int, partner: Int)
    /// The agent goes to a cell; where something grows or grew it sets its mind on it.
    case walk(agent: Int, to: Position)
    /// The agent reserves a cell.
    case claim(agent: Int, Position)
    /// Two free agents become a pair; recorded in this order.
    case pair(Int, Int, PairingReason)
    /// A pair, the lower id first, exchanges a block at a price that is put on record.
    case trade(Int, Int, Block, price: Double)
    /// A pair, the lower id first, gives up.
    case part(Int, Int, PartingReason)
    /// The rule keeps the state of its random stream for the next time.
    case remember(RuleKind, UInt32)
}

/// Whose memory it is.
public enum RuleKind: Hashable, Sendable {
    case search
    case matching
    case bargaining
}
