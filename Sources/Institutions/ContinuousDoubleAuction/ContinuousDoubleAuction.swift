public import Accounting
public import MarketModel
import Matching
public import Primitives

/// The continuous double auction: order books in which incoming orders trade at once with
/// what rests, by price, then time.
///
/// An action passes one ladder of checks; after it nothing can fail, and everything done is
/// told by events, in order. Bankruptcy, rate limits, decay and the tick belong to the world.
public final class ContinuousDoubleAuction {
    let market: MarketDescription
    let ledger: Ledger
    let events: EventBuffer
    let prevention: SelfTradePrevention
    let venues: [Venue]

    /// The present tick, set by the world.
    public var tick = Tick(0)

    // On the path of every action. Only this class's methods touch them, on one thread and
    // never while one of them is being changed, so the run-time check would only cost.
    @exclusivity(unchecked) var orders: OrderTable
    @exclusivity(unchecked) var lastOrder: Int64 = 0
    @exclusivity(unchecked) var lastTrade: Int64 = 0
    var expiries = ExpiryQueue()

    /// Opens the books.
    ///
    /// - Parameters:
    ///   - market: What is traded; checked at load.
    ///   - prevention: What happens when an order meets one of its own agent.
    ///   - ledger: Where balances are kept.
    ///   - events: Where facts are recorded.
    ///   - reservingOrders: How many open orders to make room for at once.
    public init(
        _ market: MarketDescription, prevention: SelfTradePrevention, ledger: Ledger,
        events: EventBuffer, reservingOrders: Int = 0
    ) {
        self.market = market
        self.prevention = prevention
        self.ledger = ledger
        self.events = events
        venues = market.instruments.map { Venue($0, reservingOrders: reservingOrders) }
        orders = OrderTable(reservingOrders: reservingOrders)
    }

    /// Makes room for the open orders of an agent just added to the ledger.
    public func addAgent() { orders.addAgent() }

    /// The number of trades so far.
    public var tradeCount: Int64 { lastTrade }

    /// Executes an action, or records why not.
    ///
    /// - Parameters:
    ///   - action: What is wanted; unchecked.
    ///   - agent: Who wants it; active.
    public func execute(_ action: Action, of agent: AgentID) {
        let reason: RejectionReason?
        switch action {
        case .placeLimitOrder(let order):
            reason = placeLimit(order, of: agent)
        case .placeMarketOrder(let order):
            reason = placeMarket(order, of: agent)
        case .cancelOrder(let order):
            reason = cancel(order, of: agent)
        case .cancelAll(let instrument):
            reason = cancelAll(in: instrument, of: agent)
        case .replaceOrder(let order, let price, let quantity):
            reason = replace(order, of: agent, price: price, quantity: quantity)
        case .reduceOrder(let order, let quantity):
            reason = reduce(order, of: agent, by: quantity)
        }
        if let reason {
            events.append(.orderRejected(Rejection(action, of: agent, because: reason)))
        }
    }

    /// The venue an action names, if it exists.
    func venue(_ reference: InstrumentReference) -> Venue? {
        guard case .listed(let id) = reference, venues.indices.contains(id.index) else {
            return nil
        }
        return venues[id.index]
    }
}
