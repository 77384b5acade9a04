import Kernel
import MarketModel
import Primitives
import Runner

/// What an order needs and what there is, for the message of a refusal.
struct Funds {
    private let need: (asset: AssetID, amount: Amount)?
    private let available: Amount
    private let run: ExchangeRun

    /// - Parameter action: Unchecked; nothing is said of one that makes no sense.
    init(_ action: Action, of agent: AgentID, in run: ExchangeRun) {
        self.run = run
        need = Self.need(of: action, in: run)
        available = need.map { run.balance(of: agent, $0.asset).available } ?? .zero
    }

    var message: String {
        guard let need else { return "the new order needs more than is available" }
        let name = run.scenario.market.assets[need.asset.index]
        return "needs \(need.amount) \(name), \(available) available"
    }

    private static func need(
        of action: Action, in run: ExchangeRun
    ) -> (asset: AssetID, amount: Amount)? {
        switch action {
        case .placeMarketOrder(let order):
            guard order.side == .ask, let instrument = listed(order.instrument, run) else {
                return nil
            }
            return (instrument.base, order.quantity)
        case .placeLimitOrder(let order):
            guard let instrument = listed(order.instrument, run) else { return nil }
            if order.side == .ask { return (instrument.base, order.quantity) }
            guard order.price.units > 0, order.price <= instrument.maxPrice,
                order.quantity.units > 0, order.quantity <= instrument.maxQuantity
            else { return nil }
            let lots = order.quantity.units / instrument.lotSize.units
            let notional =
                order.price.units / instrument.tickSize.units * instrument.notionalPerTick
            let rate = run.fees(of: instrument.id).reserved
            let perLot = notional + rate.ofRoundedUp(notional)
            return (.cash, Amount(units: lots * perLot))
        case .cancelOrder, .cancelAll, .replaceOrder, .reduceOrder: return nil
        }
    }

    private static func listed(_ reference: InstrumentReference, _ run: ExchangeRun) -> Instrument?
    {
        guard case .listed(let id) = reference else { return nil }
        return run.scenario.market.instruments[id.index]
    }
}

extension RejectionReason {
    /// What is wrong, for people; programs read the code.
    func message(_ funds: Funds) -> String {
        switch self {
        case .agentBankrupt: "the agent is bankrupt, which is final"
        case .invalidAction: "the fields do not fit together, or the expiry has passed"
        case .invalidInstrument: "no such instrument is traded here"
        case .orderNotFound: "you have no open order of this number"
        case .instrumentHalted: "trading in this instrument is halted"
        case .invalidPrice: "the price is not a positive whole number of ticks within bounds"
        case .invalidQuantity: "the quantity is not a positive whole number of lots within bounds"
        case .insufficientFunds: funds.message
        case .postOnlyWouldCross: "a post-only order would have traded at once"
        case .fokNotFillable: "the whole quantity cannot be filled at once"
        }
    }
}
