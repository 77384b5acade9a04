import MarketModel
import Matching
import Primitives

/// A laboratory's continuous double auction, in the order book of the exchange.
///
/// One live quote per trader: a new one takes the place of the older. Where quotes cross, the
/// price is that of the earlier.
struct LaboratoryDoubleAuction: PeriodRules {
    private let clears: Bool
    private let mustImprove: Bool
    private let book: OrderBook
    /// The order that stands for each trader; 0 for none.
    private var orders: [Int64]
    /// Whose quotes may be in the book, some of them several times.
    private var live: [Int] = []
    private var lastOrder: Int64 = 0

    init(_ rules: DoubleAuctionRules, on floor: TradingFloor) {
        clears = rules.book == .clearedAfterTrade
        mustImprove = rules.hasImprovementRule
        book = OrderBook(reservingOrders: floor.traders.count, handles: floor.traders.count)
        orders = Array(repeating: 0, count: floor.traders.count)
    }

    mutating func trade(on floor: TradingFloor) {
        for step in 0..<floor.steps {
            let trader = floor.drawTrader()
            let left = floor.steps - step
            guard
                let view = floor.view(
                    of: trader, bid: book.bestBid?.units, ask: book.bestAsk?.units,
                    drawsLeft: left),
                let price = floor.quote(of: trader, view)
            else { continue }
            if mustImprove, let best = view.bestOwn {
                if view.side == .bid ? price <= best : price >= best { continue }
            }
            let traded = place(price, view.side, of: trader, on: floor)
            floor.announce(
                Shout(side: view.side, price: price, tradePrice: traded),
                bid: book.bestBid?.units, ask: book.bestAsk?.units, drawsLeft: left)
        }
        withdrawAll(floor)
    }

    /// Puts a quote into the book, or trades it.
    ///
    /// - Returns: The price, if it traded.
    private mutating func place(
        _ price: Int64, _ side: Side, of trader: Int, on floor: TradingFloor
    ) -> Int64? {
        let handle = OrderHandle(UInt32(trader + 1))
        tell(price, side, of: trader, on: floor)
        book.cancel(handle)
        let outcome = book.match(
            side, limit: Price(units: price), quantity: Lots(units: 1), avoiding: nil,
            taker: handle)
        guard outcome.end == .filled, let execution = book.executions.first else {
            book.rest(
                handle, owner: OwnerTag(UInt32(trader)), side: side, price: Price(units: price),
                quantity: Lots(units: 1))
            live.append(trader)
            return nil
        }
        let maker = Int(execution.makerOwner.number)
        settle(execution.price.units, side, taker: trader, maker: maker, on: floor)
        if clears { withdrawAll(floor) }
        return execution.price.units
    }

    private mutating func settle(
        _ price: Int64, _ side: Side, taker: Int, maker: Int, on floor: TradingFloor
    ) {
        let takerBuys = side == .bid
        let number = floor.settle(
            buyer: takerBuys ? taker : maker, seller: takerBuys ? maker : taker, price: price)
        floor.events.append(
            .tradeExecuted(
                TradeExecuted(
                    trade: TradeID(number), instrument: InstrumentID(0),
                    price: Amount(whole: price), quantity: Amount(whole: 1),
                    aggressorSide: side, makerOrder: OrderID(orders[maker]),
                    takerOrder: OrderID(orders[taker]), makerAgent: AgentID(maker),
                    takerAgent: AgentID(taker), makerFee: .zero, takerFee: .zero)))
        orders[maker] = 0
        orders[taker] = 0
    }

    /// Tells of a new order, or of the change of the one that stands.
    private mutating func tell(
        _ price: Int64, _ side: Side, of trader: Int, on floor: TradingFloor
    ) {
        if orders[trader] != 0 {
            floor.events.append(
                .orderReplaced(
                    OrderReplaced(
                        order: OrderID(orders[trader]), agent: AgentID(trader),
                        price: Amount(whole: price), open: Amount(whole: 1),
                        keptPriority: false)))
            return
        }
        lastOrder += 1
        orders[trader] = lastOrder
        floor.events.append(
            .orderPlaced(
                OrderPlaced(
                    order: OrderID(lastOrder), agent: AgentID(trader),
                    instrument: InstrumentID(0), side: side,
                    terms: .limit(
                        price: Amount(whole: price), timeInForce: .gtc, expiresAtTick: nil),
                    quantity: Amount(whole: 1))))
    }

    /// Empties the book: after a trade where the rules say so, and at the end of the period.
    private mutating func withdrawAll(_ floor: TradingFloor) {
        for trader in live where orders[trader] != 0 {
            book.cancel(OrderHandle(UInt32(trader + 1)))
            floor.events.append(
                .orderCancelled(
                    OrderCancelled(
                        order: OrderID(orders[trader]), agent: AgentID(trader),
                        open: Amount(whole: 1), reason: .cleared)))
            orders[trader] = 0
        }
        live.removeAll(keepingCapacity: true)
    }
}
