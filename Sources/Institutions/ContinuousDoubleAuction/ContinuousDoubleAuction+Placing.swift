import Accounting
import MarketModel
import Matching
import Primitives

/// An order on its way through a book: new, or replaced with its place lost.
struct IncomingOrder {
    var order: OrderID
    var agent: AgentID
    var side: Side
    /// `nil` for a market order.
    var limit: Price?
    var open: Lots
    /// What each open lot has reserved, in units of 10⁻⁸; zero for a market bid.
    var reservePerLot: Int128
    /// What has traded so far.
    var filled: Lots = .zero
    /// What becomes of a remainder that cannot trade: `nil` rests.
    var remainder: CancelReason?
}

extension ContinuousDoubleAuction {
    /// Checks and executes a limit order; returns the first check that failed.
    func placeLimit(_ order: LimitOrder, of agent: AgentID) -> RejectionReason? {
        guard fits(order) else { return .invalidAction }
        guard let venue = venue(order.instrument) else { return .invalidInstrument }
        if venue.isHalted { return .instrumentHalted }
        guard let price = venue.price(from: order.price) else { return .invalidPrice }
        guard let quantity = venue.lots(from: order.quantity) else { return .invalidQuantity }
        let reservation = venue.reservation(order.side, quantity, at: price)
        let asset = venue.reservedAsset(order.side)
        if reservation > ledger.available(agent, asset) { return .insufficientFunds }
        if order.timeInForce == .postOnly, venue.book.wouldCross(order.side, price: price) {
            return .postOnlyWouldCross
        }
        if order.timeInForce == .fok, !canFill(order.side, quantity, price, agent, in: venue) {
            return .fokNotFillable
        }
        let terms = OrderTerms.limit(
            price: order.price, timeInForce: order.timeInForce,
            expiresAtTick: order.expiresAtTick)
        let id = announce(
            terms, of: agent, in: venue, side: order.side, quantity: order.quantity,
            client: order.clientOrderID)
        ledger.reserve(reservation, of: asset, for: agent)
        let isImmediate = order.timeInForce == .ioc || order.timeInForce == .fok
        enter(
            IncomingOrder(
                order: id, agent: agent, side: order.side, limit: price, open: quantity,
                reservePerLot: reservePerLot(order.side, price, in: venue),
                remainder: isImmediate ? .iocRemainder : nil),
            in: venue, expiresAtTick: order.expiresAtTick)
        return nil
    }

    /// Checks and executes a market order; returns the first check that failed.
    func placeMarket(_ order: MarketOrder, of agent: AgentID) -> RejectionReason? {
        guard isWellFormed(order.clientOrderID) else { return .invalidAction }
        guard let venue = venue(order.instrument) else { return .invalidInstrument }
        if venue.isHalted { return .instrumentHalted }
        guard let quantity = venue.lots(from: order.quantity) else { return .invalidQuantity }
        // A market bid reserves nothing: at each maker it buys what it can pay.
        if order.side == .ask,
            order.quantity > ledger.available(agent, venue.instrument.base)
        {
            return .insufficientFunds
        }
        let id = announce(
            .market, of: agent, in: venue, side: order.side, quantity: order.quantity,
            client: order.clientOrderID)
        var incoming = IncomingOrder(
            order: id, agent: agent, side: order.side, limit: nil, open: quantity,
            reservePerLot: 0, remainder: .marketRemainder)
        if order.side == .ask {
            ledger.reserve(order.quantity, of: venue.instrument.base, for: agent)
            incoming.reservePerLot = venue.instrument.lotSize.units
        }
        enter(incoming, in: venue, expiresAtTick: nil)
        return nil
    }

    /// Records that an order passed its checks, and gives it the next id.
    func announce(
        _ terms: OrderTerms, of agent: AgentID, in venue: Venue, side: Side,
        quantity: Amount, client: String?, isEstate: Bool = false
    ) -> OrderID {
        lastOrder += 1
        events.append(
            .orderPlaced(
                OrderPlaced(
                    order: OrderID(lastOrder), agent: agent, instrument: venue.instrument.id,
                    side: side, terms: terms, quantity: quantity, clientOrderID: client,
                    isEstate: isEstate)))
        return OrderID(lastOrder)
    }

    /// Runs a new order through the book and lets what is left rest or go.
    func enter(_ order: IncomingOrder, in venue: Venue, expiresAtTick: Tick?) {
        var incoming = order
        let reason = trade(&incoming, in: venue)
        if incoming.open == .zero { return }
        if let reason { return cancelIncoming(incoming, in: venue, because: reason) }
        guard let price = incoming.limit else {
            preconditionFailure("a market order never rests")
        }
        let slot = orders.insert(
            incoming.order, agent: incoming.agent, instrument: venue.instrument.id,
            filled: incoming.filled, expiresAtTick: expiresAtTick)
        venue.book.rest(
            OrderHandle(slot), owner: OwnerTag(UInt32(incoming.agent.index)),
            side: incoming.side, price: price, quantity: incoming.open)
        if let expiresAtTick {
            expiries.insert(incoming.order, expiringAt: expiresAtTick) { order in
                orders.slot(of: order) != nil
            }
        }
    }

    /// Releases what an incoming order still has reserved, and records that it is gone.
    func cancelIncoming(
        _ incoming: IncomingOrder, in venue: Venue, because reason: CancelReason
    ) {
        let reserved = Amount(units: Int128(incoming.open.units) * incoming.reservePerLot)
        let asset = venue.reservedAsset(incoming.side)
        ledger.release(reserved, of: asset, for: incoming.agent)
        events.append(
            .orderCancelled(
                OrderCancelled(
                    order: incoming.order, agent: incoming.agent,
                    open: venue.amount(of: incoming.open), reason: reason)))
    }

    func reservePerLot(_ side: Side, _ price: Price, in venue: Venue) -> Int128 {
        side == .bid ? venue.reservePerLot(at: price) : venue.instrument.lotSize.units
    }

    /// Whether the fields of a limit order go together.
    private func fits(_ order: LimitOrder) -> Bool {
        guard isWellFormed(order.clientOrderID) else { return false }
        switch (order.timeInForce, order.expiresAtTick) {
        case (.gtt, let last?): return last >= tick && RecordedNumber.isExact(last.index)
        case (.gtt, nil): return false
        case (.gtc, let last), (.ioc, let last), (.fok, let last), (.postOnly, let last):
            return last == nil
        }
    }

    /// Whether a client's own name is 1–64 of `[A-Za-z0-9_-]`, or absent.
    private func isWellFormed(_ client: String?) -> Bool {
        guard let client else { return true }
        let bytes = client.utf8
        guard !bytes.isEmpty, bytes.count <= 64 else { return false }
        return bytes.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
    }
}
