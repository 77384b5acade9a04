public import Determinism
public import Primitives

/// The payload of `RUN_CREATED`.
public struct RunCreated: Hashable, Sendable {
    /// The version of the meaning of events.
    public static let eventSchema: Int64 = 1

    /// The scenario with every default filled in, without its seed and description.
    public var scenario: JSONValue
    /// The seed of every random stream of the run.
    public var seed: UInt32

    /// Describes a run's origin.
    public init(scenario: JSONValue, seed: UInt32) {
        self.scenario = scenario
        self.seed = seed
    }
}

/// The payload of `RUN_BRANCHED`: from here on the run is one of another scenario.
public struct RunBranched: Hashable, Sendable {
    /// Where in the scenario of `RUN_CREATED`: `incentives.decay.rate_bps`, places in lists
    /// from 0.
    public var path: String
    /// What stands there from now on, in the form of `RUN_CREATED`.
    public var value: JSONValue

    /// Describes a change.
    public init(path: String, value: JSONValue) {
        self.path = path
        self.value = value
    }
}

/// How an agent decides.
public enum AgentKind: String, Hashable, Sendable {
    /// A strategy of this program.
    case bot
    /// A program elsewhere, over the server.
    case remote
}

/// The payload of `AGENT_CREATED`.
public struct AgentCreated: Hashable, Sendable {
    /// The agent's number.
    public var agent: AgentID
    /// Its name, unique in the run.
    public var name: String
    /// In-process or remote.
    public var kind: AgentKind
    /// The strategy's name in the catalogue; `nil` for a remote agent.
    public var bot: String?
    /// What it starts with, by asset number.
    public var balances: [Amount]

    /// Describes a new agent.
    public init(
        agent: AgentID, name: String, kind: AgentKind, bot: String?, balances: [Amount]
    ) {
        self.agent = agent
        self.name = name
        self.kind = kind
        self.bot = bot
        self.balances = balances
    }
}

/// What an order asks of the price, in `ORDER_PLACED`.
public enum OrderTerms: Hashable, Sendable {
    /// At this price or better; the tick is the last one of a good-till-tick order.
    case limit(price: Amount, timeInForce: TimeInForce, expiresAtTick: Tick?)
    /// At any price.
    case market
}

/// The payload of `ORDER_PLACED`.
public struct OrderPlaced: Hashable, Sendable {
    /// The order it is about.
    public var order: OrderID
    /// Whose it is.
    public var agent: AgentID
    /// Where it trades.
    public var instrument: InstrumentID
    /// Buy or sell.
    public var side: Side
    /// What it asks of the price.
    public var terms: OrderTerms
    /// The total, in the base asset.
    public var quantity: Amount
    /// The agent's own name for it, if it gave one.
    public var clientOrderID: String?
    /// Whether this is the sale of a bankrupt agent's estate.
    public var isEstate: Bool

    /// Describes an order that passed every check.
    public init(
        order: OrderID, agent: AgentID, instrument: InstrumentID, side: Side,
        terms: OrderTerms, quantity: Amount, clientOrderID: String? = nil,
        isEstate: Bool = false
    ) {
        self.order = order
        self.agent = agent
        self.instrument = instrument
        self.side = side
        self.terms = terms
        self.quantity = quantity
        self.clientOrderID = clientOrderID
        self.isEstate = isEstate
    }
}

/// The payload of `ORDER_REPLACED`.
public struct OrderReplaced: Hashable, Sendable {
    /// The order it is about.
    public var order: OrderID
    /// Whose it is.
    public var agent: AgentID
    /// The limit price after the change.
    public var price: Amount
    /// The open quantity after the change, before anything of it trades.
    public var open: Amount
    /// Whether it kept its place in the queue.
    public var keptPriority: Bool

