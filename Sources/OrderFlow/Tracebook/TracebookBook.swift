import Matching
import Primitives

/// The book of one symbol: the host's ids and owners on the engine's handles and tags.
struct TracebookBook {
    /// Two orders that met.
    struct Trade {
        let buyer: Int64
        let seller: Int64
        let price: Price
        let quantity: Lots
    }

    /// Why an event changed nothing.
    enum Rejection: String {
        case orderNotActive = "ORDER_NOT_ACTIVE"
        case duplicateOrderID = "DUPLICATE_ORDER_ID"
        case invalidReplacement = "INVALID_REPLACEMENT"
        case invalidOrder = "INVALID_ORDER"
    }

    /// What an event did.
    struct Outcome {
        var rejection: Rejection?
        var trades: [Trade] = []
    }

    private struct Record {
        var id: Int64
        var owner: Int64
    }

    let symbol: String
    private let rules: TracebookRules
    private var book = OrderBook()
    /// Handle 1 is the first.
    private var records: [Record] = []
    private var freeHandles: [OrderHandle] = []
    /// The active orders: the one that is being entered, and those that rest.
    private var handles: [Int64: OrderHandle] = [:]
    private var tags: [Int64: OwnerTag] = [:]
    private var trades: [Trade] = []

    init(symbol: String, rules: TracebookRules) {
        self.symbol = symbol
        self.rules = rules
    }

    /// How many orders rest.
    var restingCount: Int { book.restingCount }

    /// Calls `body` with the orders of a side in priority order.
    func forEachOrder(
        _ side: Side, _ body: (_ order: RestingOrder, _ id: Int64, _ owner: Int64) -> Void
    ) {
        book.forEachOrder(side) { order in
            let record = records[Int(order.handle.index) - 1]
            body(order, record.id, record.owner)
            return true
        }
    }

    /// Does what the event says, or nothing.
    mutating func apply(_ operation: TracebookEvent.Operation) -> Outcome {
        trades.removeAll()
        let rejection: Rejection?
        switch operation {
        case .place(let order):
            rejection = place(order)
        case .cancel(let id):
            rejection = cancel(id)
        case .reduce(let id, let quantity):
            rejection = reduce(id, by: quantity)
        case .replace(let id, let price, let quantity):
            rejection = replace(id, price: price, quantity: quantity)
        case .clear:
            self = TracebookBook(symbol: symbol, rules: rules)
            rejection = nil
        }
        return Outcome(rejection: rejection, trades: trades)
    }
}

extension TracebookBook {
    private mutating func place(_ order: TracebookEvent.Order) -> Rejection? {
        if handles[order.id] != nil { return .duplicateOrderID }
        guard let quantity = rules.lots(order.quantity) else { return .invalidOrder }
        let limit = order.instruction == .market ? nil : rules.price(order.price)
        if limit == nil && order.instruction != .market { return .invalidOrder }
        switch order.instruction {
        case .limit:
            guard let limit else { preconditionFailure("a limit order without a limit") }
            let handle = open(order.id, owner: order.owner)
            enter(handle, order.side, limit, quantity)
        case .market, .immediate:
            trade(order.id, order.owner, order.side, limit: limit, quantity)
        case .fillOrKill:
            let canFill = book.canFill(
                order.side, limit: limit, quantity: quantity, ownOrders: ownOrders(order.owner))
            // An order that is killed is no error of its sender: the event applies.
            if canFill { trade(order.id, order.owner, order.side, limit: limit, quantity) }
        }
        return nil
    }

    private mutating func cancel(_ id: Int64) -> Rejection? {
        guard let handle = handles[id] else { return .orderNotActive }
        book.cancel(handle)
        close(handle)
        return nil
    }

    private mutating func reduce(_ id: Int64, by quantity: Double) -> Rejection? {
        guard let handle = handles[id], let resting = book.order(handle) else {
            return .orderNotActive
        }
        guard let lots = rules.lots(quantity), lots <= resting.open else { return .invalidOrder }
        book.reduce(handle, by: lots)
        if lots == resting.open { close(handle) }
        return nil
    }

    /// The order leaves and comes back behind the others; it may trade.
    private mutating func replace(_ id: Int64, price: Double?, quantity: Double?) -> Rejection? {
        guard let handle = handles[id], let resting = book.order(handle) else {
            return .orderNotActive
        }
        let newPrice = price.map(rules.price) ?? resting.price
        let newQuantity = quantity.map(rules.lots) ?? resting.open
        guard let newPrice, let newQuantity else { return .invalidReplacement }
        book.cancel(handle)
        enter(handle, resting.side, newPrice, newQuantity)
        return nil
    }

    /// Sends a limit order into the book; what is left of it rests.
    private mutating func enter(
        _ handle: OrderHandle, _ side: Side, _ limit: Price, _ quantity: Lots
    ) {
        let record = records[Int(handle.index) - 1]
        let left = trade(record.id, record.owner, side, limit: limit, quantity)
        if left == .zero { return close(handle) }
        book.rest(handle, owner: tag(record.owner), side: side, price: limit, quantity: left)
    }

    /// Trades what can be traded, and keeps owners from themselves as the rules have it.
    ///
    /// - Returns: What may still rest.
    @discardableResult
    private mutating func trade(
        _ taker: Int64, _ owner: Int64, _ side: Side, limit: Price?, _ quantity: Lots
    ) -> Lots {
        let avoided = mayMeetItself(owner) ? nil : tag(owner)
        var open = quantity
        while true {
            let outcome = book.match(side, limit: limit, quantity: open, avoiding: avoided)
            for execution in book.executions { note(execution, taker: taker, side) }
            open = outcome.open
            switch outcome.end {
            case .filled, .limitReached:
                return open
            case .ownOrder(let own):
                if rules.selfTrade == .cancelIncoming { return .zero }
                book.cancel(own)
                close(own)
            }
        }
    }

    private mutating func note(_ execution: Execution, taker: Int64, _ side: Side) {
        let maker = records[Int(execution.maker.index) - 1].id
        let isBuyer = side == .bid
        trades.append(
            Trade(
                buyer: isBuyer ? taker : maker, seller: isBuyer ? maker : taker,
                price: execution.price, quantity: execution.quantity))
        if execution.makerIsFilled { close(execution.maker) }
    }
}

extension TracebookBook {
    private func mayMeetItself(_ owner: Int64) -> Bool {
        rules.selfTrade == .none || owner == TracebookEvent.noOwner
    }

    private mutating func ownOrders(_ owner: Int64) -> OwnOrders {
        if mayMeetItself(owner) { return .count }
        return rules.selfTrade == .cancelIncoming ? .stopAt(tag(owner)) : .skip(tag(owner))
    }

    /// The tag of an owner, from 1 in the order in which they come.
    private mutating func tag(_ owner: Int64) -> OwnerTag {
        if let tag = tags[owner] { return tag }
        let tag = OwnerTag(UInt32(tags.count + 1))
        tags[owner] = tag
        return tag
    }

    /// Gives an order a handle, of which there are as many as were ever active at once.
    private mutating func open(_ id: Int64, owner: Int64) -> OrderHandle {
        let record = Record(id: id, owner: owner)
        let handle: OrderHandle
        if let free = freeHandles.popLast() {
            handle = free
            records[Int(free.index) - 1] = record
        } else {
            records.append(record)
            handle = OrderHandle(UInt32(records.count))
        }
        handles[id] = handle
        return handle
    }

    /// Forgets an order that has left the book.
    private mutating func close(_ handle: OrderHandle) {
        handles[records[Int(handle.index) - 1].id] = nil
        freeHandles.append(handle)
    }
}
