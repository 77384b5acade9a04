public import Primitives

/// A fact. Every change of an exchange's state is one; the state is a fold over them.
///
/// The payloads' fields, their text and their order in the record are those of the encoder
/// in `History`; prices and quantities are amounts in asset units.
public enum Event: Hashable, Sendable {
    /// A run came into being: its scenario and seed.
    case runCreated(RunCreated)
    /// An agent with its endowment.
    case agentCreated(AgentCreated)
    /// The operator changed what the scenario says, at the opening of a tick.
    case runBranched(RunBranched)
    /// All agents exist; the first tick follows.
    case runStarted
    /// The run is over for good.
    case runStopped(RunStopReason)
    /// A tick opened.
    case tickStarted
    /// A tick closed, after so many actions taken up and trades executed.
    case tickEnded(actions: Int64, trades: Int64)
    /// An order passed every check and is about to meet the book.
    case orderPlaced(OrderPlaced)
    /// An order's price or open quantity changed; nothing of it has traded since.
    case orderReplaced(OrderReplaced)
    /// Two orders met and were settled, at the maker's price.
    case tradeExecuted(TradeExecuted)
    /// An order left with something open, and its reservation was released.
    case orderCancelled(OrderCancelled)
    /// A good-till-tick order reached its tick's closing.
    case orderExpired(order: OrderID, agent: AgentID, open: Amount)
    /// An action changed nothing.
    case orderRejected(Rejection)
    /// An agent submitted more in a tick than the limit; the excess was not taken up.
    case rateLimitHit(agent: AgentID, attempted: Int64, limit: Int64)
    /// Cash decayed to the house; `due` where more was due than there was.
    case decayApplied(agent: AgentID, asset: AssetID, amount: Amount, due: Amount?)
    /// An agent is out for good.
    case agentBankrupt(AgentBankrupt)
    /// A balance changed for a reason no other event tells.
    case balanceUpdated(BalanceUpdated)
    /// Something the scenario had planned came due.
    case scenarioEvent(ScenarioEvent)
    /// Something happened among the agents of an economy.
    case economy(EconomyEvent)
}

/// Why a run ended.
public enum RunStopReason: String, Hashable, Codable, Sendable {
    /// All its ticks are done.
    case completed
    /// No active agent is left.
    case allBankrupt = "all_bankrupt"
    /// The operator ended it for good.
    case requested
}

/// Why an order was cancelled.
public enum CancelReason: UInt8, Hashable, Sendable, CaseIterable {
    case requested
    case iocRemainder
    case marketRemainder
    case insufficientFunds
    case selfTrade
    case decay
    case bankrupt
    case halted
    case cleared

    /// The name in events.
    public var name: StaticString {
        switch self {
        case .requested: "requested"
        case .iocRemainder: "ioc_remainder"
        case .marketRemainder: "market_remainder"
        case .insufficientFunds: "insufficient_funds"
        case .selfTrade: "self_trade"
        case .decay: "decay"
        case .bankrupt: "bankrupt"
        case .halted: "halted"
        case .cleared: "cleared"
        }
    }
}