    /// Describes a changed order.
    public init(
        order: OrderID, agent: AgentID, price: Amount, open: Amount, keptPriority: Bool
    ) {
        self.order = order
        self.agent = agent
        self.price = price
        self.open = open
        self.keptPriority = keptPriority
    }
}

/// The payload of `TRADE_EXECUTED`.
public struct TradeExecuted: Hashable, Sendable {
    /// The trade's number.
    public var trade: TradeID
    /// Where it trades.
    public var instrument: InstrumentID
    /// The maker's price, in cash.
    public var price: Amount
    /// In the base asset.
    public var quantity: Amount
    /// The side of the incoming order.
    public var aggressorSide: Side
    /// The order that rested.
    public var makerOrder: OrderID
    /// The order that came in.
    public var takerOrder: OrderID
    /// Who had the resting order.
    public var makerAgent: AgentID
    /// Who sent the incoming one.
    public var takerAgent: AgentID
    /// In cash; negative is a rebate.
    public var makerFee: Amount
    /// In cash; negative is a rebate.
    public var takerFee: Amount

    /// Describes a settled execution.
    @inlinable
    public init(
        trade: TradeID, instrument: InstrumentID, price: Amount, quantity: Amount,
        aggressorSide: Side, makerOrder: OrderID, takerOrder: OrderID, makerAgent: AgentID,
        takerAgent: AgentID, makerFee: Amount, takerFee: Amount
    ) {
        self.trade = trade
        self.instrument = instrument
        self.price = price
        self.quantity = quantity
        self.aggressorSide = aggressorSide
        self.makerOrder = makerOrder
        self.takerOrder = takerOrder
        self.makerAgent = makerAgent
        self.takerAgent = takerAgent
        self.makerFee = makerFee
        self.takerFee = takerFee
    }
}

/// The payload of `ORDER_CANCELLED`.
public struct OrderCancelled: Hashable, Sendable {
    /// The order it is about.
    public var order: OrderID
    /// Whose it is.
    public var agent: AgentID
    /// What it gives up; positive.
    public var open: Amount
    /// Why it was cancelled.
    public var reason: CancelReason

    /// Describes an order that left with something open.
    public init(order: OrderID, agent: AgentID, open: Amount, reason: CancelReason) {
        self.order = order
        self.agent = agent
        self.open = open
        self.reason = reason
    }
}

/// What made an agent bankrupt.
public enum BankruptcyCause: String, Hashable, Sendable {
    /// Equity at or below the floor.
    case equity
    /// Decay that could not be paid in full.
    case obligation
}

/// The payload of `AGENT_BANKRUPT`.
public struct AgentBankrupt: Hashable, Sendable {
    /// Whose it is.
    public var agent: AgentID
    /// At the marks of this closing, in cash.
    public var equity: Amount
    /// What it is left with, by asset number.
    public var balances: [Amount]
    /// What made it bankrupt.
    public var cause: BankruptcyCause

    /// Describes a bankruptcy.
    public init(agent: AgentID, equity: Amount, balances: [Amount], cause: BankruptcyCause) {
        self.agent = agent
        self.equity = equity
        self.balances = balances
        self.cause = cause
    }
}

/// Whose balance it is.
public enum AccountHolder: Hashable, Sendable {
    case agent(AgentID)
    case house
}

/// The payload of `BALANCE_UPDATED`.
public struct BalanceUpdated: Hashable, Sendable {
    /// Why a balance changed.
    public enum Reason: String, Hashable, Sendable {
        case mint
        case burn
        case estate
    }

    /// Whose balance changed.
    public var holder: AccountHolder
    /// Of which asset.
    public var asset: AssetID
    /// Signed: what was added.
    public var amount: Amount
    /// Why it changed.
    public var reason: Reason

    /// Describes a change that no other event tells.
    public init(holder: AccountHolder, asset: AssetID, amount: Amount, reason: Reason) {
        self.holder = holder
        self.asset = asset
        self.amount = amount
        self.reason = reason
    }
}
