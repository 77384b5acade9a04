import MarketModel
import Primitives
import Runner

/// What one action came to, put together from its events.
struct ActionOutcome {
    private struct Execution {
        var trade: Int64
        var price: Amount
        var quantity: Amount
        var fee: Amount
    }

    private var order: OrderID?
    private var open: Int128 = 0
    private var executions: [Execution] = []
    private var cancelled: [Int64] = []
    /// Why the order that came in left without resting.
    private var reason: CancelReason?
    private(set) var rejection: Rejection?

    /// Takes in the next event of the action.
    mutating func note(_ event: Event) {
        switch event {
        case .orderPlaced(let placed):
            order = placed.order
            open = placed.quantity.units
        case .orderReplaced(let replaced):
            order = replaced.order
            open = replaced.open.units
        case .tradeExecuted(let trade):
            guard trade.takerOrder == order else { return }
            open -= trade.quantity.units
            executions.append(
                Execution(
                    trade: trade.trade.number, price: trade.price, quantity: trade.quantity,
                    fee: trade.takerFee))
        case .orderCancelled(let gone):
            if gone.order == order {
                open = 0
                reason = gone.reason
            } else {
                cancelled.append(gone.order.number)
            }
        case .orderRejected(let found): rejection = found
        case .runCreated, .agentCreated, .runBranched, .runStarted, .runStopped, .tickStarted,
            .tickEnded, .orderExpired, .rateLimitHit, .decayApplied, .agentBankrupt,
            .balanceUpdated, .scenarioEvent, .economy:
            break
        }
    }

    /// Writes what was accepted.
    func appendAccepted(to json: inout JSONBytes, rests: (OrderID) -> Bool) {
        json.open("{")
        json.key("status")
        json.string("accepted")
        if let order {
            json.key("order_id")
            json.number(order.number)
            json.key("open")
            json.amount(Amount(units: open))
            json.key("resting")
            json.bool(open > 0 && rests(order))
            if let reason {
                json.key("reason")
                json.string("\(reason.name)")
            }
            appendExecutions(to: &json)
        }
        if order == nil || !cancelled.isEmpty {
            json.key("cancelled")
            json.open("[")
            for id in cancelled { json.number(id) }
            json.close("]")
        }
        json.close("}")
    }

    private func appendExecutions(to json: inout JSONBytes) {
        json.key("executions")
        json.open("[")
        for execution in executions {
            json.open("{")
            json.key("trade_id")
            json.number(execution.trade)
            json.key("price")
            json.amount(execution.price)
            json.key("quantity")
            json.amount(execution.quantity)
            json.key("fee")
            json.amount(execution.fee)
            json.close("}")
        }
        json.close("]")
    }
}
