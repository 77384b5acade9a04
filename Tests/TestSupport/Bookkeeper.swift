public import MarketModel
public import Primitives

/// A stranger who knows nothing of an exchange but its events and the rules, and recomputes
/// every balance, reservation and queue from them, slowly and obviously.
public final class Bookkeeper {
    struct Order {
        var agent: AgentID
        var instrument: InstrumentID
        var side: Side
        /// In units of cash; `nil` for a market order.
        var price: Int128?
        var open: Int128
        var terms: OrderTerms
        /// Its place in time; a new one whenever priority is lost.
        var turn: Int
    }

    let market: MarketDescription
    var orders: [Int64: Order] = [:]
    var fees: [FeeSchedule]
    var bankrupt: Set<Int> = []
    /// What was found wrong so far.
    public internal(set) var problems: [String] = []
    /// By agent, then asset, in units of 10⁻⁸.
    public private(set) var balances: [[Int128]] = []
    /// The house's, by asset, in units of 10⁻⁸.
    public private(set) var house: [Int128]

    var turns = 0
    private var lastOrder: Int64 = 0
    private var lastTrade: Int64 = 0

    /// Starts with nobody.
    public init(_ market: MarketDescription) {
        self.market = market
        fees = market.instruments.map(\.fees)
        house = market.assets.map { _ in 0 }
    }

    /// Takes note of an endowment.
    public func addAgent(_ endowment: [Amount]) { balances.append(endowment.map(\.units)) }

    /// Takes note of fees that no event told.
    public func setFees(_ schedule: FeeSchedule, of instrument: InstrumentID) {
        fees[instrument.index] = schedule
    }

    /// Takes an event in.
    public func consume(_ event: Event) {
        switch event {
        case .agentCreated(let agent): addAgent(agent.balances)
        case .orderPlaced(let order): place(order)
        case .orderReplaced(let change): replace(change)
        case .tradeExecuted(let trade): settle(trade)
        case .orderCancelled(let gone): close(gone.order, of: gone.agent, open: gone.open)
        case .orderExpired(let order, let agent, let open): close(order, of: agent, open: open)
        case .decayApplied(let agent, let asset, let amount, _):
            balances[agent.index][asset.index] -= amount.units
            house[asset.index] += amount.units
        case .agentBankrupt(let agent): bankrupt.insert(agent.agent.index)
        case .balanceUpdated(let update): add(update)
        case .scenarioEvent(.feeChange(let instrument, let schedule)):
            setFees(schedule, of: instrument)
        case .economy: problems.append("an event of an economy")
        case .scenarioEvent, .runBranched, .runCreated, .runStarted, .runStopped,
            .tickStarted, .tickEnded, .orderRejected, .rateLimitHit:
            break
        }
    }

    func note(_ isWrong: Bool, _ problem: @autoclosure () -> String) {
        if isWrong { problems.append(problem()) }
    }

    private func add(_ update: BalanceUpdated) {
        switch update.holder {
        case .agent(let agent): balances[agent.index][update.asset.index] += update.amount.units
        case .house: house[update.asset.index] += update.amount.units
        }
    }

    private func place(_ order: OrderPlaced) {
        lastOrder += 1
        note(order.order.number != lastOrder, "order id \(order.order.number) after gap")
        note(
            bankrupt.contains(order.agent.index) && !order.isEstate, "a bankrupt placed an order")
        var price: Int128?
        if case .limit(let limit, _, _) = order.terms { price = limit.units }
        turns += 1
        orders[lastOrder] = Order(
            agent: order.agent, instrument: order.instrument, side: order.side, price: price,
            open: order.quantity.units, terms: order.terms, turn: turns)
    }

    private func replace(_ change: OrderReplaced) {
        let id = change.order.number
        guard var order = orders[id] else { return note(true, "replaced \(id) is not open") }
        note(order.agent != change.agent, "replaced \(id) is another agent's")
        let keeps = order.price == change.price.units && change.open.units < order.open
        note(keeps != change.keptPriority, "replaced \(id): wrong priority")
        if !change.keptPriority {
            turns += 1
            order.turn = turns
        }
        order.price = change.price.units
        order.open = change.open.units
        orders[id] = order
    }

    private func close(_ id: OrderID, of agent: AgentID, open: Amount) {
        let order = orders.removeValue(forKey: id.number)
        note(order?.agent != agent, "closed \(id.number) is not open, or another agent's")
        note(order?.open != open.units, "closed \(id.number) with another open quantity")
        note(open <= .zero, "closed \(id.number) without anything open")
    }

    private func settle(_ trade: TradeExecuted) {
        lastTrade += 1
        note(trade.trade.number != lastTrade, "trade id \(trade.trade.number) after gap")
        checkFairness(of: trade)
        let notional = trade.quantity.units * trade.price.units / 100_000_000
        checkFees(of: trade, notional: notional)
        let base = market.instruments[trade.instrument.index].base.index
        let takerBuys = trade.aggressorSide == .bid
        let buyer = (takerBuys ? trade.takerAgent : trade.makerAgent).index
        let seller = (takerBuys ? trade.makerAgent : trade.takerAgent).index
        let buyerFee = (takerBuys ? trade.takerFee : trade.makerFee).units
        let sellerFee = (takerBuys ? trade.makerFee : trade.takerFee).units
        balances[buyer][0] -= notional + buyerFee
        balances[buyer][base] += trade.quantity.units
        balances[seller][0] += notional - sellerFee
        balances[seller][base] -= trade.quantity.units
        house[0] += buyerFee + sellerFee
        fill(trade.makerOrder.number, trade.quantity.units)
        fill(trade.takerOrder.number, trade.quantity.units)
    }

    private func fill(_ id: Int64, _ quantity: Int128) {
        guard let open = orders[id]?.open else { return note(true, "filled \(id) is not open") }
        note(quantity > open || quantity <= 0, "filled \(id) for more than is open")
        orders[id]?.open = open - quantity
        if open == quantity { orders[id] = nil }
    }
}
