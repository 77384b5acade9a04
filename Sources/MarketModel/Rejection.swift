public import Primitives

/// Why an action was refused: the first check that failed, in the order of the cases.
public enum RejectionReason: UInt8, Hashable, Sendable, CaseIterable {
    case agentBankrupt
    case invalidAction
    case invalidInstrument
    case orderNotFound
    case instrumentHalted
    case invalidPrice
    case invalidQuantity
    case insufficientFunds
    case postOnlyWouldCross
    case fokNotFillable

    /// The code in events and answers.
    public var code: StaticString {
        switch self {
        case .agentBankrupt: "AGENT_BANKRUPT"
        case .invalidAction: "INVALID_ACTION"
        case .invalidInstrument: "INVALID_INSTRUMENT"
        case .orderNotFound: "ORDER_NOT_FOUND"
        case .instrumentHalted: "INSTRUMENT_HALTED"
        case .invalidPrice: "INVALID_PRICE"
        case .invalidQuantity: "INVALID_QUANTITY"
        case .insufficientFunds: "INSUFFICIENT_FUNDS"
        case .postOnlyWouldCross: "POST_ONLY_WOULD_CROSS"
        case .fokNotFillable: "FOK_NOT_FILLABLE"
        }
    }
}

/// An action that changed nothing, and why.
public struct Rejection: Hashable, Sendable {
    /// Who asked.
    public var agent: AgentID
    /// What was asked.
    public var action: ActionName
    /// The first check that failed.
    public var reason: RejectionReason
    /// The instrument, if the action named one.
    public var instrument: InstrumentReference?
    /// The order, if the action named one that can be.
    public var order: OrderID?
    /// The client's own name, if the action carried one.
    public var clientOrderID: String?

    /// Says that `action` of `agent` was refused.
    public init(_ action: Action, of agent: AgentID, because reason: RejectionReason) {
        self.agent = agent
        self.action = action.name
        self.reason = reason
        switch action {
        case .placeLimitOrder(let order):
            instrument = order.instrument
            clientOrderID = order.clientOrderID
        case .placeMarketOrder(let order):
            instrument = order.instrument
            clientOrderID = order.clientOrderID
        case .cancelAll(let named):
            instrument = named
        case .cancelOrder(let id), .replaceOrder(let id, _, _), .reduceOrder(let id, _):
            // No order has a number that a record cannot hold; such a one is left out.
            order = RecordedNumber.isExact(id.number) ? id : nil
        }
    }
}
