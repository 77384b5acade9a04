import Accounting
public import MarketModel
import Matching
public import Primitives

// What the world does to orders, as opposed to what agents ask for.
extension ContinuousDoubleAuction {
    /// Ends the good-till-tick orders whose last tick is the present one, by order id.
    public func expireOrders() {
        while let order = expiries.popFirst(through: tick) {
            guard let slot = orders.slot(of: order) else { continue }
            let (agent, open) = withdraw(slot, from: venueOf(slot))
            orders.remove(slot)
            events.append(.orderExpired(order: order, agent: agent, open: open))
        }
    }

    /// Cancels every open order of an agent that is bankrupt, by order id.
    public func cancelOrders(ofBankrupt agent: AgentID) {
        cancelAll(of: agent, because: .bankrupt)
    }

    /// Cancels an agent's newest bids until it has `amount` of cash available, for decay.
    ///
    /// - Precondition: Its cash, available and reserved, is at least `amount`.
    public func freeCash(_ amount: Amount, of agent: AgentID) {
        var slot = orders.last(of: agent)
        while ledger.available(agent, .cash) < amount {
            precondition(slot != OrderTable.none, "cash is reserved by open bids only")
            let previous = orders[slot].previous
            let venue = venueOf(slot)
            if restingOrder(slot, in: venue).side == .bid {
                cancelResting(slot, in: venue, because: .decay)
            }
            slot = previous
        }
    }

    /// Stops trading in an instrument; its orders stay, unless they are to be cancelled.
    public func halt(_ instrument: InstrumentID, cancellingOrders: Bool) {
        let venue = venues[instrument.index]
        venue.isHalted = true
        guard cancellingOrders else { return }
        var found: [(order: OrderID, slot: UInt32)] = []
        for side in Side.allCases {
            venue.book.forEachOrder(side) { resting in
                let slot = resting.handle.index
                found.append((orders[slot].order, slot))
                return true
            }
        }
        found.sort { $0.order < $1.order }
        for entry in found { cancelResting(entry.slot, in: venue, because: .halted) }
    }

    /// Lets an instrument trade again.
    public func resume(_ instrument: InstrumentID) { venues[instrument.index].isHalted = false }

    /// Sets the fallback for marks and bots.
    ///
    /// - Precondition: A positive multiple of the tick size, within bounds; checked at load.
    public func setReferencePrice(_ amount: Amount, of instrument: InstrumentID) {
        guard let price = venues[instrument.index].price(from: amount) else {
            preconditionFailure("a reference price is checked when the scenario is loaded")
        }
        venues[instrument.index].referencePrice = price
    }

    /// The fees now in force.
    public func fees(of instrument: InstrumentID) -> FeeSchedule {
        venues[instrument.index].fees
    }

    /// Changes fees and with them the reservations of resting bids, agent by agent.
    ///
    /// Where an agent's available cash does not cover the rise, its newest bids in the
    /// instrument are cancelled until it does.
    public func setFees(_ fees: FeeSchedule, of instrument: InstrumentID) {
        let venue = venues[instrument.index]
        let old = venue.fees
        for number in 0..<ledger.agentCount {
            let agent = AgentID(number)
            var bids = restingBids(of: agent, in: venue)
            var rise = Int128(0)
            for bid in bids { rise += reservationRise(of: bid, in: venue, from: old, to: fees) }
            while rise > ledger.available(agent, .cash).units {
                guard let newest = bids.popLast() else {
                    preconditionFailure("without bids there is no rise to cover")
                }
                rise -= reservationRise(of: newest, in: venue, from: old, to: fees)
                cancelResting(newest.handle.index, in: venue, because: .insufficientFunds)
            }
            if rise > 0 {
                ledger.reserve(Amount(units: rise), of: .cash, for: agent)
            } else {
                ledger.release(Amount(units: -rise), of: .cash, for: agent)
            }
        }
        venue.fees = fees
    }

    private func restingBids(of agent: AgentID, in venue: Venue) -> [RestingOrder] {
        var bids: [RestingOrder] = []
        var slot = orders.first(of: agent)
        while slot != OrderTable.none {
            if venueOf(slot) === venue {
                let resting = restingOrder(slot, in: venue)
                if resting.side == .bid { bids.append(resting) }
            }
            slot = orders[slot].next
        }
        return bids
    }

    private func reservationRise(
        of bid: RestingOrder, in venue: Venue, from old: FeeSchedule, to new: FeeSchedule
    ) -> Int128 {
        let notional = venue.notionalPerLot(at: bid.price)
        let before = old.reserved.ofRoundedUp(notional)
        let after = new.reserved.ofRoundedUp(notional)
        return Int128(bid.open.units) * (after - before)
    }

    /// Offers all whole lots of a bankrupt agent at once, no cheaper than a discount off the
    /// mark, if somebody bids that much.
    ///
    /// - Returns: Whether anything was offered.
    public func sellEstate(
        of agent: AgentID, in instrument: InstrumentID, discount: BasisPoints
    ) -> Bool {
        let venue = venues[instrument.index]
        if venue.isHalted { return false }
        let held = ledger.available(agent, venue.instrument.base).units
        let lots = Lots(units: Int64(clamping: held / venue.instrument.lotSize.units))
        let limit = venue.estateLimit(discount: discount)
        guard lots > .zero, let bid = venue.book.bestBid, bid >= limit else { return false }
        let quantity = venue.amount(of: lots)
        let terms = OrderTerms.limit(
            price: venue.amount(of: limit), timeInForce: .ioc, expiresAtTick: nil)
        let id = announce(
            terms, of: agent, in: venue, side: .ask, quantity: quantity, client: nil,
            isEstate: true)
        ledger.reserve(quantity, of: venue.instrument.base, for: agent)
        enter(
            IncomingOrder(
                order: id, agent: agent, side: .ask, limit: limit, open: lots,
                reservePerLot: venue.instrument.lotSize.units, remainder: .iocRemainder),
            in: venue, expiresAtTick: nil)
        return true
    }
}

extension Venue {
    /// mark × (1 − discount), rounded down to a tick, at least one tick.
    func estateLimit(discount: BasisPoints) -> Price {
        let kept = Int128(BasisPoints.unitsPerOne - discount.units)
        let scale = 2 * Int128(BasisPoints.unitsPerOne) * instrument.tickSize.units
        let ticks = (mark.doubledUnits * kept).flooredQuotient(scale)
        return Price(units: max(1, Int64(clamping: ticks)))
    }
}
