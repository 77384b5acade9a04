import Accounting
import MarketModel
import Matching
public import Primitives

extension ContinuousDoubleAuction {
    /// The books as they stand.
    ///
    /// - Complexity: O(open orders).
    public var state: AuctionState {
        AuctionState(
            lastOrder: lastOrder, lastTrade: lastTrade,
            venues: venues.map { venue in
                VenueState(
                    fees: venue.fees, isHalted: venue.isHalted,
                    referencePrice: venue.referencePrice, lastPrice: venue.lastPrice,
                    recentTrades: venue.recentTrades, bids: kept(.bid, in: venue),
                    asks: kept(.ask, in: venue))
            })
    }

    private func kept(_ side: Side, in venue: Venue) -> [KeptOrder] {
        var list: [KeptOrder] = []
        venue.book.forEachOrder(side) { resting in
            let record = orders[resting.handle.index]
            list.append(
                KeptOrder(
                    order: record.order, agent: AgentID(Int(record.agent)),
                    price: resting.price, open: resting.open,
                    filled: Lots(units: record.filled),
                    expiresAtTick: record.expiresAtTick < 0 ? nil : Tick(record.expiresAtTick)))
            return true
        }
        return list
    }

    /// Puts the books back as a snapshot has them; balances and reservations are the ledger's.
    ///
    /// - Precondition: Nothing has happened here yet.
    /// - Throws: `SnapshotError` when the state cannot be one of this market.
    /// - Complexity: O(n log n) with n open orders.
    public func restore(_ state: AuctionState) throws(SnapshotError) {
        precondition(lastOrder == 0 && lastTrade == 0, "only fresh books are restored")
        guard state.venues.count == venues.count else {
            throw SnapshotError("books of other instruments")
        }
        try check(state)
        (lastOrder, lastTrade) = (state.lastOrder, state.lastTrade)
        let slots = enlist(state)
        var next = slots.makeIterator()
        for (venue, kept) in zip(venues, state.venues) {
            venue.fees = kept.fees
            venue.isHalted = kept.isHalted
            venue.referencePrice = kept.referencePrice
            venue.restoreTrades(kept.recentTrades, lastPrice: kept.lastPrice)
            for (side, queue) in [(Side.bid, kept.bids), (.ask, kept.asks)] {
                for order in queue {
                    guard let slot = next.next() else { return }
                    venue.book.rest(
                        OrderHandle(slot), owner: OwnerTag(UInt32(order.agent.index)),
                        side: side, price: order.price, quantity: order.open)
                }
            }
        }
    }

    /// Whether the orders are ones that could rest here together.
    private func check(_ state: AuctionState) throws(SnapshotError) {
        var seen: Set<OrderID> = []
        for venue in state.venues {
            if let bid = venue.bids.first, let ask = venue.asks.first, bid.price >= ask.price {
                throw SnapshotError("a crossed book")
            }
            for queue in [venue.bids, venue.asks] {
                for order in queue {
                    guard order.order.number > 0, order.order.number <= state.lastOrder,
                        seen.insert(order.order).inserted, order.open > .zero,
                        order.agent.index >= 0, order.agent.index < ledger.agentCount
                    else { throw SnapshotError("an order that cannot be open") }
                }
            }
            for (better, worse) in zip(venue.bids, venue.bids.dropFirst())
            where better.price < worse.price { throw SnapshotError("a queue out of order") }
            for (better, worse) in zip(venue.asks, venue.asks.dropFirst())
            where better.price > worse.price { throw SnapshotError("a queue out of order") }
        }
    }

    /// Enters the open orders into the table, which wants them by rising id.
    ///
    /// - Returns: Their slots, in the order of the state's venues, sides and queues.
    private func enlist(_ state: AuctionState) -> [UInt32] {
        let all = state.venues.enumerated().flatMap { place, venue in
            (venue.bids + venue.asks).map { (instrument: InstrumentID(place), kept: $0) }
        }
        var slots = [UInt32](repeating: OrderTable.none, count: all.count)
        for place in all.indices.sorted(by: { all[$0].kept.order < all[$1].kept.order }) {
            let (instrument, kept) = all[place]
            slots[place] = orders.insert(
                kept.order, agent: kept.agent, instrument: instrument, filled: kept.filled,
                expiresAtTick: kept.expiresAtTick)
            guard let last = kept.expiresAtTick else { continue }
            expiries.insert(kept.order, expiringAt: last) { self.isOpen($0) }
        }
        return slots
    }
}
