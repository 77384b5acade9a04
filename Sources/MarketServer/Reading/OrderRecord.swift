import DequeModule
import MarketModel
import Primitives

/// How an order ended, or that it has not.
enum OrderStatus: String, Sendable, CaseIterable {
    case open, filled, cancelled, expired
}

/// An order of a remote agent with all that became of it.
struct RecordedOrder: Sendable {
    var placed: OrderPlaced
    var placedTick: Tick
    /// Total, filled and open in units of 10⁻⁸.
    var filled: Int128 = 0
    var open: Int128
    var price: Amount?
    var status = OrderStatus.open
    var reason: CancelReason?

    /// Filled and open together.
    var total: Amount { Amount(units: filled + open + givenUp) }
    /// What was open when it was cancelled or expired.
    var givenUp: Int128 = 0
}

/// The orders of remote agents, folded from the events: all open ones, and of each agent the
/// last ones that are over.
final class OrderRecord: EventConsumer {
    /// How many orders that are over are kept of an agent.
    static let keptPerAgent = 10_000

    private struct Owner {
        /// By rising id; those that are over go, the oldest first, when there are too many.
        var ids: Deque<Int64> = []
    }

    private var owners: [Int: Owner] = [:]
    private var orders: [Int64: RecordedOrder] = [:]

    func consume(_ event: Event, in tick: Tick) {
        switch event {
        case .agentCreated(let agent):
            if agent.kind == .remote { owners[agent.agent.index] = Owner() }
        case .orderPlaced(let placed): place(placed, in: tick)
        case .orderReplaced(let replaced):
            change(replaced.order) {
                $0.price = replaced.price
                $0.open = replaced.open.units
            }
        case .tradeExecuted(let trade):
            fill(trade.makerOrder, trade.quantity.units)
            fill(trade.takerOrder, trade.quantity.units)
        case .orderCancelled(let cancelled):
            end(cancelled.order, .cancelled, cancelled.reason)
        case .orderExpired(let order, _, _): end(order, .expired, nil)
        case .runCreated, .runBranched, .runStarted, .runStopped, .tickStarted, .tickEnded,
            .orderRejected, .rateLimitHit, .decayApplied, .agentBankrupt, .balanceUpdated,
            .scenarioEvent, .economy:
            break
        }
    }

    /// An order that is kept.
    func order(_ id: Int64) -> RecordedOrder? { orders[id] }

    /// Orders of an agent, the newest first.
    ///
    /// - Parameters:
    ///   - id: Only orders before this one.
    ///   - ticks: Only orders placed in these.
    func orders(
        of agent: AgentID, before id: Int64, placedIn ticks: ClosedRange<Int64>, limit: Int
    ) -> [RecordedOrder] {
        guard let ids = owners[agent.index]?.ids else { return [] }
        var found: [RecordedOrder] = []
        for index in (0..<Self.place(of: id, in: ids)).reversed() {
            guard let order = orders[ids[index]] else { continue }
            if order.placedTick.index < ticks.lowerBound { break }
            if ticks.contains(order.placedTick.index) { found.append(order) }
            if found.count == limit { break }
        }
        return found
    }

    /// The open orders of an agent by rising id.
    func openOrders(_ ids: [OrderID]) -> [RecordedOrder] { ids.compactMap { orders[$0.number] } }

    private func place(_ placed: OrderPlaced, in tick: Tick) {
        guard owners[placed.agent.index] != nil else { return }
        let id = placed.order.number
        var order = RecordedOrder(
            placed: placed, placedTick: tick, open: placed.quantity.units)
        if case .limit(let price, _, _) = placed.terms { order.price = price }
        orders[id] = order
        owners[placed.agent.index]?.ids.append(id)
        if let count = owners[placed.agent.index]?.ids.count, count > 2 * Self.keptPerAgent {
            forgetOld(of: placed.agent.index)
        }
    }

    private func change(_ order: OrderID, _ body: (inout RecordedOrder) -> Void) {
        guard var known = orders[order.number] else { return }
        body(&known)
        orders[order.number] = known
    }

    private func fill(_ order: OrderID, _ quantity: Int128) {
        change(order) {
            $0.filled += quantity
            $0.open -= quantity
            if $0.open == 0 { $0.status = .filled }
        }
    }

    private func end(_ order: OrderID, _ status: OrderStatus, _ reason: CancelReason?) {
        change(order) {
            $0.givenUp = $0.open
            $0.open = 0
            $0.status = status
            $0.reason = reason
        }
    }

    /// Keeps all that are open, and the newest of the others.
    private func forgetOld(of agent: Int) {
        guard let ids = owners[agent]?.ids else { return }
        var kept: Deque<Int64> = []
        for (index, id) in ids.enumerated() {
            if orders[id]?.status == .open || index >= ids.count - Self.keptPerAgent {
                kept.append(id)
            } else {
                orders[id] = nil
            }
        }
        owners[agent]?.ids = kept
    }

    private static func place(of id: Int64, in ids: Deque<Int64>) -> Int {
        var low = 0
        var high = ids.count
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
