import MarketModel
import Primitives

/// The quotes of every instrument, folded from events alone.
struct MarketFold {
    private(set) var books: ContiguousArray<QuoteBook>
    private(set) var orders = OpenOrders()
    private let market: MarketDescription

    init(_ market: MarketDescription) {
        self.market = market
        books = ContiguousArray(
            market.instruments.map { QuoteBook(referencePrice: $0.referencePrice) })
    }

    /// Goes on with the books and open orders of a fold of the same market.
    mutating func restore(_ books: ContiguousArray<QuoteBook>, _ orders: OpenOrders) {
        self.books = books
        self.orders = orders
    }

    /// The mark of an asset: that of the first instrument with it as base; `nil` for cash.
    func mark(of asset: AssetID) -> Mark? {
        market.pricing(of: asset).map { books[$0.id.index].mark }
    }

    /// The present reference price of an asset, as a mark; `nil` for cash.
    func referenceMark(of asset: AssetID) -> Mark? {
        market.pricing(of: asset).map { Mark(books[$0.id.index].referencePrice) }
    }

    mutating func place(_ placed: OrderPlaced) {
        let index = placed.instrument.index
        books[index].beginAction()
        var price: Int128?
        if case .limit(let limit, _, _) = placed.terms {
            price = limit.units
            books[index].add(placed.quantity.units, at: limit.units, placed.side)
        }
        orders.insert(
            placed.order,
            OpenOrders.Order(
                instrument: Int32(index), side: placed.side, price: price,
                open: placed.quantity.units))
    }

    mutating func replace(_ replaced: OrderReplaced) {
        let order = orders[replaced.order]
        let index = Int(order.instrument)
        // The mid counts the order where it stood: before the action is before it left.
        books[index].beginAction()
        if let price = order.price { books[index].remove(order.open, at: price, order.side) }
        books[index].add(replaced.open.units, at: replaced.price.units, order.side)
        orders.setOpen(replaced.open.units, price: replaced.price.units, of: replaced.order)
    }

    mutating func trade(_ trade: TradeExecuted) {
        reduce(trade.makerOrder, by: trade.quantity)
        reduce(trade.takerOrder, by: trade.quantity)
        books[trade.instrument.index].lastPrice = trade.price
    }

    /// Takes out an order that was cancelled or expired.
    mutating func remove(_ order: OrderID, open: Amount) { reduce(order, by: open) }

    mutating func setReferencePrice(_ price: Amount, of instrument: InstrumentID) {
        books[instrument.index].referencePrice = price
    }

    private mutating func reduce(_ id: OrderID, by quantity: Amount) {
        let order = orders[id]
        precondition(order.open >= quantity.units, "order \(id.number) has too little open")
        if let price = order.price {
            books[Int(order.instrument)].remove(quantity.units, at: price, order.side)
        }
        orders.setOpen(order.open - quantity.units, price: order.price, of: id)
    }
}
