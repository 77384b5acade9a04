import MarketModel
import Primitives

extension Mutation {
    /// Every way, each of which breaks a rule wherever it applies.
    static let all: [Mutation] = trades + orders + closings + order

    private static let trades: [Mutation] = [
        .trade("maker fee one unit more") {
            $0.makerFee = $0.makerFee.shifted(by: 1)
            return true
        },
        .trade("taker fee one unit less") {
            $0.takerFee = $0.takerFee.shifted(by: -1)
            return true
        },
        .trade("fees exchanged") {
            swap(&$0.makerFee, &$0.takerFee)
            return $0.makerFee != $0.takerFee
        },
        .trade("price one unit up") {
            $0.price = $0.price.shifted(by: 1)
            return true
        },
        .trade("quantity doubled") {
            $0.quantity = $0.quantity.shifted(by: $0.quantity.units)
            return true
        },
        .trade("quantity one unit less") {
            $0.quantity = $0.quantity.shifted(by: -1)
            return true
        },
        .trade("trade id skips one") {
            $0.trade = TradeID($0.trade.number + 1)
            return true
        },
        .trade("another maker order") {
            $0.makerOrder = OrderID($0.makerOrder.number == 1 ? 2 : $0.makerOrder.number - 1)
            return true
        },
        .trade("maker and taker agents exchanged") {
            swap(&$0.makerAgent, &$0.takerAgent)
            return $0.makerAgent != $0.takerAgent
        },
        .trade("the aggressor on the other side") {
            $0.aggressorSide = $0.aggressorSide.opposite
            return true
        },
        .removing("a trade missing") {
            if case .tradeExecuted = $0 { true } else { false }
        },
        .swapping("two trades of one order exchanged, ids kept in order") {
            guard case .tradeExecuted(let one) = $0, case .tradeExecuted(let two) = $1 else {
                return false
            }
            return one.takerOrder == two.takerOrder
        },
        .inserting("a trade twice") {
            guard case .tradeExecuted(var trade) = $0 else { return nil }
            trade.trade = TradeID(trade.trade.number + 1)
            return .tradeExecuted(trade)
        },
    ]

    private static let orders: [Mutation] = [
        .changing("order id skips one") {
            guard case .orderPlaced(var order) = $0 else { return nil }
            order.order = OrderID(order.order.number + 1)
            return .orderPlaced(order)
        },
        .changing("quantity off the grid") {
            guard case .orderPlaced(var order) = $0 else { return nil }
            order.quantity = Amount(units: -order.quantity.units)
            return .orderPlaced(order)
        },
        .changing("an order of somebody unknown") {
            guard case .orderPlaced(var order) = $0 else { return nil }
            order.agent = AgentID(1_000)
            return .orderPlaced(order)
        },
        .changing("an order beyond all means") {
            guard case .orderPlaced(var order) = $0, order.side == .ask else { return nil }
            order.quantity = Amount(units: order.quantity.units * 1_000_000_000)
            return .orderPlaced(order)
        },
        .changing("an estate's sale that nobody owes") {
            guard case .orderPlaced(var order) = $0, !order.isEstate else { return nil }
            order.isEstate = true
            return .orderPlaced(order)
        },
        .changing("a place kept that was lost") {
            guard case .orderReplaced(var order) = $0, !order.keptPriority else { return nil }
            order.keptPriority = true
            return .orderReplaced(order)
        },
        .changing("a place lost that was kept") {
            guard case .orderReplaced(var order) = $0, order.keptPriority else { return nil }
            order.keptPriority = false
            return .orderReplaced(order)
        },
        .changing("an order replaced by another agent") {
            guard case .orderReplaced(var order) = $0 else { return nil }
            order.agent = AgentID(order.agent.index == 0 ? 1 : 0)
            return .orderReplaced(order)
        },
        .changing("more given up than was open") {
            guard case .orderCancelled(var order) = $0 else { return nil }
            order.open = order.open.shifted(by: order.open.units)
            return .orderCancelled(order)
        },
        .changing("a remainder cancelled at its agent's wish") {
            guard case .orderCancelled(var order) = $0, order.reason != .requested else {
                return nil
            }
            order.reason = .requested
            return .orderCancelled(order)
        },
        .removing("the end of an immediate order missing") {
            guard case .orderCancelled(let order) = $0 else { return false }
            return order.reason == .iocRemainder || order.reason == .marketRemainder
        },
        .removing("a self-trade's cancellation missing") {
            guard case .orderCancelled(let order) = $0 else { return false }
            return order.reason == .selfTrade
        },
        .inserting("an order cancelled twice") {
            guard case .orderCancelled(let order) = $0 else { return nil }
            return .orderCancelled(order)
        },
        .changing("a refusal for what was not so") {
            guard case .orderRejected(var refusal) = $0, refusal.action == .cancelOrder,
                refusal.reason == .orderNotFound
            else { return nil }
            refusal.reason = .insufficientFunds
            return .orderRejected(refusal)
        },
    ]
}
