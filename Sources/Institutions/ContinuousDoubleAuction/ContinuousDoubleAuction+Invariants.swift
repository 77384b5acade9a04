public import Accounting
import MarketModel
import Matching
import Primitives

extension ContinuousDoubleAuction {
    /// Checks that reservations are those of the open orders (I3), that the books are sound
    /// (I4), and that every open order is in exactly one of them.
    ///
    /// - Throws: ``Ledger/Violation`` for the first account or book found wrong.
    /// - Complexity: O(agents × assets + open orders).
    public func checkInvariants() throws(Ledger.Violation) {
        var counted = 0
        for number in 0..<ledger.agentCount {
            counted += try checkReservations(of: AgentID(number))
        }
        var resting = 0
        for venue in venues {
            resting += venue.book.restingCount
            venue.book.checkInvariants()
            try checkTouch(of: venue)
        }
        if counted != resting {
            throw Ledger.Violation("\(counted) orders are open, \(resting) rest in books")
        }
    }

    /// Checks that no book is crossed or locked: the part of I4 that costs nothing.
    ///
    /// - Throws: ``Ledger/Violation`` for the first book that is.
    public func checkTouch() throws(Ledger.Violation) {
        for venue in venues { try checkTouch(of: venue) }
    }

    private func checkTouch(of venue: Venue) throws(Ledger.Violation) {
        if let bid = venue.book.bestBid, let ask = venue.book.bestAsk, bid >= ask {
            throw Ledger.Violation(
                "\(venue.instrument.symbol): bid \(bid.units) meets ask \(ask.units)")
        }
    }

    /// Returns how many orders the agent has open.
    private func checkReservations(of agent: AgentID) throws(Ledger.Violation) -> Int {
        var expected = [Int128](repeating: 0, count: ledger.assetCount)
        var slot = orders.first(of: agent)
        var count = 0
        while slot != OrderTable.none {
            let venue = venueOf(slot)
            let resting = restingOrder(slot, in: venue)
            if Int(resting.owner.number) != agent.index {
                throw Ledger.Violation(
                    "order \(orders[slot].order.number) of agent \(agent.index) rests in the "
                        + "name of agent \(resting.owner.number)")
            }
            expected[venue.reservedAsset(resting.side).index] +=
                venue.reservation(resting.side, resting.open, at: resting.price).units
            count += 1
            slot = orders[slot].next
        }
        for index in 0..<ledger.assetCount {
            let reserved = ledger.reserved(agent, AssetID(index))
            if reserved.units != expected[index] {
                throw Ledger.Violation(
                    "agent \(agent.index) has \(reserved) of asset \(index) reserved, its "
                        + "orders need \(Amount(units: expected[index]))")
            }
        }
        return count
    }
}
