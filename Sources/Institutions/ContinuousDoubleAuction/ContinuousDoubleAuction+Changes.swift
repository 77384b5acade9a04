import Accounting
import MarketModel
import Matching
import Primitives

extension ContinuousDoubleAuction {
    /// Cancels an order at its agent's wish; returns the first check that failed.
    func cancel(_ order: OrderID, of agent: AgentID) -> RejectionReason? {
        guard let slot = orders.slot(of: order, ownedBy: agent) else { return .orderNotFound }
        cancelResting(slot, in: venueOf(slot), because: .requested)
        return nil
    }

    /// Cancels an agent's open orders by rising id; returns the first check that failed.
    func cancelAll(
        in reference: InstrumentReference?, of agent: AgentID
    ) -> RejectionReason? {
        guard let reference else {
            cancelAll(of: agent, because: .requested)
            return nil
        }
        guard let venue = venue(reference) else { return .invalidInstrument }
        cancelAll(of: agent, in: venue, because: .requested)
        return nil
    }

    /// Lowers what is open of an order; returns the first check that failed.
    func reduce(_ order: OrderID, of agent: AgentID, by amount: Amount) -> RejectionReason? {
        guard let slot = orders.slot(of: order, ownedBy: agent) else { return .orderNotFound }
        let venue = venueOf(slot)
        guard let cut = venue.lots(from: amount) else { return .invalidQuantity }
        let resting = restingOrder(slot, in: venue)
        if cut >= resting.open {
            cancelResting(slot, in: venue, because: .requested)
        } else {
            reduceInPlace(resting, to: Lots(units: resting.open.units - cut.units), in: venue)
        }
        return nil
    }

    /// Gives an order a new price, total, or both; returns the first check that failed.
    func replace(
        _ order: OrderID, of agent: AgentID, price: Amount?, quantity: Amount?
    ) -> RejectionReason? {
        if price == nil && quantity == nil { return .invalidAction }
        guard let slot = orders.slot(of: order, ownedBy: agent) else { return .orderNotFound }
        let venue = venueOf(slot)
        if venue.isHalted { return .instrumentHalted }
        let resting = restingOrder(slot, in: venue)
        var newPrice = resting.price
        if let price {
            guard let valid = venue.price(from: price) else { return .invalidPrice }
            newPrice = valid
        }
        let filled = orders[slot].filled
        var open = resting.open
        if let quantity {
            guard let total = venue.lots(from: quantity) else { return .invalidQuantity }
            if total.units <= filled {
                cancelResting(slot, in: venue, because: .requested)
                return nil
            }
            open = Lots(units: total.units - filled)
        }
        if newPrice == resting.price, open < resting.open {
            reduceInPlace(resting, to: open, in: venue)
            return nil
        }
        return reenter(resting, of: agent, in: venue, price: newPrice, open: open)
    }

    /// Sends an open order into the book anew: id, fills and expiry stay, its place does not.
    private func reenter(
        _ resting: RestingOrder, of agent: AgentID, in venue: Venue, price: Price, open: Lots
    ) -> RejectionReason? {
        let slot = resting.handle.index
        let asset = venue.reservedAsset(resting.side)
        let old = venue.reservation(resting.side, resting.open, at: resting.price)
        let new = venue.reservation(resting.side, open, at: price)
        if new.units - old.units > ledger.available(agent, asset).units {
            return .insufficientFunds
        }
        events.append(
            .orderReplaced(
                OrderReplaced(
                    order: orders[slot].order, agent: agent, price: venue.amount(of: price),
                    open: venue.amount(of: open), keptPriority: false)))
        ledger.release(old, of: asset, for: agent)
        ledger.reserve(new, of: asset, for: agent)
        venue.book.cancel(resting.handle)
        var incoming = IncomingOrder(
            order: orders[slot].order, agent: agent, side: resting.side, limit: price,
            open: open, reservePerLot: reservePerLot(resting.side, price, in: venue))
        let reason = trade(&incoming, in: venue)
        if incoming.open == .zero {
            orders.remove(slot)
        } else if let reason {
            orders.remove(slot)
            cancelIncoming(incoming, in: venue, because: reason)
        } else {
            orders[slot].filled += incoming.filled.units
            venue.book.rest(
                resting.handle, owner: resting.owner, side: resting.side, price: price,
                quantity: incoming.open)
        }
        return nil
    }

    private func reduceInPlace(_ resting: RestingOrder, to open: Lots, in venue: Venue) {
        let agent = AgentID(Int(resting.owner.number))
        let cut = Lots(units: resting.open.units - open.units)
        venue.book.reduce(resting.handle, by: cut)
        let freed = venue.reservation(resting.side, cut, at: resting.price)
        ledger.release(freed, of: venue.reservedAsset(resting.side), for: agent)
        events.append(
            .orderReplaced(
                OrderReplaced(
                    order: orders[resting.handle.index].order, agent: agent,
                    price: venue.amount(of: resting.price), open: venue.amount(of: open),
                    keptPriority: true)))
    }

    /// Takes an order out of its book, frees its reservation and records why.
    func cancelResting(_ slot: UInt32, in venue: Venue, because reason: CancelReason) {
        let (agent, open) = withdraw(slot, from: venue)
        let order = orders[slot].order
        orders.remove(slot)
        events.append(
            .orderCancelled(
                OrderCancelled(order: order, agent: agent, open: open, reason: reason)))
    }

    /// Takes an order out of its book and frees its reservation.
    func withdraw(_ slot: UInt32, from venue: Venue) -> (agent: AgentID, open: Amount) {
        let resting = restingOrder(slot, in: venue)
        let agent = AgentID(Int(resting.owner.number))
        venue.book.cancel(resting.handle)
        let freed = venue.reservation(resting.side, resting.open, at: resting.price)
        ledger.release(freed, of: venue.reservedAsset(resting.side), for: agent)
        return (agent, venue.amount(of: resting.open))
    }

    /// Cancels an agent's open orders by rising id, in one venue or in all.
    func cancelAll(of agent: AgentID, in venue: Venue? = nil, because reason: CancelReason) {
        var slot = orders.first(of: agent)
        while slot != OrderTable.none {
            let next = orders[slot].next
            let home = venueOf(slot)
            if venue == nil || venue === home {
                cancelResting(slot, in: home, because: reason)
            }
            slot = next
        }
    }

    func venueOf(_ slot: UInt32) -> Venue { venues[Int(orders[slot].instrument)] }

    func restingOrder(_ slot: UInt32, in venue: Venue) -> RestingOrder {
        guard let resting = venue.book.order(OrderHandle(slot)) else {
            preconditionFailure("slot \(slot) of the order table rests in no book")
        }
        return resting
    }
}
