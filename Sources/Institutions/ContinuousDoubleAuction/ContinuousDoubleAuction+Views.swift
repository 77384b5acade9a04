public import MarketModel
import Matching
public import Primitives

extension ContinuousDoubleAuction {
    /// Last trade of the run, else mid, else reference price.
    public func mark(of instrument: InstrumentID) -> Mark { venues[instrument.index].mark }

    /// The price assumed until the market says otherwise, as it is in force.
    public func referencePrice(of instrument: InstrumentID) -> Amount {
        let venue = venues[instrument.index]
        return venue.amount(of: venue.referencePrice)
    }

    /// What everybody may see of an instrument now.
    ///
    /// - Complexity: O(depth + past prices).
    public func view(of instrument: InstrumentID, pastPrices: [Double]) -> MarketView {
        let venue = venues[instrument.index]
        return MarketView(
            instrument: venue.instrument, fees: venue.fees,
            referencePrice: venue.referencePrice, isHalted: venue.isHalted,
            bids: depth(.bid, of: venue), asks: depth(.ask, of: venue),
            recentTrades: venue.recentTrades, pastPrices: pastPrices)
    }

    /// Up to so many levels of a side, the best first.
    public func levels(_ instrument: InstrumentID, _ side: Side, limit: Int) -> [DepthLevel] {
        depth(side, of: venues[instrument.index], limit: limit)
    }

    private func depth(
        _ side: Side, of venue: Venue, limit: Int = MarketView.depth
    ) -> [DepthLevel] {
        venue.book.levels(side, limit: limit).map {
            DepthLevel(price: $0.price, volume: $0.volume, orders: $0.orderCount)
        }
    }

    /// Mid, else last trade, else reference price, in tick sizes.
    public func price(of instrument: InstrumentID) -> Double {
        let venue = venues[instrument.index]
        if let bid = venue.book.bestBid, let ask = venue.book.bestAsk {
            return (Double(bid.units) + Double(ask.units)) / 2
        }
        return Double((venue.lastPrice ?? venue.referencePrice).units)
    }

    /// An agent's open orders by rising id.
    public func openOrders(of agent: AgentID) -> [OpenOrder] {
        var list: [OpenOrder] = []
        var slot = orders.first(of: agent)
        while slot != OrderTable.none {
            let venue = venueOf(slot)
            let resting = restingOrder(slot, in: venue)
            list.append(
                OpenOrder(
                    order: orders[slot].order, instrument: venue.instrument.id,
                    side: resting.side, price: resting.price, open: resting.open))
            slot = orders[slot].next
        }
        return list
    }

    /// Whether an order rests in a book.
    public func isOpen(_ order: OrderID) -> Bool { orders.slot(of: order) != nil }

    /// The open orders of one side in the order in which they are to trade.
    public func queue(_ instrument: InstrumentID, _ side: Side) -> [OrderID] {
        var list: [OrderID] = []
        venues[instrument.index].book.forEachOrder(side) { resting in
            list.append(orders[resting.handle.index].order)
            return true
        }
        return list
    }
}
